/// Least squares with a handful of unknowns, in a fixed order of operations.
enum SmallSystem {
    /// x with the least Σ (row x - right)^2, by Cholesky's factors of the normal equations; `nil` where they have none.
    static func leastSquares(_ rows: [[Double]], _ right: [Double]) -> [Double]? {
        let count = rows.first?.count ?? 0
        guard count > 0, rows.count >= count else { return nil }
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        var vector = [Double](repeating: 0, count: count)
        for (row, value) in zip(rows, right) {
            for i in 0..<count {
                vector[i] += row[i] * value
                for j in 0...i { matrix[i][j] += row[i] * row[j] }
            }
        }
        for i in 0..<count {
            let diagonal = matrix[i][i]
            for j in 0...i {
                var sum = matrix[i][j]
                for k in 0..<j { sum -= matrix[i][k] * matrix[j][k] }
                if i == j {
                    guard sum > 1e-13 * diagonal else { return nil }
                    matrix[i][i] = sum.squareRoot()
                } else {
                    matrix[i][j] = sum / matrix[j][j]
                }
            }
        }
        for i in 0..<count {
            for k in 0..<i { vector[i] -= matrix[i][k] * vector[k] }
            vector[i] /= matrix[i][i]
        }
        for i in (0..<count).reversed() {
            for k in (i + 1)..<count { vector[i] -= matrix[k][i] * vector[k] }
            vector[i] /= matrix[i][i]
        }
        return vector
    }
}
