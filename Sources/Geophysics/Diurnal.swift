import Operations
import Survey

/// Takes the field's change with time, as a base station saw it, out of a rover's readings.
struct Diurnal: Procedure {
    static let declaration = Operation(
        name: "diurnal", summary: "Subtracts the field's change with time, as a base station recorded it.",
        family: .correction,
        inputs: [
            .init("in", .readings, "magnetic readings with times"),
            .init(
                "base", .readings, "the base station's readings of the same time; several files of one station",
                isMany: true),
        ],
        parameters: [
            Parameter(
                "channel", .text, isOptional: true,
                "channel to correct; default: the chain's last, or the only one in nT"),
            Parameter("base_channel", .text, isOptional: true, "the base's channel; default: the only one in nT"),
            Parameter(
                "interpolation", .choice(["linear", "cubic", "nearest"]), default: "linear",
                "between the base's samples; cubic follows a smooth base that is sampled seldom"),
            Parameter(
                "datum", .anyNumber, unit: "nT", isOptional: true,
                "the base's undisturbed field; default: by datum_rule"),
            Parameter(
                "datum_rule", .choice(["median", "mean", "first", "session-mean"]), default: "median",
                "datum from the base's own samples; session-mean takes each session's by itself"),
            Parameter("session_gap", .positive, unit: "s", default: 10800, "silence of the base that ends a session"),
            Parameter("max_gap", .positive, unit: "s", default: 300, "longest gap of the base that is bridged"),
            Parameter(
                "gaps", .choice(["flag", "refuse"]), default: "flag",
                "readings that the base does not cover lose their value, or the whole is refused"),
            Parameter("clock_offset", .anyNumber, unit: "s", default: 0, "added to the base's times"),
            Parameter(
                "offset_reach", .number(from: 0, to: 86400), unit: "s", default: 1800,
                "how far a difference of the clocks is looked for"),
            Parameter("suffix", .text, default: "diurnal", "ending of the new channel's name"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula: """
            v - (b(t + clock_offset) - datum), b linear, cubic (Hermite's, slopes of parabolas) or nearest \
            between the base's samples. A difference of the \
            clocks is looked for by cross-correlation of changes and reported; it is applied only where clock_offset \
            says.
            """,
        source:
            "Base-station correction as in Reeves (2005), Aeromagnetic Surveys; the sign of the diurnal is the field's."
    )

    private let settings: Settings
    private let gap: Double
    private let interpolation: String

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        gap = try settings.number("max_gap")
        interpolation = try settings.text("interpolation")
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let channel = try work.channel("channel", unit: "nT", names: ReferenceField.fieldNames)
        let times = try work.times()
        let offset = try settings.number("clock_offset")
        let base = try baseSeries(bench, offset: offset)
        let datums = try self.datums(of: base)
        var diurnal = [Double](repeating: .nan, count: work.count)
        var problems: [Int: String] = [:]
        for (index, time) in times.enumerated() {
            guard time.isFinite else {
                problems[index] = "no time: no diurnal"
                continue
            }
            switch sample(base, at: time) {
            case .value(let value): diurnal[index] = value - datum(of: datums, base, time)
            case .gap: problems[index] = "the base has a gap of more than \(FigureText.short(gap)) s here"
            case .outside: problems[index] = "before or after the base's samples"
            }
        }
        try check(work, base, times, problems)
        let corrected = zip(channel.values, diurnal).map { $0 - $1 }
        let name = "\(channel.name)_\(try settings.text("suffix"))"
        try work.add("diurnal_variation", unit: "nT", diurnal)
        try work.addCorrected(name, chain: "nT", unit: channel.unit, corrected)
        work.plotChange(of: channel, to: name, corrected)
        work.quality.remark(on: work.count) { problems[$0] }
        try report(&work, base, datums, times, diurnal, (channel.name, name), problems.count)
        try reportClocks(&work, base, rover: TimeSeries(times: times, values: channel.values))
        try work.give(to: bench)
    }

    private func sample(_ base: TimeSeries, at time: Double) -> TimeSeries.Reach {
        switch interpolation {
        case "nearest": base.nearest(to: time, gap: gap)
        case "cubic": base.cubic(at: time, gap: gap)
        default: base.linear(at: time, gap: gap)
        }
    }

    private func baseSeries(_ bench: any Workbench, offset: Double) throws -> TimeSeries {
        var (times, values): ([Double], [Double]) = ([], [])
        var spans: [ClosedRange<Double>] = []
        for readings in try bench.readings("base") {
            let base = Correction(readings, settings)
            let channel = try base.channel(
                "base_channel", unit: "nT", names: ReferenceField.fieldNames, endings: ["despiked"])
            guard !readings.times.isEmpty else {
                throw base.unfit("base", "the base has no times", "export it with date, time and time zone")
            }
            let span = Sample(readings.times)
            guard span.count > 0 else {
                throw base.unfit("base", "no sample of the base has a time", "export it with times")
            }
            // Two stations have two levels: joined, they would saw.
            let own = span.minimum...span.maximum
            guard !spans.contains(where: { $0.overlaps(own) }) else {
                throw base.unfit("base", "two of the bases ran at the same time", "give the files of one station")
            }
            spans.append(own)
            times += readings.times.map { $0 + offset }
            values += channel.values
        }
        let series = TimeSeries(times: times, values: values)
        guard series.count > 1 else {
            throw settings.error(
                .unfitInput, "base", "the base has less than two samples", "give the file of the whole day")
        }
        return series
    }

    /// The datum of each session, with the time at which the session begins.
    private func datums(of base: TimeSeries) throws(OperationError) -> [(start: Double, datum: Double)] {
        if let datum = settings.values["datum"]?.number { return [(-.infinity, datum)] }
        let rule = try settings.text("datum_rule")
        switch rule {
        case "mean": return [(-.infinity, Self.mean(base.values[...]))]
        case "first": return [(-.infinity, base.values[0])]
        case "session-mean":
            let silence = try settings.number("session_gap")
            let starts = [0] + (1..<base.count).filter { base.times[$0] - base.times[$0 - 1] > silence }
            let ends = starts.dropFirst() + [base.count]
            return zip(starts, ends).map { (base.times[$0], Self.mean(base.values[$0..<$1])) }
        default: return [(-.infinity, Sample(base.values).median)]
        }
    }

    private static func mean(_ values: ArraySlice<Double>) -> Double { values.reduce(0, +) / Double(values.count) }

    private func datum(of datums: [(start: Double, datum: Double)], _ base: TimeSeries, _ time: Double) -> Double {
        // A reading shortly before a session's first sample takes the nearest, so it belongs to that session.
        let next = min(base.place(of: time), base.count - 1)
        let before = max(0, next - 1)
        let isNearerBefore = (time - base.times[before]).magnitude <= (base.times[next] - time).magnitude
        let sample = base.times[isNearerBefore ? before : next]
        return datums.last { $0.start <= sample }?.datum ?? datums[0].datum
    }

    private func check(
        _ work: Correction, _ base: TimeSeries, _ times: [Double], _ problems: [Int: String]
    ) throws(OperationError) {
        func text(_ time: Double) -> String { UTCDate(secondsSince1970: time)?.text ?? "no time" }
        if problems.count == times.count {
            let own = Sample(times)
            throw work.unfit(
                "base",
                """
                no reading lies within the base's samples: the readings run from \(text(own.minimum)) to \
                \(text(own.maximum)), the base from \(text(base.times[0])) to \(text(base.times[base.count - 1]))
                """, "give the base of the same day, or check the time zones")
        }
        guard try settings.text("gaps") == "refuse", let first = problems.keys.min(), let problem = problems[first]
        else { return }
        throw work.unfit(
            "base", "\(problems.count) readings are not covered, the first is reading \(first + 1): \(problem)",
            "set gaps to flag, or a longer max_gap")
    }

    private func report(
        _ work: inout Correction, _ base: TimeSeries, _ datums: [(start: Double, datum: Double)], _ times: [Double],
        _ diurnal: [Double], _ names: (before: String, after: String), _ uncovered: Int
    ) throws(OperationError) {
        let rule = settings.has("datum") ? "as set" : "the \(try settings.text("datum_rule")) of the base's samples"
        let levels = datums.map { FigureText.fixed($0.datum, 3) }.joined(separator: ", ")
        work.quality.statements = [
            "\(names.after) is \(names.before) less the base's change from its datum, \(levels) nT (\(rule)).",
            "\(uncovered) of \(work.count) readings are not covered by the base and have no value.",
        ]
        let sample = Sample(diurnal)
        work.quality.add("diurnal_minimum", sample.minimum, "nT")
        work.quality.add("diurnal_maximum", sample.maximum, "nT")
        work.quality.add("uncovered_readings", Double(uncovered))
        work.quality.add("base_samples", Double(base.count))
        var table = Table(columns: ["line", "readings", "uncovered", "diurnal_mean_nT", "diurnal_range_nT"])
        for line in work.lines {
            let own = Sample(line.readings.map { diurnal[$0] })
            table.rows.append([
                .text(line.name), .whole(line.readings.count), .whole(line.readings.count - own.count),
                own.count > 0 ? .number(own.mean) : .missing,
                own.count > 0 ? .number(own.maximum - own.minimum) : .missing,
            ])
        }
        work.quality.add("Diurnal by line", table)
        let start = base.times[0]
        work.quality.plots.append(
            .init(
                title: "Base station and the times of readings", kind: .profile,
                xTitle: "hours since \(UTCDate(secondsSince1970: start)?.text ?? "")", yTitle: "nT from datum",
                curves: [
                    .init(
                        "base", x: base.times.map { ($0 - start) / 3600 }, y: base.values.map { $0 - datums[0].datum }),
                    .init("applied", x: times.map { ($0 - start) / 3600 }, y: diurnal),
                ]))
    }

    private func reportClocks(_ work: inout Correction, _ base: TimeSeries, rover: TimeSeries) throws(OperationError) {
        let reach = try settings.number("offset_reach")
        guard reach > 0 else { return }
        guard let offset = ClockOffset.estimate(rover: rover, base: base, reach: reach, gap: gap) else {
            work.quality.statements.append("Rover and base have too little in common to compare their clocks.")
            return
        }
        let correlation = FigureText.fixed(offset.correlation, 3)
        let asIs = FigureText.fixed(offset.correlationAsIs, 3)
        work.quality.add("clock_correlation", offset.correlationAsIs)
        if offset.isTold {
            let seconds = FigureText.short(offset.seconds)
            work.quality.add("clock_offset_found", offset.seconds, "s")
            work.quality.statements.append(
                """
                The clocks seem to differ: with \(seconds) s added to the base's times the changes of both agree best \
                (correlation \(correlation), as they stand \(asIs)). Nothing was shifted; set clock_offset to apply it.
                """)
        } else {
            work.quality.statements.append(
                "No difference of the clocks is told by the changes of both (correlation as they stand \(asIs)).")
        }
    }
}
