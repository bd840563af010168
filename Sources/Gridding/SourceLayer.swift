import Linear
import Operations
import Synchronization

/// Point sources whose fields fall with distance as 1 / r.
struct SourceLayer: Sendable {
    private(set) var x: [Double]
    private(set) var y: [Double]
    private(set) var z: [Double]
    private(set) var strengths: [Double]

    /// One below each average, `depth` metres deeper.
    init(below data: BlockAverages, depth: Double) {
        x = data.points.map(\.x)
        y = data.points.map(\.y)
        z = data.points.map { $0.z - depth }
        strengths = Array(repeating: 0, count: x.count)
    }

    /// The sum of all fields at a point, in the order of the sources.
    func field(x px: Double, y py: Double, z pz: Double) -> Double {
        var sum = 0.0
        for index in strengths.indices {
            let dx = x[index] - px
            let dy = y[index] - py
            let dz = z[index] - pz
            sum += strengths[index] / (dx * dx + dy * dy + dz * dz).squareRoot()
        }
        return sum
    }

    /// Root mean square of what is left of the data.
    func misfit(of data: BlockAverages) -> Double {
        var squares = 0.0
        for point in data.points {
            let rest = point.value - field(x: point.x, y: point.y, z: point.z)
            squares += rest * rest
        }
        return (squares / Double(data.points.count)).squareRoot()
    }

    /// Finds the strengths, at once or window by window.
    mutating func fit(
        _ data: BlockAverages, damping: Double, window: Int, rounds: Int, seed: UInt64, at bench: any Workbench
    ) throws {
        var rest = data.points.map(\.value)
        if data.points.count <= window {
            try fit(Array(rest.indices), data, &rest, damping, at: bench)
            return
        }
        let windows = SourceWindows(data, sources: window).members
        var random = SplitMix(seed)
        for round in 0..<rounds {
            for (done, members) in windows.shuffled(using: &random).enumerated() {
                try fit(members, data, &rest, damping, at: bench)
                let all = Double(rounds * windows.count)
                bench.progress("equivalent sources", Double(round * windows.count + done + 1) / all)
            }
        }
    }

    /// Adds to the strengths of a window what fits the rest of its data best, and takes its field off all data.
    private mutating func fit(
        _ members: [Int], _ data: BlockAverages, _ rest: inout [Double], _ damping: Double, at bench: any Workbench
    ) throws {
        let count = members.count
        let kernel = members.map { source in
            members.map { point in 1 / distance(source, data.points[point]) }
        }
        var columns = Array(repeating: 0.0, count: count * count)
        var diagonal = 0.0
        for a in 0..<count {
            for b in a..<count {
                var sum = 0.0
                for point in 0..<count { sum += kernel[a][point] * kernel[b][point] }
                columns[a * count + b] = sum
            }
            diagonal += columns[a * count + a] / Double(count)
        }
        for a in 0..<count { columns[a * count + a] += damping * diagonal }
        let right = kernel.map { row in zip(row, members).reduce(0.0) { $0 + $1.0 * rest[$1.1] } }
        let found = try Cholesky(Matrix(rows: count, columns: count, columnMajor: columns)).solve(right)
        for (member, strength) in zip(members, found) { strengths[member] += strength }
        let before = rest
        let taken = Mutex(rest)
        let parts = stride(from: 0, to: rest.count, by: 1_024).map { $0..<min($0 + 1_024, before.count) }
        let layer = self
        try bench.inParallel(parts.count) { index in
            let left = parts[index].map { point in
                var sum = 0.0
                for (member, strength) in zip(members, found) {
                    sum += strength / layer.distance(member, data.points[point])
                }
                return before[point] - sum
            }
            taken.withLock { taken in
                for (point, value) in zip(parts[index], left) { taken[point] = value }
            }
        }
        rest = taken.withLock { $0 }
    }

    private func distance(_ source: Int, _ point: BlockAverages.Average) -> Double {
        let dx = x[source] - point.x
        let dy = y[source] - point.y
        let dz = z[source] - point.z
        return (dx * dx + dy * dy + dz * dz).squareRoot()
    }
}
