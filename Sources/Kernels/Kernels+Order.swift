package import KernelTypes

extension Kernels {
    /// The quantile of the valid cells in the window around each cell, clipped at the raster's edge: exact, with linear
    /// interpolation between order statistics (Hyndman and Fan 1996, type 7). NaN where the cell is NaN.
    ///
    /// The window is the square of 2 * radius + 1 cells, or the circle of cells no farther than `radius`. It slides cell
    /// by cell, and what enters and leaves is counted by rank (Huang, Yang and Tang 1979): a cell's cost grows with the
    /// window's side, not with its area. Medians of small squares are taken by `focalMedian`, with the same bits.
    package static func focalQuantile(
        _ fraction: Double, of input: Strip, radius: Int, isCircle: Bool, into output: Strip
    ) {
        precondition(radius >= 0 && fraction >= 0 && fraction <= 1, "a quantile of a window")
        best.expect(input, toReach: focalHalo(radius: radius), around: output)
        if fraction == 0.5 && !isCircle && smallRadii.contains(radius) {
            return best.focalMedian(of: input, radius: radius, into: output)
        }
        let tile = 256
        for west in stride(from: 0, to: output.columns, by: tile) {
            let columns = west..<min(west + tile, output.columns)
            OrderPass(input: input, rows: output.rows, columns: columns, radius: radius, isCircle: isCircle)
                .run(fraction, into: output)
        }
    }

    /// Radii of the squares whose median a network of comparisons finds.
    package static let smallRadii = 1...2

    /// The median of the valid cells in the square around each cell, clipped at the raster's edge, as `focalQuantile`
    /// gives it. NaN where the cell is NaN.
    package func focalMedian(of input: Strip, radius: Int, into output: Strip) {
        precondition(Self.smallRadii.contains(radius), "a small square")
        expect(input, toReach: radius, around: output)
        SmallMedianPass(input: input, radius: radius, table: table).run(into: output)
    }
}
