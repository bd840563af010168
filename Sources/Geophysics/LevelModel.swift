/// The level of each line of a survey that makes lines and ties agree best where they cross.
struct LevelModel {
    /// Coefficients of Legendre polynomials along each line; empty for a line that does not move.
    private(set) var coefficients: [[Double]]
    let order: Int

    /// There is no answer: the system did not converge.
    struct NotConverged: Error {}

    /// Where a reading lies along its line: -1 at the first, 1 at the last.
    static func part(of reading: Double, in readings: Range<Int>) -> Double {
        let last = Double(readings.count - 1)
        return last > 0 ? 2 * (reading - Double(readings.lowerBound)) / last - 1 : 0
    }

    /// Weighted least squares over the misfits, by conjugate gradients from zero: of all levels that fit as well the
    /// smallest. A line or tie has at most as many coefficients as crossings.
    init(
        lineCount: Int, isTie: [Bool], crossings: [Crossing], weights: [Double], order: Int, movesTies: Bool
    ) throws(NotConverged) {
        self.order = order
        var counts = [Int](repeating: 0, count: lineCount)
        for crossing in crossings {
            counts[crossing.line] += 1
            counts[crossing.tie] += 1
        }
        var offsets: [Int] = []
        var unknowns = 0
        for line in 0..<lineCount {
            offsets.append(unknowns)
            unknowns += isTie[line] && !movesTies ? 0 : min(order + 1, counts[line])
        }
        let sizes = (0..<lineCount).map { ($0 + 1 < lineCount ? offsets[$0 + 1] : unknowns) - offsets[$0] }
        // A row an equation: what each unknown of the line and, negative, of the tie adds to the misfit.
        let rows = crossings.map { crossing in
            let line = Self.polynomials(crossing.linePart, sizes[crossing.line])
            let tie = Self.polynomials(crossing.tiePart, sizes[crossing.tie])
            return line.enumerated().map { (offsets[crossing.line] + $0, $1) }
                + tie.enumerated().map { (offsets[crossing.tie] + $0, -$1) }
        }
        let solution = try Self.solve(rows, crossings.map(\.misfit), weights, unknowns: unknowns)
        coefficients = (0..<lineCount).map { Array(solution[offsets[$0]..<(offsets[$0] + sizes[$0])]) }
        if movesTies { centreTies(isTie, crossings) }
    }

    /// The level at a place along a line.
    func level(of line: Int, at part: Double) -> Double {
        zip(coefficients[line], Self.polynomials(part, coefficients[line].count)).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// The mean level of the ties of each connected part of the survey becomes zero: what the ties agree on stays.
    private mutating func centreTies(_ isTie: [Bool], _ crossings: [Crossing]) {
        var group = Array(isTie.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while group[index] != index { index = group[index] }
            return index
        }
        for crossing in crossings {
            let (a, b) = (root(crossing.line), root(crossing.tie))
            if a != b { group[max(a, b)] = min(a, b) }
        }
        for first in Set(isTie.indices.map(root)).sorted() {
            let members = isTie.indices.filter { root($0) == first && !coefficients[$0].isEmpty }
            let ties = members.filter { isTie[$0] }
            guard !ties.isEmpty else { continue }
            let mean = ties.reduce(0) { $0 + coefficients[$1][0] } / Double(ties.count)
            for member in members { coefficients[member][0] -= mean }
        }
    }

    /// Legendre polynomials of degree 0 ..< count.
    private static func polynomials(_ x: Double, _ count: Int) -> [Double] {
        var values: [Double] = []
        for n in 0..<count {
            switch n {
            case 0: values.append(1)
            case 1: values.append(x)
            default:
                let degree = Double(n)
                values.append(((2 * degree - 1) * x * values[n - 1] - (degree - 1) * values[n - 2]) / degree)
            }
        }
        return values
    }

    /// The smallest x with the least Σ w (row x - misfit)^2 (Hestenes and Stiefel 1952, on the normal equations).
    private static func solve(
        _ rows: [[(Int, Double)]], _ misfits: [Double], _ weights: [Double], unknowns: Int
    ) throws(NotConverged) -> [Double] {
        func gathered(_ values: [Double]) -> [Double] {
            var sums = [Double](repeating: 0, count: unknowns)
            for (row, value) in zip(rows, values) { for (index, factor) in row { sums[index] += factor * value } }
            return sums
        }
        func product(_ x: [Double]) -> [Double] {
            zip(rows, weights).map { row, weight in weight * row.reduce(0) { $0 + $1.1 * x[$1.0] } }
        }
        func square(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 } }
        var x = [Double](repeating: 0, count: unknowns)
        var residual = gathered(zip(misfits, weights).map { $0 * $1 })
        var direction = residual
        var norm = square(residual)
        let target = norm * 1e-26
        for _ in 0..<(50 * unknowns + 100) {
            if norm <= target { return x }
            let image = gathered(product(direction))
            let curvature = zip(direction, image).reduce(0) { $0 + $1.0 * $1.1 }
            guard curvature > 0 else { return x }
            let step = norm / curvature
            for index in x.indices {
                x[index] += step * direction[index]
                residual[index] -= step * image[index]
            }
            let next = square(residual)
            let ratio = next / norm
            for index in x.indices { direction[index] = residual[index] + ratio * direction[index] }
            norm = next
        }
        guard norm <= target * 1e6 else { throw NotConverged() }
        return x
    }
}
