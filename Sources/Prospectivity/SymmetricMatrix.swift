import KernelTypes

/// A small symmetric positive definite matrix with its Cholesky factor: a dozen rows, the same bits everywhere.
///
/// A library's blocked factorisation sums in an order that depends on the processor, and a model is not to.
struct SymmetricMatrix {
    let size: Int
    /// Row-major; only the lower triangle is read.
    var entries: [Double]

    init(size: Int) {
        self.size = size
        entries = [Double](repeating: 0, count: size * size)
    }

    subscript(row: Int, column: Int) -> Double {
        get { entries[row * size + column] }
        set { entries[row * size + column] = newValue }
    }

    /// Adds weight · x · xᵀ to the lower triangle.
    mutating func add(_ x: [Double], weight: Double) {
        for row in 0..<size {
            let scaled = weight * x[row]
            for column in 0...row { entries[row * size + column] += scaled * x[column] }
        }
    }

    /// The lower factor; `.failure` names the first row that depends on those before it, to 1e-10 of its diagonal.
    func factor() -> Result<Factor, Dependent> {
        var lower = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0...row {
                var rest = self[row, column]
                for inner in 0..<column { rest -= lower[row * size + inner] * lower[column * size + inner] }
                if row == column {
                    guard rest > 1e-10 * self[row, row], rest.isFinite else { return .failure(Dependent(row: row)) }
                    lower[row * size + row] = rest.squareRoot()
                } else {
                    lower[row * size + column] = rest / lower[column * size + column]
                }
            }
        }
        return .success(Factor(size: size, lower: lower))
    }

    /// A row that the ones before it determine.
    struct Dependent: Error {
        var row: Int
    }

    struct Factor {
        let size: Int
        fileprivate let lower: [Double]

        fileprivate init(size: Int, lower: [Double]) {
            self.size = size
            self.lower = lower
        }

        /// The solution of A x = b.
        func solve(_ right: [Double]) -> [Double] {
            var x = forward(right)
            for row in (0..<size).reversed() {
                for below in (row + 1)..<max(size, row + 1) { x[row] -= lower[below * size + row] * x[below] }
                x[row] /= lower[row * size + row]
            }
            return x
        }

        /// ln |A|.
        var logDeterminant: Double {
            2 * (0..<size).reduce(0.0) { $0 + Elementary.log(lower[$1 * size + $1]) }
        }

        /// bᵀ A⁻¹ b.
        func quadratic(_ right: [Double]) -> Double {
            forward(right).reduce(0) { $0 + $1 * $1 }
        }

        /// A⁻¹, row-major.
        func inverse() -> [Double] {
            var inverse = [Double](repeating: 0, count: size * size)
            for column in 0..<size {
                var unit = [Double](repeating: 0, count: size)
                unit[column] = 1
                for (row, value) in solve(unit).enumerated() { inverse[row * size + column] = value }
            }
            return inverse
        }

        private func forward(_ right: [Double]) -> [Double] {
            var y = right
            for row in 0..<size {
                for column in 0..<row { y[row] -= lower[row * size + column] * y[column] }
                y[row] /= lower[row * size + row]
            }
            return y
        }
    }
}
