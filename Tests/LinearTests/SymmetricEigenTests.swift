import Linear
import Testing

@Suite struct SymmetricEigenTests {
    @Test func `the second difference of five points has its closed form`() throws {
        var matrix = Matrix(rows: 5, columns: 5)
        for index in 0..<5 {
            matrix[index, index] = 2
            if index > 0 {
                matrix[index, index - 1] = -1
                matrix[index - 1, index] = -1
            }
        }
        // 2 - 2 cos(k π / 6), k = 5...1
        let expected = [2 + 3.0.squareRoot(), 3, 2, 1, 2 - 3.0.squareRoot()]
        let eigen = try SymmetricEigen(matrix)
        #expect(distance(eigen.values, expected) < 1e-14)
        for index in 0..<5 {
            let vector = eigen.vectors.column(index)
            #expect(distance(matrix.times(vector), vector.map { $0 * eigen.values[index] }) < 1e-14)
        }
    }

    @Test func `vectors are orthonormal and lead with a positive component`() throws {
        let eigen = try SymmetricEigen(positiveDefinite(12, seed: 3))
        for a in 0..<12 {
            let left = eigen.vectors.column(a)
            for b in 0...a {
                let product = zip(left, eigen.vectors.column(b)).reduce(0) { $0 + $1.0 * $1.1 }
                #expect(abs(product - (a == b ? 1 : 0)) < 1e-13)
            }
            let leading = try #require(left.max { abs($0) < abs($1) })
            #expect(leading > 0)
        }
        #expect(zip(eigen.values, eigen.values.dropFirst()).allSatisfy { $0 >= $1 })
    }

    @Test func `of two components of one size the first is positive`() throws {
        let eigen = try SymmetricEigen(Matrix(rows: [[2, -1], [-1, 2]]))
        let half = 0.5.squareRoot()
        #expect(distance(eigen.vectors.column(0), [half, -half]) < 1e-15)
        #expect(distance(eigen.vectors.column(1), [half, half]) < 1e-15)
    }

    @Test func `NaN is refused`() {
        #expect(throws: LinearError.self) { try SymmetricEigen(Matrix(rows: [[1, .nan], [.nan, 1]])) }
    }

    @Test func `the library works on one thread`() throws {
        #expect(LinearLibrary.threads == 1)
    }
}
