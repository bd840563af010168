import KernelTypes
import Operations
import Survey
import Synchronization

/// Several variables over the same things: layers over cells, or channels over readings.
struct Variables: Sendable {
    let names: [String]
    let moments: CrossMoments
    /// Things without a value of some variable.
    let incomplete: Int

    static let inputs = [
        Operation.Input("in", .raster, "layers on the same cells", isMany: true, isOptional: true),
        Operation.Input("readings", .readings, "readings with channels, instead of layers", isOptional: true),
    ]
    static let channels = Parameter(
        "channels", .words, isOptional: true, "of readings: which channels; without it, all")

    /// Cells of a piece; sums are merged piece after piece.
    private static let piece = 4096

    /// Moments of the values, or of their ranks.
    init(ranked: Bool, at bench: any Workbench, of operation: Operation, _ settings: Settings) throws {
        guard bench.has("in") != bench.has("readings") else {
            throw settings.error(.missingInput, "in", "it takes layers or readings", "give one of 'in' and 'readings'")
        }
        if bench.has("in") {
            let stack = try LayerStack("in", at: bench, of: settings, least: 2)
            names = stack.names
            if ranked {
                // The cells' values twice and their ranks, the cells' numbers, and room to sort on each thread.
                let bytes = stack.grid.cellCount * (16 * stack.count + 8 + 16 * bench.threads)
                try bench.require(bytes: bytes, of: operation, for: "ranking \(stack.count) layers")
                let sample = try stack.sample(.max, seed: 0, at: bench)
                let values = (0..<stack.count).map { layer in
                    stride(from: layer, to: sample.values.count, by: stack.count).map { sample.values[$0] }
                }
                moments = try Self.ranked(values, bench)
            } else {
                moments = try stack.fold(
                    at: bench, stage: "moments", into: CrossMoments(variables: stack.count), row: { CrossMoments($0) }
                ) { $0.merge($1) }
            }
            incomplete = stack.grid.cellCount - moments.count
        } else {
            let readings = try bench.reading("readings")
            let channels = try Self.channels(of: readings, settings)
            names = channels.map(\.name)
            let complete = (0..<readings.count).filter { reading in channels.allSatisfy { $0.values[reading].isFinite }
            }
            incomplete = readings.count - complete.count
            let values = channels.map { channel in complete.map { channel.values[$0] } }
            moments = Self.moments(ranked ? values.map { Self.ranks($0) } : values)
        }
    }

    /// The channels that a parameter names, in its order.
    static func channels(of readings: Readings, _ settings: Settings) throws(OperationError) -> [Readings.Channel] {
        guard settings.has("channels") else { return readings.channels }
        var picked: [Readings.Channel] = []
        for name in settings.words("channels") {
            guard let channel = readings.channel(name) else {
                throw settings.error(
                    .outOfRange, "channels", "there is no channel '\(name)'",
                    suggestion(for: name, among: readings.channels.map(\.name)))
            }
            picked.append(channel)
        }
        return picked
    }

    private static func ranked(_ values: [[Float]], _ bench: any Workbench) throws -> CrossMoments {
        let ranks = Mutex([[Double]](repeating: [], count: values.count))
        try bench.inParallel(values.count) { index in
            let found = Ranks.of(values[index])
            ranks.withLock { $0[index] = found }
        }
        return moments(ranks.withLock { $0 })
    }

    /// Ranks of doubles: equal ones have the mean of theirs.
    private static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            for place in start..<end { ranks[order[place]] = 0.5 * Double(start + 1 + end) }
            start = end
        }
        return ranks
    }

    private static func moments(_ values: [[Double]]) -> CrossMoments {
        let count = values.first?.count ?? 0
        var total = CrossMoments(variables: values.count)
        for start in stride(from: 0, to: count, by: piece) {
            total.merge(CrossMoments(values, start..<min(count, start + piece)))
        }
        return total
    }
}

extension CrossMoments {
    /// Some of the things that several variables have values of.
    init(_ values: [[Double]], _ range: Range<Int>) {
        self.init(variables: values.count)
        count = range.count
        for variable in values.indices {
            means[variable] = range.reduce(0.0) { $0 + values[variable][$1] } / Double(count)
        }
        var place = 0
        for a in values.indices {
            for b in 0...a {
                var sum = 0.0
                for index in range { sum += (values[a][index] - means[a]) * (values[b][index] - means[b]) }
                products[place] = sum
                place += 1
            }
        }
    }
}
