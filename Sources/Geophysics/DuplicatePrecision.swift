import Operations
import Survey

/// How well a measurement repeats, from samples that were measured twice.
struct DuplicatePrecision: Procedure {
    static let declaration = Operation(
        name: "duplicate-precision", summary: "Gives the precision of each channel from duplicate samples.",
        family: .geochemistry,
        inputs: [.init("in", .readings, "samples, with a column that names the sample each one repeats")],
        parameters: [
            AssayChannels.channelsParameter,
            Parameter("sample", .text, isOptional: true, "column of sample names; default: sample or sample_id"),
            Parameter(
                "duplicate_of", .text, isOptional: true,
                "column with the name of the repeated sample, empty for others; default: duplicate_of or parent"),
            Parameter("limit", .positive, unit: "%", default: 20, "relative difference beyond which a pair is named"),
        ],
        outputs: Operation.Output.corrected + [.init("table", .table)], memory: .features,
        formula: """
            Coefficient of variation, %: 100 sqrt(mean of 2 (a-b)²/(a+b)²). Thompson and Howarth: pairs in order of \
            their mean, in groups of 11 (at least 50 pairs), median |a-b| / 0.9539 of a group against its mean \
            concentration, a straight line s = s0 + k c; precision at c is 200 s/c, the detection limit where it is \
            100 %. Pairs below detection are left out.
            """,
        source: "Thompson and Howarth (1978), J. Geochem. Explor. 9; Stanley and Lawie (2007), Explor. Min. Geol. 16.")

    private let settings: Settings

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let pairs = try self.pairs(of: work)
        let limit = try settings.number("limit")
        var table = Table(columns: [
            "channel", "pairs", "cv_percent", "median_difference_percent", "s0", "k", "detection_limit",
        ])
        var remarks: [Int: [String]] = [:]
        for channel in try AssayChannels.chosen(work) {
            let values = pairs.map { (channel.values[$0.first], channel.values[$0.second]) }
            var used: [(Double, Double)] = []
            for (pair, value) in zip(pairs, values) where value.0 > 0 && value.1 > 0 {
                used.append(value)
                let difference = 200 * (value.0 - value.1).magnitude / (value.0 + value.1)
                if difference > limit {
                    remarks[pair.second, default: []].append(
                        "\(channel.name) differs from its duplicate by \(FigureText.fixed(difference, 1)) %")
                }
            }
            guard !used.isEmpty else { continue }
            let squares = used.map { 2 * ($0 - $1) * ($0 - $1) / (($0 + $1) * ($0 + $1)) }
            let variation = 100 * (squares.reduce(0, +) / Double(used.count)).squareRoot()
            let middle = Sample(used.map { 200 * ($0 - $1).magnitude / ($0 + $1) }).median
            let fit = Self.thompsonHowarth(used)
            let detection = fit.flatMap { fit in fit.s0 > 0 && fit.k < 0.5 ? 2 * fit.s0 / (1 - 2 * fit.k) : nil }
            table.rows.append([
                .text(channel.name), .whole(used.count), .number(variation), .number(middle),
                fit.map { .number($0.s0) } ?? .missing, fit.map { .number($0.k) } ?? .missing,
                detection.map { .number($0) } ?? .missing,
            ])
            work.quality.add("\(channel.name)_cv", variation, "%")
            if work.quality.plots.count < 24 {
                work.quality.plots.append(
                    .init(
                        title: "Duplicates of \(channel.name)", kind: .scatter, xTitle: "first, \(channel.unit)",
                        yTitle: "second, \(channel.unit)", curves: [.init("pairs", x: used.map(\.0), y: used.map(\.1))])
                )
            }
        }
        work.quality.statements = [
            "\(pairs.count) pairs of duplicates; pairs that differ by more than \(FigureText.short(limit)) % are named."
        ]
        work.quality.add("duplicate_pairs", Double(pairs.count))
        work.quality.add("Precision", table)
        work.quality.remark(on: work.count) { remarks[$0]?.joined(separator: "; ") }
        try bench.give(table: table, to: "table")
        try work.give(to: bench)
    }

    private func pairs(of work: Correction) throws(OperationError) -> [(first: Int, second: Int)] {
        guard let samples = try work.words("sample", names: ["sample", "sampleid", "sampleno", "samplenumber"]) else {
            throw work.unfit("sample", "no column names the samples", "set sample")
        }
        guard
            let originals = try work.words(
                "duplicate_of", names: ["duplicateof", "parent", "parentsample", "original"])
        else {
            throw work.unfit("duplicate_of", "no column names the samples that are repeated", "set duplicate_of")
        }
        var places: [String: Int] = [:]
        for (index, sample) in samples.enumerated() where !sample.isEmpty && places[sample] == nil {
            places[sample] = index
        }
        var pairs: [(first: Int, second: Int)] = []
        for (index, original) in originals.enumerated() where !original.isEmpty {
            guard let first = places[original] else {
                throw work.unfit(
                    "duplicate_of", "the sample '\(original)' that reading \(index + 1) repeats is not there",
                    "give both in one file")
            }
            if first != index { pairs.append((first, index)) }
        }
        guard !pairs.isEmpty else { throw work.unfit("in", "there is no duplicate", "leave this check out") }
        return pairs
    }

    /// The straight line of Thompson and Howarth; `nil` below 50 pairs, which they ask for.
    static func thompsonHowarth(_ pairs: [(Double, Double)]) -> (s0: Double, k: Double)? {
        guard pairs.count >= 50 else { return nil }
        let ordered = pairs.map { (mean: ($0 + $1) / 2, difference: ($0 - $1).magnitude) }.sorted {
            ($0.mean, $0.difference) < ($1.mean, $1.difference)
        }
        var rows: [[Double]] = []
        var right: [Double] = []
        // The last pairs that fill no group of eleven are left out, as in the paper.
        for start in stride(from: 0, through: ordered.count - 11, by: 11) {
            let group = ordered[start..<(start + 11)]
            rows.append([1, group.reduce(0) { $0 + $1.mean } / 11])
            // The median of |a - b| of normal values is 0.9539 of one value's standard deviation.
            right.append(Sample(group.map(\.difference)).median / 0.9539)
        }
        return SmallSystem.leastSquares(rows, right).map { ($0[0], $0[1]) }
    }
}
