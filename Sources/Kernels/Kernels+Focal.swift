package import KernelTypes

extension Kernels {
    /// The rows of input that `focal` and its like need above and below the output's, as far as the raster reaches.
    package static func focalHalo(radius: Int) -> Int { radius }

    /// A measure of the valid cells in the square window of 2 * radius + 1 cells around each cell, clipped at the
    /// raster's edge. NaN where the cell is NaN, or an infinity is in the window; the deviation of equal cells is 0,
    /// exactly: a plain at 50000.3 has no noise. A second measure of the same windows costs little more.
    ///
    /// The cost does not depend on the radius (van Herk 1992; Gil and Werman 1993): rows and columns fall into blocks
    /// of a window's width, counted from the raster's north-west corner. A window begins in one block and ends in the
    /// next, and what it has of each is made once for all windows, from the block's inner edge outwards. All that is
    /// added up lies in the window, in an order that the cell's place alone decides, so strips of any height give the
    /// same bits.
    ///
    /// What is added up is not sums but counts, means and squared deviations (Chan 1979), which have nothing to cancel.
    package func focal(
        _ measure: FocalMeasure, of input: Strip, radius: Int, into output: Strip,
        and second: (measure: FocalMeasure, output: Strip)? = nil
    ) {
        precondition(radius >= 0, "a radius is not negative")
        expect(input, toReach: Self.focalHalo(radius: radius), around: output)
        guard output.columns > 0, !output.rows.isEmpty else { return }
        let outputs = [(measure, output)] + (second.map { [($0.measure, $0.output)] } ?? [])
        FocalPass(input: input, radius: radius, outputs: outputs, table: table).run()
    }

    /// The same in the circle of cells whose centres are no farther than `radius` cells from the cell's.
    ///
    /// The cost of a cell grows with the circle's rows, not with its cells: each row of it is the difference of two
    /// running sums. Sums of values and of squares have twice a double's digits, so that nothing is lost where they
    /// cancel; they run from the raster's west, and a circle's rows are added from north to south.
    package func focalCircle(
        _ measure: FocalMeasure, of input: Strip, radius: Int, into output: Strip,
        and second: (measure: FocalMeasure, output: Strip)? = nil
    ) {
        precondition(radius >= 0, "a radius is not negative")
        expect(input, toReach: Self.focalHalo(radius: radius), around: output)
        guard output.columns > 0, !output.rows.isEmpty else { return }
        CirclePass(input: input, radius: radius, rows: output.rows, table: table).run(measure, output, second)
    }
}
