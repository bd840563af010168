import KernelTypes
package import Operations
import Survey

/// How thinly readings lie among others, against how thinly their neighbours do.
package struct LocalOutlierFactor: Procedure {
    package static let declaration = Operation(
        name: "local-outlier-factor",
        summary: "Gives each reading a factor that is above 1 where its channels lie apart from its nearest alike.",
        family: .anomaly, inputs: [.init("in", .readings, "readings with the channels")],
        parameters: [
            Variables.channels,
            Parameter("neighbours", .integer(from: 1, to: 1_000), default: 20, "how many of the most alike readings"),
            Parameter("standardise", .flag, default: true, "whether each channel is brought to a deviation of 1 first"),
            .quantile,
        ],
        outputs: [.init("out", .readings)], memory: .features,
        formula: """
            lrd(p) = 1 / mean over the k nearest o of max(k-distance(o), d(p, o)); lof(p) = mean lrd(o) / lrd(p), \
            distances between the channels' values. Of equally near readings the earlier ones are taken, exactly k; \
            10^-10 is added to the mean reach, so that readings on one another have a density. A reading that \
            lacks a channel has none. The figure 'threshold' is the quantile of the factors.
            """,
        source: "Breunig, Kriegel, Ng and Sander (2000), LOF, SIGMOD; exactly k neighbours as in scikit-learn.")

    private let settings: Settings
    private let neighbours: Int

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        neighbours = try settings.integer("neighbours")
    }

    package func run(at bench: any Workbench) throws {
        var readings = try bench.reading("in")
        let channels = try Variables.channels(of: readings, settings)
        let complete = (0..<readings.count).filter { reading in channels.allSatisfy { $0.values[reading].isFinite } }
        guard complete.count > neighbours else {
            throw settings.error(
                .unfitInput, "neighbours",
                "\(complete.count) readings have all channels, and each needs \(neighbours) others",
                "write a whole number in 1...\(max(1, complete.count - 1)), or name fewer channels")
        }
        let scales = try scales(channels, complete)
        var coordinates: [Double] = []
        for reading in complete {
            for (channel, scale) in zip(channels, scales) { coordinates.append(channel.values[reading] / scale) }
        }
        let factors = try Self.factors(
            PointTree(coordinates, dimensions: channels.count), neighbours: neighbours, at: bench)
        var values = [Double](repeating: .nan, count: readings.count)
        for (place, reading) in complete.enumerated() { values[reading] = factors[place] }
        readings.channels.removeAll { $0.name == "lof" }
        readings.channels.append(.init(name: "lof", unit: "", values: values))
        bench.record("threshold", Self.quantile(try settings.number("quantile"), of: factors))
        bench.record("readings", Double(complete.count))
        try bench.give(readings: readings, to: "out")
    }

    private func scales(_ channels: [Readings.Channel], _ complete: [Int]) throws(OperationError) -> [Double] {
        guard !channels.isEmpty else {
            throw settings.error(.unfitInput, "in", "the readings have no channel", "name channels of numbers")
        }
        guard try settings.flag("standardise") else { return channels.map { _ in 1 } }
        var scales: [Double] = []
        for channel in channels {
            let values = [complete.map { channel.values[$0] }]
            let deviation = CrossMoments(values, 0..<complete.count).deviation(0)
            guard deviation > 0 else {
                throw settings.error(
                    .unfitInput, "channels", "'\(channel.name)' has one value everywhere", "leave it out")
            }
            scales.append(deviation)
        }
        return scales
    }

    /// The factor of each point.
    static func factors(_ tree: PointTree, neighbours: Int, at bench: any Workbench) throws -> [Double] {
        let piece = 256
        let pieces = (tree.count + piece - 1) / piece
        let gathered = OrderedMerge<[[PointTree.Neighbour]], [[PointTree.Neighbour]]>([]) { $0 += $1 }
        try bench.inParallel(pieces) { index in
            let points = (index * piece)..<min(tree.count, (index + 1) * piece)
            gathered.give([points.map { tree.nearest(neighbours, to: $0) }], of: index)
        }
        let near = gathered.result
        let reach = near.map { ($0.last?.square ?? 0).squareRoot() }
        let density = near.map { list in
            let sum = list.reduce(0.0) { $0 + max(reach[$1.point], $1.square.squareRoot()) }
            return 1 / (sum / Double(list.count) + 1e-10)
        }
        return near.indices.map { point in
            let sum = near[point].reduce(0.0) { $0 + density[$1.point] }
            return sum / Double(near[point].count) / density[point]
        }
    }

    /// Linear between order statistics: Hyndman and Fan (1996), type 7.
    static func quantile(_ fraction: Double, of values: [Double]) -> Double {
        let sorted = values.sorted()
        let position = fraction * Double(sorted.count - 1)
        let below = min(Int(position), sorted.count - 1)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
    }
}
