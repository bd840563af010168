import Linear
import Testing

@Suite struct LeastSquaresTests {
    @Test func `a line through four points is the textbook's`() throws {
        let fit = try LeastSquares(
            design: Matrix(rows: [[1, 1], [1, 2], [1, 3], [1, 4]]), values: [6, 5, 7, 10])
        #expect(distance(fit.coefficients, [3.5, 1.4]) < 1e-13)
        #expect(abs(fit.residual - 4.2) < 1e-12)
        #expect(fit.rank == 2 && fit.hasFullRank)
    }

    @Test func `a column that stands twice shares its part and lowers the rank`() throws {
        let fit = try LeastSquares(design: Matrix(rows: [[1, 1], [2, 2], [3, 3]]), values: [2, 4, 6])
        #expect(distance(fit.coefficients, [1, 1]) < 1e-13)
        #expect(fit.rank == 1 && !fit.hasFullRank)
    }

    @Test func `fewer rows than columns give the shortest solution`() throws {
        let fit = try LeastSquares(design: Matrix(rows: [[1, 2, 2]]), values: [9])
        #expect(distance(fit.coefficients, [1, 2, 2]) < 1e-13)
    }

    @Test func `a general system is solved and a singular one refused`() throws {
        let matrix = Matrix(rows: [[0, 1, 1], [1, 0, 1], [1, 1, 0]])
        #expect(distance(try LinearSystem(matrix).solve([5, 4, 3]), [1, 2, 3]) < 1e-14)
        #expect(throws: LinearError.self) { try LinearSystem(Matrix(rows: [[1, 2], [2, 4]])) }
    }
}
