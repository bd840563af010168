import CLAPACKE

/// A square system of any kind, factored once by LU with row pivoting: LAPACK's `dgetrf`.
///
/// For what is not positive definite, such as kriging's with its unbiasedness row.
package struct LinearSystem: Hashable, Sendable {
    private let factors: Matrix
    private let pivots: [Int32]

    /// Factors A; an error where it is singular.
    package init(_ matrix: Matrix) throws(LinearError) {
        precondition(matrix.rows == matrix.columns, "a system has as many equations as unknowns")
        LinearLibrary.prepare()
        guard matrix.isFinite else { throw .notFinite }
        var factors = matrix
        var pivots = [Int32](repeating: 0, count: matrix.rows)
        let size = Int32(matrix.rows)
        let info =
            size == 0
            ? 0
            : unsafe factors.values.withUnsafeMutableBufferPointer { values in
                unsafe pivots.withUnsafeMutableBufferPointer { pivots in
                    unsafe LAPACKE_dgetrf(
                        LAPACK_COL_MAJOR, size, size, values.baseAddress, matrix.leading, pivots.baseAddress)
                }
            }
        guard info == 0 else {
            throw LinearError(
                reason: "the equations are not independent (pivot \(info) of \(size) is zero)",
                remedy: "leave out what stands there twice")
        }
        self.factors = factors
        self.pivots = pivots
    }

    package var size: Int { factors.rows }

    /// x with A x = b.
    package func solve(_ values: [Double]) -> [Double] {
        precondition(values.count == size, "a right-hand side has a value a row")
        return solve(Matrix(rows: size, columns: 1, columnMajor: values)).values
    }

    /// X with A X = B, for the columns of B; NaN where B holds one.
    package func solve(_ right: Matrix) -> Matrix {
        precondition(right.rows == size, "a right-hand side has a value a row")
        guard size > 0, right.columns > 0 else { return right }
        var solution = right
        let info = unsafe factors.values.withUnsafeBufferPointer { factors in
            unsafe pivots.withUnsafeBufferPointer { pivots in
                unsafe solution.values.withUnsafeMutableBufferPointer { solution in
                    unsafe LAPACKE_dgetrs(
                        LAPACK_COL_MAJOR, letter("N"), Int32(size), Int32(right.columns), factors.baseAddress,
                        self.factors.leading, pivots.baseAddress, solution.baseAddress, right.leading)
                }
            }
        }
        guard info == 0 else {
            return Matrix(
                rows: right.rows, columns: right.columns,
                columnMajor: Array(repeating: .nan, count: right.values.count))
        }
        return solution
    }
}
