package import KernelTypes

extension Kernels {
    /// The rows of input that `focalZScore` needs above and below the output's, as far as the raster reaches.
    package static func focalHalo(radius: Int) -> Int { radius }

    /// (x - mean) / population standard deviation over the valid cells of the square window of 2 * radius + 1 cells
    /// around each cell, clipped at the raster's edge. NaN where x is NaN, or an infinity is in the window; 0 where all
    /// cells of the window are equal, exactly: a plain at 50000.3 has no noise.
    ///
    /// The cost does not depend on the radius (van Herk 1992; Gil and Werman 1993): rows and columns fall into blocks
    /// of a window's width, counted from the raster's north-west corner. A window begins in one block and ends in the
    /// next, and what it has of each is made once for all windows, from the block's inner edge outwards. All that is
    /// added up lies in the window, in an order that the cell's place alone decides, so strips of any height give the
    /// same bits.
    ///
    /// What is added up is not sums but counts, means and squared deviations (Chan 1979), which have nothing to cancel.
    package func focalZScore(of input: Strip, radius: Int, into output: Strip) {
        precondition(radius >= 0, "a radius is not negative")
        expect(input, toReach: Self.focalHalo(radius: radius), around: output)
        guard output.columns > 0, !output.rows.isEmpty else { return }
        FocalPass(input: input, radius: radius, output: output, table: table).run()
    }
}
