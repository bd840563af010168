import Linear
import Testing

@Suite struct CholeskyTests {
    @Test func `the factor of a known matrix is the textbook's`() throws {
        let factor = try Cholesky(Matrix(rows: [[4, 12, -16], [12, 37, -43], [-16, -43, 98]]))
        let expected = Matrix(rows: [[2, 0, 0], [6, 1, 0], [-8, 5, 3]])
        #expect(distance(factor.lower.values, expected.values) < 1e-13)
        // ln (2 · 1 · 3)²
        #expect(abs(factor.logDeterminant - 3.583518938456110) < 1e-13)
    }

    @Test func `a solution fulfils its equations`() throws {
        let matrix = positiveDefinite(20, seed: 5)
        let factor = try Cholesky(matrix)
        let right = random(20, 1, seed: 6).values
        #expect(distance(matrix.times(factor.solve(right)), right) < 1e-12)
        let inverse = factor.inverse
        for column in 0..<20 {
            #expect(distance(matrix.times(inverse.column(column)), Matrix.identity(20).column(column)) < 1e-12)
            for row in 0..<20 { #expect(inverse[row, column] == inverse[column, row]) }
        }
    }

    @Test func `the inverse of the factor gives the same distance as the inverse`() throws {
        let factor = try Cholesky(positiveDefinite(6, seed: 8))
        let x = random(6, 1, seed: 9).values
        let through = factor.inverseLower.times(x).reduce(0) { $0 + $1 * $1 }
        let direct = zip(x, factor.solve(x)).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(through - direct) < 1e-13)
    }

    @Test func `a matrix with a direction of no extent is refused with its row`() {
        let error = #expect(throws: LinearError.self) { try Cholesky(Matrix(rows: [[1, 2], [2, 1]])) }
        #expect(error?.reason.contains("row 2") == true)
    }
}
