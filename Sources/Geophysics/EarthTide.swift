import Operations
import Survey

/// Takes the pull of Moon and Sun out of gravity readings, once.
struct EarthTide: Procedure {
    static let declaration = Operation(
        name: "earth-tide",
        summary: "Adds the tide correction of Moon and Sun to gravity readings, unless the instrument did.",
        family: .correction,
        inputs: [.init("in", .readings, "gravity readings in mGal with positions and times")],
        parameters: [
            Parameter(
                "channel", .text, isOptional: true,
                "gravity channel; default: the chain's last, or the only one in mGal"),
            Parameter(
                "instrument", .choice(["unknown", "not-applied"]), default: "unknown",
                "whether it is known that the instrument did not apply a tide of its own"),
            Parameter("height_channel", .text, isOptional: true, "channel of heights, m; 0 where there is none"),
            Parameter(
                "amplification", .number(from: 1, to: 1.3), default: 1.16,
                "how much more than a rigid Earth the real one gives"),
            Parameter("suffix", .text, default: "tidefree", "ending of the new channel's name"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula:
            """
            g + amplification * a(t), a the upward acceleration on a rigid Earth; adds earth_tide, the correction \
            itself.
            """,
        source: "Longman (1959), JGR 64, 2351-2355; amplification 1.16 as Scintrex and LaCoste & Romberg use it.")

    private let settings: Settings

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let channel = try work.channel(
            "channel", unit: "mGal", names: GravityChain.readingNames, endings: GravityChain.endings)
        try refuseTwice(work)
        let times = try work.times()
        let heights = try work.optionalChannel("height_channel", names: GravityChain.heightNames)?.values
        let amplification = try settings.number("amplification")
        let places = try work.readings.geographic(at: bench, for: settings.operation)
        let tide = places.indices.map { index -> Double in
            guard places[index].x.isFinite, places[index].y.isFinite, times[index].isFinite else { return .nan }
            let height = heights.map { $0[index].isFinite ? $0[index] : 0 } ?? 0
            return amplification
                * LongmanTide.acceleration(
                    longitude: places[index].x, latitude: places[index].y, height: height, time: times[index])
        }
        let name = "\(channel.name)_\(try settings.text("suffix"))"
        try work.add("earth_tide", unit: "mGal", tide)
        try work.addCorrected(name, chain: "mGal", unit: "mGal", zip(channel.values, tide).map { $0 + $1 })
        work.set(fact: "tide", "applied")
        work.quality.statements = [
            "\(name) is \(channel.name) with Longman's tide times \(FigureText.short(amplification)) added."
        ]
        let sample = Sample(tide)
        work.quality.add("tide_minimum", sample.minimum, "mGal")
        work.quality.add("tide_maximum", sample.maximum, "mGal")
        work.quality.remark(on: work.count) { tide[$0].isFinite ? nil : "no position or time: no tide" }
        let start = Sample(times).minimum
        let plot = QualityRecord.Plot.profile(
            "Tide correction", along: times.map { ($0 - start) / 3600 },
            xTitle: "hours since \(UTCDate(secondsSince1970: start)?.text ?? "")", unit: "mGal", [("tide", tide)])
        if let plot { work.quality.plots.append(plot) }
        try work.give(to: bench)
    }

    /// Adding the tide to readings that have it already is the classic error.
    private func refuseTwice(_ work: Correction) throws(OperationError) {
        if let fact = work.readings.facts["tide"], fact.hasPrefix("applied") {
            throw work.unfit("in", "the readings have a tide correction already (\(fact))", "leave this step out")
        }
        func isColumn(_ channel: Readings.Channel, _ holds: (String) -> Bool) -> Bool {
            holds(Correction.plain(channel.name)) && channel.values.contains { $0.isFinite && $0 != 0 }
        }
        if let column = work.readings.channels.first(where: { isColumn($0) { $0 == "tideapplied" } }) {
            throw work.unfit(
                "in", "the instrument has applied the tide in '\(column.name)' already", "leave this step out")
        }
        let isKnown = work.readings.facts["tide"] != nil || work.readings.channel("tide_not_applied") != nil
        guard try settings.text("instrument") == "unknown", !isKnown else { return }
        let column = work.readings.channels.first { channel in
            isColumn(channel) { $0.hasPrefix("tide") || $0.hasSuffix("tide") }
        }
        guard let column else { return }
        throw work.unfit(
            "in", "the channel '\(column.name)' says that the instrument has a tide of its own",
            "leave this step out, or set instrument to not-applied where its tide correction was off")
    }
}
