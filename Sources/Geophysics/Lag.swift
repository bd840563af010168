import Operations
import Survey

/// Moves a channel along each line to where the sensor was when it measured.
struct Lag: Procedure {
    static let declaration = Operation(
        name: "lag", summary: "Moves a channel along its lines by the delay between sensor and position.",
        family: .correction, inputs: [.init("in", .readings, "readings in the order they were taken")],
        parameters: [
            Parameter(
                "channel", .text, isOptional: true, "channel to move; default: the chain's last, or the only in nT"),
            Parameter("by", .choice(["time", "readings", "distance"]), default: "time", "what the lag is counted in"),
            Parameter(
                "lag", .anyNumber, unit: "s, readings or m",
                "positive where values come after the place that they belong to"),
            Parameter("suffix", .text, default: "lagged", "ending of the new channel's name"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula: """
            v'(s) = v(s + lag) within each line, s the time, the count of readings or the distance along the line; \
            linear between readings. Where s + lag lies beyond the line's end there is no value.
            """,
        source: "Parallax correction as in Reeves (2005), Aeromagnetic Surveys; the lag is positive for a late value.")

    private let settings: Settings
    private let lag: Double

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        lag = try settings.number("lag")
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let channel = try work.channel("channel", unit: "nT", names: ReferenceField.fieldNames)
        let by = try settings.text("by")
        let lines = by == "readings" ? work.lines : try work.flownLines()
        let plane = by == "distance" ? try Plane(work.readings, at: bench) : nil
        let times = by == "time" ? try work.times() : []
        var moved = [Double](repeating: .nan, count: work.count)
        var table = Table(columns: ["line", "readings", "without_value"])
        for line in lines {
            let axis: [Double] =
                switch by {
                case "time": line.readings.map { times[$0] }
                case "distance": plane?.distances(along: line) ?? []
                default: line.readings.map(Double.init)
                }
            let series = TimeSeries(times: axis, values: line.readings.map { channel.values[$0] })
            var lost = 0
            for (place, index) in line.readings.enumerated() where axis[place].isFinite {
                if let value = Self.value(of: series, at: axis[place] + lag) { moved[index] = value } else { lost += 1 }
            }
            table.rows.append([.text(line.name), .whole(line.readings.count), .whole(lost)])
        }
        let name = "\(channel.name)_\(try settings.text("suffix"))"
        try work.addCorrected(name, chain: "nT", unit: channel.unit, moved)
        work.plotChange(of: channel, to: name, moved)
        let unit = by == "time" ? "s" : by == "distance" ? "m" : "readings"
        work.quality.statements = [
            """
            \(name) is \(channel.name) moved back by \(FigureText.short(lag)) \(unit) along each line, linear between \
            readings.
            """
        ]
        work.quality.add("lag", lag, unit)
        work.quality.add("without_value", Double(moved.count { !$0.isFinite }))
        work.quality.add("Readings that the lag took beyond their line", table)
        try work.give(to: bench)
    }

    /// A lag that is a whole number of samples finds them again although times like 0.1 s are not exact: within a
    /// millionth of a step the sample itself is taken.
    private static func value(of series: TimeSeries, at moment: Double) -> Double? {
        let next = series.place(of: moment)
        for place in [next - 1, next] where series.times.indices.contains(place) {
            let step =
                place > 0
                ? series.times[place] - series.times[place - 1]
                : series.times[min(1, series.count - 1)] - series.times[0]
            if (series.times[place] - moment).magnitude <= 1e-6 * step { return series.values[place] }
        }
        if case .value(let value) = series.linear(at: moment, gap: .infinity) { return value }
        return nil
    }
}
