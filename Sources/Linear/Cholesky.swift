import CLAPACKE
import KernelTypes

/// L with L Lᵀ = A, for a symmetric positive definite A: LAPACK's `dpotrf`.
package struct Cholesky: Hashable, Sendable {
    /// The lower triangle L; zeros above the diagonal.
    package let lower: Matrix

    /// Factors a square matrix of which only the lower triangle is read; an error where it is not positive definite,
    /// which says at which row it fails.
    package init(_ matrix: Matrix) throws(LinearError) {
        precondition(matrix.rows == matrix.columns, "a symmetric matrix is square")
        LinearLibrary.prepare()
        guard matrix.isFinite else { throw .notFinite }
        let size = matrix.rows
        var factor = matrix
        let info =
            size == 0
            ? 0
            : unsafe factor.values.withUnsafeMutableBufferPointer { values in
                unsafe LAPACKE_dpotrf(
                    LAPACK_COL_MAJOR, letter("L"), Int32(size), values.baseAddress, matrix.leading)
            }
        guard info == 0 else {
            throw LinearError(
                reason: "the matrix is not positive definite at row \(info) of \(size)",
                remedy: "leave out what is constant or a combination of the others")
        }
        for column in 1..<max(1, size) {
            for row in 0..<column { factor[row, column] = 0 }
        }
        lower = factor
    }

    package var size: Int { lower.rows }

    /// x with A x = b.
    package func solve(_ values: [Double]) -> [Double] {
        precondition(values.count == size, "a right-hand side has a value a row")
        return solve(Matrix(rows: size, columns: 1, columnMajor: values)).values
    }

    /// X with A X = B, for the columns of B: LAPACK's `dpotrs`.
    package func solve(_ right: Matrix) -> Matrix {
        precondition(right.rows == size, "a right-hand side has a value a row")
        guard size > 0, right.columns > 0 else { return right }
        var solution = right
        let info = unsafe lower.values.withUnsafeBufferPointer { lower in
            unsafe solution.values.withUnsafeMutableBufferPointer { solution in
                unsafe LAPACKE_dpotrs(
                    LAPACK_COL_MAJOR, letter("L"), Int32(size), Int32(right.columns), lower.baseAddress,
                    self.lower.leading, solution.baseAddress, right.leading)
            }
        }
        // Its other results are a wrong argument, or a right-hand side that holds NaN.
        guard info == 0 else {
            return Matrix(
                rows: right.rows, columns: right.columns,
                columnMajor: Array(repeating: .nan, count: right.values.count))
        }
        return solution
    }

    /// A⁻¹, symmetric bit for bit.
    package var inverse: Matrix {
        var inverse = solve(.identity(size))
        for column in 0..<size {
            for row in 0..<column { inverse[row, column] = inverse[column, row] }
        }
        return inverse
    }

    /// ln det A.
    package var logDeterminant: Double {
        (0..<size).reduce(0.0) { $0 + 2 * Elementary.log(lower[$1, $1]) }
    }

    /// L⁻¹, lower triangular, by forward substitution in a fixed order: |L⁻¹ x|² is xᵀ A⁻¹ x.
    package var inverseLower: Matrix {
        var inverse = Matrix(rows: size, columns: size)
        for column in 0..<size {
            for row in column..<size {
                var rest = row == column ? 1.0 : 0.0
                for inner in column..<max(column, row) { rest -= lower[row, inner] * inverse[inner, column] }
                inverse[row, column] = rest / lower[row, row]
            }
        }
        return inverse
    }
}
