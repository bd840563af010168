import Linear

/// A matrix of numbers in -1...1.
func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var generator = Seeded(seed)
    return Matrix(
        rows: rows, columns: columns,
        columnMajor: (0..<(rows * columns)).map { _ in Double.random(in: -1...1, using: &generator) })
}

/// A Aᵀ + the identity: symmetric and positive definite.
func positiveDefinite(_ size: Int, seed: UInt64) -> Matrix {
    let factor = random(size, size, seed: seed)
    var product = Matrix.identity(size)
    for row in 0..<size {
        for column in 0..<size {
            for inner in 0..<size { product[row, column] += factor[row, inner] * factor[column, inner] }
        }
    }
    return product
}

/// The largest difference between two vectors.
func distance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(a.count == b.count ? 0 : .infinity) { max($0, abs($1.0 - $1.1)) }
}
