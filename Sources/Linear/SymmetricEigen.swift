import CLAPACKE

/// Eigenvalues and eigenvectors of a symmetric matrix, by LAPACK's `dsyevd` (divide and conquer).
///
/// An eigenvector's sign is free: here the component of largest magnitude is positive, and of several within a
/// millionth of the largest, the first. The vectors of equal eigenvalues are any basis of their space. Bits are the
/// same on one kind of processor whatever the number of threads; OpenBLAS chooses code by processor, so that another
/// kind may differ in the last digits.
package struct SymmetricEigen: Hashable, Sendable {
    /// Largest first.
    package let values: [Double]
    /// One in each column, of length 1, in the order of `values`.
    package let vectors: Matrix

    /// Decomposes a square matrix of which only the lower triangle is read; an error where a value is not finite.
    package init(_ matrix: Matrix) throws(LinearError) {
        precondition(matrix.rows == matrix.columns, "a symmetric matrix is square")
        LinearLibrary.prepare()
        let size = matrix.rows
        guard size > 0 else {
            values = []
            vectors = matrix
            return
        }
        guard matrix.isFinite else { throw .notFinite }
        var columns = matrix.values
        var ascending = Array(repeating: 0.0, count: size)
        let info = unsafe columns.withUnsafeMutableBufferPointer { columns in
            unsafe ascending.withUnsafeMutableBufferPointer { ascending in
                unsafe LAPACKE_dsyevd(
                    LAPACK_COL_MAJOR, letter("V"), letter("L"), Int32(size), columns.baseAddress, matrix.leading,
                    ascending.baseAddress)
            }
        }
        guard info == 0 else {
            throw LinearError(
                reason: "the eigenvalues did not converge (dsyevd: \(info))",
                remedy: "check the layers for values of extreme size")
        }
        values = ascending.reversed()
        var vectors = Matrix(rows: size, columns: size)
        for rank in 0..<size {
            let start = (size - 1 - rank) * size
            let sign = Self.sign(of: columns[start..<(start + size)])
            for row in 0..<size { vectors[row, rank] = sign * columns[start + row] }
        }
        self.vectors = vectors
    }

    private static func sign(of vector: ArraySlice<Double>) -> Double {
        let largest = vector.reduce(0) { max($0, abs($1)) }
        let leading = vector.first { abs($0) >= largest * (1 - 1e-6) } ?? 1
        return leading < 0 ? -1 : 1
    }
}

/// A letter as LAPACK takes it.
func letter(_ letter: Unicode.Scalar) -> CChar { CChar(letter.value) }
