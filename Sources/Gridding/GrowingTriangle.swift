/// The Cholesky factor of a positive definite matrix that grows by a row at a time, with right-hand sides solved along.
///
/// A row that the ones before determine, to a part in 10¹¹, is left out.
struct GrowingTriangle {
    private let capacity: Int
    private let sides: Int
    /// Rows of the factor.
    private var factor: [Double]
    /// L⁻¹ of the right-hand sides, side after side in each row.
    private var solved: [Double]
    private(set) var count = 0
    /// Which of the rows that were offered were taken.
    private var taken: [Int] = []

    init(capacity: Int, sides: Int) {
        self.capacity = capacity
        self.sides = sides
        factor = Array(repeating: 0, count: capacity * capacity)
        solved = Array(repeating: 0, count: capacity * sides)
    }

    mutating func reset() {
        count = 0
        taken.removeAll(keepingCapacity: true)
    }

    /// Adds a row with as many elements as rows were taken before; whether it was taken.
    mutating func add(_ row: [Double], diagonal: Double, sides values: [Double]) -> Bool {
        let start = count * capacity
        let isTaken = factor.withUnsafeMutableBufferPointer { factor in
            var left = diagonal
            for column in 0..<count {
                var rest = row[column]
                let other = column * capacity
                for inner in 0..<column { rest -= factor[start + inner] * factor[other + inner] }
                let element = rest / factor[other + column]
                factor[start + column] = element
                left -= element * element
            }
            guard left > 1e-11 * diagonal else { return false }
            factor[start + count] = left.squareRoot()
            return true
        }
        guard isTaken else { return false }
        let pivot = factor[start + count]
        for side in 0..<sides {
            var rest = values[side]
            for inner in 0..<count { rest -= factor[start + inner] * solved[inner * sides + side] }
            solved[count * sides + side] = rest / pivot
        }
        count += 1
        return true
    }

    /// The same with an element for each row that was offered before, of which this is the `number`-th.
    mutating func add(_ row: [Double], diagonal: Double, sides values: [Double], of number: Int) {
        if add(taken.map { row[$0] }, diagonal: diagonal, sides: values) { taken.append(number) }
    }

    /// aᵀA⁻¹b for two right-hand sides.
    func product(_ a: Int, _ b: Int) -> Double {
        var sum = 0.0
        for row in 0..<count { sum += solved[row * sides + a] * solved[row * sides + b] }
        return sum
    }
}
