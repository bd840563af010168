import Operations
import Survey

/// Brings batches or instruments to one level, where they sampled like ground.
struct BatchLevelling: Procedure {
    static let declaration = Operation(
        name: "level-batches", summary: "Levels channels between batches or instruments, by quantiles or z-scores.",
        family: .geochemistry,
        inputs: [.init("in", .readings, "samples with a column that names the batch or instrument")],
        parameters: [
            AssayChannels.channelsParameter,
            Parameter(
                "batch", .text, isOptional: true,
                "column that names the batch; default: batch, job, instrument or survey"),
            Parameter(
                "method", .choice(["quantile", "z-score", "robust-z"]), default: "quantile",
                """
                each value becomes the reference's at its quantile, or at its standard score (by mean and deviation, \
                or by median and robust deviation)
                """
            ),
            Parameter(
                "reference", .text, isOptional: true, "batch that gives the level; default: all samples together"),
            Parameter("least", .integer(from: 5, to: 100_000), default: 20, "smaller batches stay as they are"),
            Parameter("suffix", .text, default: "levelled", "ending of the new channels' names"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula: """
            quantile: Q_ref(p), p = (rank - 1)/(n - 1) within the batch, equal values at their mean rank. z-score: \
            m_ref + s_ref (v - m)/s. Values below detection stay below detection and count at half their limit in ranks.
            """,
        source:
            "Quantile regression levelling as in Daneshfar and Cameron (1998); z-score levelling as in Grunsky (2010).")

    private let settings: Settings
    private let least: Int
    private let method: String

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        least = try settings.integer("least")
        method = try settings.text("method")
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        guard let batches = try work.words("batch", names: ["batch", "batchid", "job", "instrument", "survey"]) else {
            throw work.unfit("batch", "no column names the batches", "set batch")
        }
        let names = Set(batches).sorted()
        if let reference = settings.values["reference"]?.text, !names.contains(reference) {
            throw work.unfit("reference", "there is no batch '\(reference)'", suggestion(for: reference, among: names))
        }
        let members = names.map { name in batches.indices.filter { batches[$0] == name } }
        var table = Table(columns: ["channel", "batch", "samples", "median_before", "median_after"])
        var small: Set<String> = []
        for channel in try AssayChannels.chosen(work) {
            let values = AssayChannels.substituted(channel)
            let target = Sample(referenceIndices(batches).map { values[$0] })
            var levelled = channel.values
            for (name, own) in zip(names, members) {
                let valid = own.filter { values[$0].isFinite }
                let isReference = name == settings.values["reference"]?.text
                if valid.count < least { small.insert(name) }
                if valid.count >= least, !isReference {
                    let moved = self.levelled(valid.map { values[$0] }, to: target)
                    // A censored value has no number to move.
                    for (place, index) in valid.enumerated() where channel.values[index].isFinite {
                        levelled[index] = moved[place]
                    }
                }
                guard !valid.isEmpty else { continue }
                let after = Sample(own.map { levelled[$0] }).median
                table.rows.append([
                    .text(channel.name), .text(name), .whole(valid.count),
                    .number(Sample(valid.map { values[$0] }).median),
                    after.isFinite ? .number(after) : .missing,
                ])
            }
            try work.add(
                "\(channel.name)_\(try settings.text("suffix"))", unit: channel.unit, levelled,
                censored: channel.censored)
        }
        let level = settings.values["reference"]?.text.map { "batch \($0)" } ?? "all samples together"
        work.quality.statements = [
            "\(names.count) batches levelled to \(level) by \(method). This holds where batches sampled like ground."
        ]
        if !small.isEmpty {
            work.quality.statements.append("Too small to level, and left: \(small.sorted().joined(separator: ", ")).")
        }
        work.quality.add("batches", Double(names.count))
        work.quality.add("Levels by batch", table)
        try work.give(to: bench)
    }

    private func referenceIndices(_ batches: [String]) -> [Int] {
        guard let reference = settings.values["reference"]?.text else { return Array(batches.indices) }
        return batches.indices.filter { batches[$0] == reference }
    }

    /// The values of one batch at the level of the reference.
    private func levelled(_ values: [Double], to target: Sample) -> [Double] {
        let own = Sample(values)
        switch method {
        case "quantile":
            return values.map { value in
                // Equal values share the middle of their ranks.
                let low = own.sorted.partitioningIndex { $0 >= value }
                let high = own.sorted.partitioningIndex { $0 > value }
                let rank = Double(low + high - 1) / 2
                return target.quantile(rank / Double(own.count - 1))
            }
        case "robust-z":
            let (scale, middle) = (own.robustDeviation, own.median)
            return values.map { scale > 0 ? target.median + target.robustDeviation * ($0 - middle) / scale : $0 }
        default:
            let (scale, middle) = (own.deviation, own.mean)
            return values.map { scale > 0 ? target.mean + target.deviation * ($0 - middle) / scale : $0 }
        }
    }
}
