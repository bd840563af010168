import Operations
import Survey

/// Takes single wild readings out of a channel, line by line.
struct Despike: Procedure {
    static let declaration = Operation(
        name: "despike", summary: "Replaces single wild readings of a channel, or leaves them without a value.",
        family: .correction, inputs: [.init("in", .readings, "readings in the order they were taken")],
        parameters: [
            Parameter(
                "channel", .text, isOptional: true, "channel to clean; default: the chain's last, or the only one in nT"
            ),
            Parameter(
                "method", .choice(["running-median", "fourth-difference"]), default: "running-median",
                "how a spike is told"),
            Parameter(
                "threshold", .positive, isOptional: true,
                """
                least height of a spike, in the channel's unit; default: deviations times the line's robust deviation
                """),
            Parameter(
                "deviations", .positive, default: 6,
                "robust standard deviations that make a spike where no threshold is set"),
            Parameter(
                "window", .integer(from: 3, to: 101), unit: "readings", default: 7, "odd width of the running median"),
            Parameter(
                "replace", .choice(["interpolate", "nothing"]), default: "interpolate",
                "what a spike becomes: linear between its neighbours, or no value"),
            Parameter("suffix", .text, default: "despiked", "ending of the new channel's name"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula: """
            running-median: a spike is |v - median of the window| above the threshold. fourth-difference: a spike is \
            the greatest of five |v(i-2) - 4 v(i-1) + 6 v(i) - 4 v(i+1) + v(i+2)| / 6 above the threshold, replaced, \
            until there is none. Default threshold: deviations times the greater of 1.4826 * \
            median |d - median d| of that measure over the line, and its least step.
            """,
        source: "Hampel (1974) for the running median; fourth difference as in Reeves (2005), Aeromagnetic Surveys.")

    private let settings: Settings
    private let isMedian: Bool
    private let deviations: Double
    private let halfWindow: Int

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        isMedian = try settings.text("method") == "running-median"
        deviations = try settings.number("deviations")
        let window = try settings.integer("window")
        guard window % 2 == 1 else {
            throw settings.error(
                .outOfRange, "window", "a window of \(window) readings has no middle", "set an odd one")
        }
        halfWindow = window / 2
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let channel = try work.channel("channel", unit: "nT", names: ReferenceField.fieldNames)
        let keepsGaps = try settings.text("replace") == "nothing"
        var cleaned = channel.values
        var isSpike = [Bool](repeating: false, count: work.count)
        var table = Table(columns: ["line", "readings", "spikes", "threshold"])
        for line in work.lines {
            // A reading without a value neither is a spike nor hides one.
            let indices = line.readings.filter { channel.values[$0].isFinite }
            var values = indices.map { channel.values[$0] }
            let (spikes, threshold) = isMedian ? medianSpikes(values) : differenceSpikes(&values)
            for place in spikes { isSpike[indices[place]] = true }
            table.rows.append([
                .text(line.name), .whole(indices.count), .whole(spikes.count),
                threshold.isFinite ? .number(threshold) : .missing,
            ])
            let good = indices.filter { !isSpike[$0] }
            for place in spikes {
                let index = indices[place]
                cleaned[index] = keepsGaps ? .nan : Self.between(good, index, channel.values)
            }
        }
        let name = "\(channel.name)_\(try settings.text("suffix"))"
        try work.addCorrected(name, chain: "nT", unit: channel.unit, cleaned)
        try report(&work, channel, name, cleaned, isSpike, table)
        try work.give(to: bench)
    }

    /// Places of spikes, and the threshold that told them.
    private func medianSpikes(_ values: [Double]) -> (spikes: [Int], threshold: Double) {
        guard values.count > 2 * halfWindow else { return ([], .nan) }
        let width = 2 * halfWindow + 1
        var window = values[..<width].sorted()
        var start = 0
        let differences = values.indices.map { index in
            // The window stays within the line, and moves by one value taken out and one put in.
            while start < max(0, min(index - halfWindow, values.count - width)) {
                window.remove(at: window.partitioningIndex { $0 >= values[start] })
                let entering = values[start + width]
                window.insert(entering, at: window.partitioningIndex { $0 > entering })
                start += 1
            }
            return values[index] - window[halfWindow]
        }
        let threshold = threshold(of: differences)
        return (differences.indices.filter { differences[$0].magnitude > threshold }, threshold)
    }

    /// As `medianSpikes`; spikes are replaced on the way, as one hides the next.
    private func differenceSpikes(_ values: inout [Double]) -> (spikes: [Int], threshold: Double) {
        guard values.count >= 5 else { return ([], .nan) }
        let threshold = threshold(of: Self.fourthDifferences(values))
        var spikes: Set<Int> = []
        // Each pass takes out at least one spike; a line of nothing but spikes ends here too.
        for _ in 0..<values.count {
            let heights = Self.fourthDifferences(values).map(\.magnitude)
            let found = heights.indices.filter { index in
                let around = max(0, index - 2)...min(heights.count - 1, index + 2)
                return heights[index] > threshold && !spikes.contains(index)
                    && around.allSatisfy {
                        heights[$0] < heights[index] || $0 >= index && heights[$0] == heights[index]
                    }
            }
            if found.isEmpty { break }
            spikes.formUnion(found)
            let good = values.indices.filter { !spikes.contains($0) }
            for place in spikes { values[place] = Self.between(good, place, values) }
        }
        return (spikes.sorted(), threshold)
    }

    private func threshold(of differences: [Double]) -> Double {
        if let threshold = settings.values["threshold"]?.number { return threshold }
        // Where more than half of the readings repeat the one before, the spread is zero: the instrument's step is
        // taken.
        let step = differences.map(\.magnitude).filter { $0 > 0 }.min() ?? 0
        return deviations * max(Sample(differences).robustDeviation, step)
    }

    /// A sixth of the fourth difference at each place, so that a lone spike has its own height; zero at the ends.
    private static func fourthDifferences(_ v: [Double]) -> [Double] {
        v.indices.map { i in
            guard i >= 2, i < v.count - 2 else { return 0 }
            return (v[i - 2] - 4 * v[i - 1] + 6 * v[i] - 4 * v[i + 1] + v[i + 2]) / 6
        }
    }

    /// Linear, by count of readings, between the nearest good readings; the nearest one at the ends.
    static func between(_ good: [Int], _ index: Int, _ values: [Double]) -> Double {
        var low = 0
        var high = good.count
        while low < high {
            let middle = (low + high) / 2
            if good[middle] < index { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return good.first.map { values[$0] } ?? .nan }
        guard low < good.count else { return values[good[low - 1]] }
        let (before, after) = (good[low - 1], good[low])
        let part = Double(index - before) / Double(after - before)
        return values[before] + part * (values[after] - values[before])
    }

    private func report(
        _ work: inout Correction, _ channel: Readings.Channel, _ name: String, _ cleaned: [Double], _ isSpike: [Bool],
        _ table: Table
    ) throws(OperationError) {
        let count = isSpike.count { $0 }
        let method = isMedian ? "running median of \(2 * halfWindow + 1) readings" : "fourth difference"
        let fate = try settings.text("replace") == "nothing" ? "have no value" : "are interpolated"
        work.quality.statements = [
            """
            \(name) is \(channel.name) with \(count) of \(work.count) readings taken as spikes by the \(method); they \
            \(fate).
            """
        ]
        work.quality.add("spikes", Double(count))
        work.quality.add("Spikes by line", table)
        work.quality.remark(on: work.count) { isSpike[$0] ? "spike in \(channel.name)" : nil }
        if count > 0 { work.plotChange(of: channel, to: name, cleaned) }
    }
}
