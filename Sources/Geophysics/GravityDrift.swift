import Operations
import Survey

/// Takes a gravimeter's drift out, loop by loop, by the stations that were read more than once.
struct GravityDrift: Procedure {
    static let declaration = Operation(
        name: "gravity-drift", summary: "Removes a gravimeter's drift in each loop by its repeated stations.",
        family: .correction,
        inputs: [.init("in", .readings, "gravity readings in mGal with stations and times")],
        parameters: [
            Parameter(
                "channel", .text, isOptional: true,
                "gravity channel; default: the chain's last, or the only one in mGal"),
            Parameter(
                "station", .text, isOptional: true,
                "column of station names; default: the one called station or station_id"),
            Parameter(
                "loop", .text, isOptional: true,
                "column that tells the loops; default: loop or day, else the lines, else all is one"),
            Parameter(
                "time_channel", .text, isOptional: true,
                "channel that counts time in each loop, where the readings have no times"),
            Parameter("time_unit", .choice(["s", "min", "h", "d"]), default: "min", "unit of time_channel"),
            Parameter(
                "method", .choice(["piecewise", "least-squares"]), default: "piecewise",
                "linear between visits of the station visited most often, or one polynomial through all repeats"),
            Parameter("degree", .integer(from: 1, to: 3), default: 1, "of the polynomial"),
            Parameter("suffix", .text, default: "driftfree", "ending of the new channel's name"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula: """
            g - d(t), d = 0 at the loop's first visit of its base, the station visited most often; a visit is the \
            mean of readings one after the other. piecewise: d linear through the base's visits, its end slopes going \
            on. least-squares: d a polynomial with the least Σ (g - d - mean of its station)^2.
            """,
        source: "Loop drift as in Telford, Geldart and Sheriff (1990), Applied Geophysics.")

    private let settings: Settings

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let channel = try work.channel(
            "channel", unit: "mGal", names: GravityChain.readingNames, endings: GravityChain.endings)
        let times = try GravityChain.times(of: work)
        let stations = try GravityChain.stations(of: work)
        let loops = try GravityChain.loops(of: work, times: times)
        var drift = [Double](repeating: .nan, count: work.count)
        var table = Table(columns: [
            "loop", "base", "readings", "repeats", "hours", "drift_mGal_an_hour", "repeat_deviation_mGal",
        ])
        let isPiecewise = try settings.text("method") == "piecewise"
        for loop in loops {
            let readings = loop.readings.filter { channel.values[$0].isFinite }
            guard
                let curve = DriftCurve(
                    times: readings.map { times[$0] }, values: readings.map { channel.values[$0] },
                    stations: readings.map { stations[$0] }, degree: isPiecewise ? nil : try settings.integer("degree"))
            else {
                throw work.unfit(
                    "in", "the loop '\(loop.name)' reads no station twice",
                    "close each loop at its base, or set loop and station")
            }
            for index in readings { drift[index] = curve.drift(at: times[index]) }
            table.rows.append([
                .text(loop.name), .text(curve.base), .whole(readings.count), .whole(curve.repeats),
                .number(curve.duration / 3600), .number(curve.meanRate * 3600),
                curve.repeatDeviation.isFinite ? .number(curve.repeatDeviation) : .missing,
            ])
            if loops.count <= 40 { work.quality.plots.append(plot(curve, loop.name)) }
        }
        let name = "\(channel.name)_\(try settings.text("suffix"))"
        try work.add("drift", unit: "mGal", drift)
        try work.addCorrected(name, chain: "mGal", unit: "mGal", zip(channel.values, drift).map { $0 - $1 })
        work.quality.statements = [
            """
            \(name) is \(channel.name) less the drift of \(loops.count) loops, \
            \(isPiecewise ? "linear between readings of each base" : "a polynomial through all repeats").
            """
        ]
        work.quality.add("loops", Double(loops.count))
        work.quality.add("Drift by loop", table)
        work.quality.remark(on: work.count) { drift[$0].isFinite ? nil : "no time or no value: no drift" }
        try work.give(to: bench)
    }

    private func plot(_ curve: DriftCurve, _ loop: String) -> QualityRecord.Plot {
        let hours = (0...60).map { Double($0) / 60 * curve.duration }
        return .init(
            title: "Drift of loop \(loop)", kind: .profile, xTitle: "hours in the loop", yTitle: "mGal",
            curves: [
                .init("drift", x: hours.map { $0 / 3600 }, y: hours.map { curve.drift(at: curve.start + $0) }),
                .init(
                    "base \(curve.base)", x: curve.knots.map { ($0.time - curve.start) / 3600 },
                    y: curve.knots.map(\.drift)),
            ])
    }
}
