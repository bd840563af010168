package import KernelTypes

extension Kernels {
    /// The mean of the valid cells around each, weighted by `taps` along both axes: `taps[0]` is the cell's own weight,
    /// `taps[k]` that of the cells k away. Missing cells and those beyond the raster's edge have no weight, and the
    /// rest is divided by the weights that are there. NaN where the cell is NaN.
    ///
    /// Sums in Double, columns first, each from the middle outwards: strips of any height give the same bits.
    package func weightedMean(of input: Strip, taps: [Double], into output: Strip) {
        precondition(!taps.isEmpty && taps.allSatisfy { $0 > 0 }, "weights are above 0")
        expect(input, toReach: taps.count - 1, around: output)
        SeparablePass(input: input, rows: output.rows, radius: taps.count - 1, table: table)
            .run(.mean(taps), into: output)
    }

    /// The sum of the cells around each, weighted by `a` along columns times `b` along rows plus `b` times `a`, where a
    /// missing cell, and one beyond the raster's edge, counts as the mean weighted by `a`. NaN where the cell is NaN.
    package func weightedContrast(of input: Strip, _ a: [Double], _ b: [Double], into output: Strip) {
        precondition(!a.isEmpty && a.count == b.count && a.allSatisfy { $0 > 0 }, "weights are above 0")
        expect(input, toReach: a.count - 1, around: output)
        SeparablePass(input: input, rows: output.rows, radius: a.count - 1, table: table)
            .run(.contrast(a, b), into: output)
    }
}
