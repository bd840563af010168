import CLAPACKE

/// The x that makes |A x - b| least, by QR with column pivoting: LAPACK's `dgelsy`.
///
/// Where columns are combinations of others, x is the shortest of all that fit, and `rank` tells.
package struct LeastSquares: Hashable, Sendable {
    /// One for each column of the design.
    package let coefficients: [Double]
    /// Independent columns.
    package let rank: Int
    /// Sum of squared differences between fit and values, summed from the first row to the last.
    package let residual: Double

    /// Fits `values` by the columns of `design`, which has a row for each. Columns count as dependent where the
    /// triangle's condition number would exceed 1 / `tolerance`; so columns of one scale are expected.
    package init(design: Matrix, values: [Double], tolerance: Double = 1e-12) throws(LinearError) {
        precondition(design.rows == values.count, "a design has a row for each value")
        LinearLibrary.prepare()
        guard design.isFinite, values.allSatisfy(\.isFinite) else { throw .notFinite }
        guard design.rows > 0, design.columns > 0 else {
            throw LinearError(reason: "there is nothing to fit", remedy: "give at least one row and one column")
        }
        var factors = design.values
        let height = max(design.rows, design.columns)
        var solution = values + Array(repeating: 0, count: height - values.count)
        var pivots = [Int32](repeating: 0, count: design.columns)
        var rank: Int32 = 0
        let info = unsafe factors.withUnsafeMutableBufferPointer { factors in
            unsafe solution.withUnsafeMutableBufferPointer { solution in
                unsafe pivots.withUnsafeMutableBufferPointer { pivots in
                    unsafe LAPACKE_dgelsy(
                        LAPACK_COL_MAJOR, Int32(design.rows), Int32(design.columns), 1, factors.baseAddress,
                        design.leading, solution.baseAddress, Int32(height), pivots.baseAddress, tolerance, &rank)
                }
            }
        }
        guard info == 0 else {
            throw LinearError(reason: "the fit failed (dgelsy: \(info))", remedy: "give fewer rows or columns")
        }
        self.rank = Int(rank)
        let coefficients = Array(solution.prefix(design.columns))
        self.coefficients = coefficients
        residual = zip(design.times(coefficients), values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }

    package var hasFullRank: Bool { rank == coefficients.count }
}
