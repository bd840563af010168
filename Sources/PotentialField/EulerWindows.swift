import KernelTypes
import Linear
import Operations
import Survey

/// Euler's equation in windows over a field and its derivatives.
struct EulerWindows: Sendable {
    let source: any RasterSource
    /// The field, and its derivatives towards east, north and down.
    let fields: [Cells]
    let columns: Int
    let metres: (width: Double, height: Double)
    /// Cells along a side.
    let size: Int

    /// The solutions of a row of windows that `isKept` accepts, one a window at most.
    func solutions(
        row: Int, columns starts: [Int], indices: [Double], where isKept: (EulerSolution) -> Bool
    ) throws -> [EulerSolution] {
        let rows = try source.strip(row..<(row + size))
        return starts.compactMap { column in
            guard hasAll(rows, column) else { return nil }
            let found = indices.compactMap { solution(row, column, $0) }.filter(isKept)
            return found.min { $0.depthError * $1.depth < $1.depthError * $0.depth }
        }
    }

    private func hasAll(_ rows: Strip, _ column: Int) -> Bool {
        rows.rows.allSatisfy { row in
            (column..<(column + size)).allSatisfy { !rows[$0, row].isNaN }
        }
    }

    /// Least squares by the normal equations of columns scaled to one size; lengths count in half windows.
    private func solution(_ row: Int, _ column: Int, _ index: Double) -> EulerSolution? {
        let half = 0.5 * Double(size - 1)
        let reach = max(half * metres.width, half * metres.height)
        var normal = Array(repeating: 0.0, count: 16)
        var right = Array(repeating: 0.0, count: 4)
        var squares = 0.0
        for y in 0..<size {
            for x in 0..<size {
                let cell = (row + y) * columns + column + x
                let east = (Double(x) - half) * metres.width / reach
                let north = (half - Double(y)) * metres.height / reach
                let slopes = (Double(fields[1][cell]), Double(fields[2][cell]), Double(fields[3][cell]))
                let line = [slopes.0 * reach, slopes.1 * reach, slopes.2 * reach, index > 0 ? index : 1]
                let value = line[0] * east + line[1] * north + index * Double(fields[0][cell])
                for a in 0..<4 {
                    for b in 0...a { normal[b * 4 + a] += line[a] * line[b] }
                    right[a] += line[a] * value
                }
                squares += value * value
            }
        }
        let scale = (0..<4).map { normal[$0 * 4 + $0].squareRoot() }
        guard scale.allSatisfy({ $0 > 0 }) else { return nil }
        for a in 0..<4 {
            for b in 0...a { normal[b * 4 + a] /= scale[a] * scale[b] }
            right[a] /= scale[a]
        }
        guard let factor = Self.factor(normal) else { return nil }
        let solved = factor.solve(right)
        let variances = factor.inverse
        var rest = squares
        for a in 0..<4 { rest -= solved[a] * right[a] }
        let variance = max(0, rest) / Double(size * size - 4)
        func error(_ a: Int) -> Double { (variance * variances[a, a]).squareRoot() / scale[a] }
        let place = (0..<4).map { solved[$0] / scale[$0] }
        guard place[2] > 0, abs(place[0]) <= 1, abs(place[1]) <= 1 else { return nil }
        return EulerSolution(
            east: (Double(column) + half) * metres.width + place[0] * reach,
            south: (Double(row) + half) * metres.height - place[1] * reach, depth: place[2] * reach,
            depthError: error(2) * reach, eastError: error(0) * reach, northError: error(1) * reach,
            structuralIndex: index, background: index > 0 ? place[3] : .nan)
    }

    /// `nil` where the window does not tell all four unknowns.
    private static func factor(_ normal: [Double]) -> Cholesky? {
        do {
            return try Cholesky(Matrix(rows: 4, columns: 4, columnMajor: normal))
        } catch {
            return nil
        }
    }
}
