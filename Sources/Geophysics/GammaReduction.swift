import KernelTypes
import Operations
import Survey

/// Counts of an airborne or ground gamma spectrometer reduced to concentrations in the ground.
struct GammaReduction: Procedure {
    static let declaration = Operation(
        name: "gamma-reduce",
        summary: "Reduces gamma windows through live time, background, radon, stripping and height to K, eU and eTh.",
        family: .correction,
        inputs: [.init("in", .readings, "counts of the K, U and Th windows")],
        parameters: [
            Parameter("k_channel", .text, isOptional: true, "potassium window"),
            Parameter("u_channel", .text, isOptional: true, "uranium window"),
            Parameter("th_channel", .text, isOptional: true, "thorium window"),
            Parameter(
                "live_time_channel", .text, isOptional: true, "live time; in ms or s by its unit or live_time_unit"),
            Parameter(
                "live_time_unit", .choice(["ms", "s"]), isOptional: true,
                "unit of the live time where the channel has none"),
            Parameter("rates", .flag, default: false, "whether the windows are counts a second already"),
            Parameter("cosmic_channel", .text, isOptional: true, "rate of the cosmic window"),
            Parameter(
                "aircraft", .numbers, default: [0, 0, 0], "background of the aircraft in K, U, Th, counts a second"),
            Parameter(
                "cosmic", .numbers, default: [0, 0, 0], "counts a second in K, U, Th for each of the cosmic window"),
            Parameter("up_channel", .text, isOptional: true, "uranium window of an upward detector, for radon"),
            Parameter("up_background", .numbers, default: [0, 0], "aircraft and cosmic background of that window"),
            Parameter("radon", .map, isOptional: true, "constants a1, a2, au, bu, at, bt, ak, bk of the radon method"),
            Parameter(
                "radon_smoothing", .integer(from: 1, to: 10001), unit: "readings", default: 1,
                "running mean of the radon along each line"),
            Parameter(
                "stripping", .map, isOptional: true, "ratios alpha, beta, gamma, and the reverse a, b, g where known"),
            Parameter(
                "height_terms", .numbers, default: [0.00049, 0.00065, 0.00069],
                "growth of alpha, beta and gamma a metre of height at STP"),
            Parameter(
                "height_channel", .text, isOptional: true, "height above ground, m; without it no height step"),
            Parameter("temperature_channel", .text, isOptional: true, "air temperature, °C"),
            Parameter("pressure_channel", .text, isOptional: true, "air pressure, kPa, or hPa by its unit"),
            Parameter("stp", .flag, default: true, "whether heights are brought to standard temperature and pressure"),
            Parameter("attenuation", .numbers, isOptional: true, "of K, U, Th in air, a metre, positive"),
            Parameter(
                "reference_height", .number(from: 0, to: 1000), unit: "m", default: 80,
                "height that rates are brought to"),
            Parameter(
                "sensitivity", .numbers, isOptional: true,
                "counts a second for 1 % K, 1 ppm eU, 1 ppm eTh at the reference height"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula: """
            n = N / live time; n - aircraft - cosmic * C - radon; H = h P/101.325 * 273.15/(T + 273.15); stripping by \
            the inverse of K = k + γu + βt, U = gk + u + αt, T = bk + au + t with α, β, γ grown by H; n exp(-µ(H0 - \
            H)); / S. Radon: Ur = (u - a1 U - a2 T + a2 bt - bu) / (au - a1 - a2 at). Negative values stay.
            """,
        source: """
            IAEA (2003), TECDOC-1363, and (1991), Technical Report 323; Grasty and Minty (1995). The growth of the \
            stripping ratios is Grasty's usual 0.00049, 0.00065, 0.00069 a metre. Attenuation is positive, as IAEA \
            writes it.
            """)

    private let settings: Settings

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let constants = try GammaConstants(settings)
        let air = try GammaAir(work)
        let counts = try windows(of: work)
        var rates = counts
        if try !settings.flag("rates") {
            let live = try liveTime(of: work)
            rates = zip(counts, live).map { $1 > 0 ? $0 * (1 / $1) : GammaWindows(.nan, .nan, .nan) }
            try add(&work, rates, "rate", "cps")
        }
        var net = rates
        let cosmic = try work.optionalChannel("cosmic_channel", names: ["cosmic", "cosmiccps", "cosmiccounts"])?.values
        if cosmic == nil, constants.cosmic != GammaWindows(0, 0, 0) {
            throw work.unfit("cosmic_channel", "there are cosmic constants and no cosmic channel", "set cosmic_channel")
        }
        for index in net.indices {
            net[index] = net[index] - constants.aircraft - constants.cosmic * (cosmic?[index] ?? 0)
        }
        let radon = try radon(of: work, net, cosmic, constants)
        if let radon, let method = constants.radon {
            try work.add("radon_uranium", unit: "cps", radon)
            for index in net.indices { net[index] = net[index] - method.windows(radon: radon[index]) }
        }
        try add(&work, net, "net", "cps")
        if let heights = air.heights { try work.add("height_stp", unit: "m", heights) }
        var last = net
        if let ratios = constants.stripping {
            last = last.indices.map { index in
                ratios.raised(by: air.heights?[index] ?? 0, terms: constants.heightTerms).stripped(last[index])
            }
            try add(&work, last, "stripped", "cps")
        }
        if let attenuation = constants.attenuation {
            guard let heights = air.heights else {
                throw work.unfit(
                    "height_channel", "there is an attenuation and no height",
                    "set height_channel, or leave attenuation out")
            }
            last = last.indices.map { constants.atReference(last[$0], height: heights[$0], attenuation) }
            try add(&work, last, "height", "cps")
        }
        if let sensitivity = constants.sensitivity {
            last = last.map { $0 / sensitivity }
            try work.add("K_percent", unit: "%", last.map(\.potassium))
            try work.add("eU_ppm", unit: "ppm", last.map(\.uranium))
            try work.add("eTh_ppm", unit: "ppm", last.map(\.thorium))
        }
        report(&work, constants, air, counts, last, hasRadon: radon != nil)
        try work.give(to: bench)
    }

    private func windows(of work: Correction) throws(OperationError) -> [GammaWindows] {
        var columns: [[Double]] = []
        for (key, names) in [
            ("k_channel", ["k", "nk", "potassium", "kcounts", "kwindow", "kcps"]),
            ("u_channel", ["u", "nu", "uranium", "ucounts", "uwindow", "ucps"]),
            ("th_channel", ["th", "nth", "thorium", "thcounts", "thwindow", "thcps"]),
        ] {
            guard let channel = try work.optionalChannel(key, names: names) else {
                throw work.unfit(key, "no channel is called \(names.prefix(3).joined(separator: ", "))", "set \(key)")
            }
            columns.append(channel.values)
        }
        return (0..<work.count).map { GammaWindows(columns[0][$0], columns[1][$0], columns[2][$0]) }
    }

    /// Seconds.
    private func liveTime(of work: Correction) throws(OperationError) -> [Double] {
        let names = ["livetime", "live", "livems", "livetimems", "lives", "livetimes"]
        guard let channel = try work.optionalChannel("live_time_channel", names: names) else {
            throw work.unfit(
                "live_time_channel", "there is no live time",
                "set live_time_channel, or rates where the windows are rates")
        }
        let unit = settings.values["live_time_unit"]?.text ?? channel.unit
        switch unit {
        case "ms": return channel.values.map { $0 / 1000 }
        case "s": return channel.values
        default:
            throw work.unfit(
                "live_time_unit", "the unit of '\(channel.name)' is not known", "set live_time_unit to ms or s")
        }
    }

    private func radon(
        of work: Correction, _ net: [GammaWindows], _ cosmic: [Double]?, _ constants: GammaConstants
    ) throws(OperationError) -> [Double]? {
        guard let method = constants.radon else { return nil }
        guard let up = try work.optionalChannel("up_channel", names: ["upu", "uraniumup", "uup", "upuranium"]) else {
            throw work.unfit("up_channel", "there are radon constants and no upward detector", "set up_channel")
        }
        let background = try settings.numbers("up_background")
        guard background.count == 2 else {
            throw work.unfit(
                "up_background", "two numbers are needed: aircraft and cosmic", "set up_background to [a, b]")
        }
        var radon = net.indices.map { index in
            let own = up.values[index] - background[0] - background[1] * (cosmic?[index] ?? 0)
            return method.radon(up: own, net[index])
        }
        let width = try settings.integer("radon_smoothing")
        if width > 1 {
            for line in work.lines {
                let places = line.readings.map(Double.init)
                let smooth = Microlevel.runningMean(
                    line.readings.map { radon[$0] }, at: places, width: Double(width - 1))
                for (place, index) in line.readings.enumerated() { radon[index] = smooth[place] }
            }
        }
        return radon
    }

    private func add(_ work: inout Correction, _ windows: [GammaWindows], _ step: String, _ unit: String)
        throws(OperationError)
    {
        try work.add("K_\(step)", unit: unit, windows.map(\.potassium))
        try work.add("U_\(step)", unit: unit, windows.map(\.uranium))
        try work.add("Th_\(step)", unit: unit, windows.map(\.thorium))
    }

    private func report(
        _ work: inout Correction, _ constants: GammaConstants, _ air: GammaAir, _ counts: [GammaWindows],
        _ last: [GammaWindows], hasRadon: Bool
    ) {
        let steps = [
            "background", hasRadon ? "radon" : nil, constants.stripping == nil ? nil : "stripping",
            constants.attenuation == nil ? nil : "height", constants.sensitivity == nil ? nil : "sensitivity",
        ]
        work.quality.statements = ["Gamma windows reduced by: \(steps.compactMap { $0 }.joined(separator: ", "))."]
        if constants.attenuation != nil {
            work.quality.statements.append(
                "Rates are brought to \(FigureText.short(constants.referenceHeight)) m above ground.")
        }
        let unit = constants.sensitivity == nil ? "cps" : ""
        var table = Table(columns: ["line", "readings", "K_mean", "U_mean", "Th_mean", "negative_U_percent"])
        for line in work.lines {
            let own = line.readings.map { last[$0] }
            let uranium = Sample(own.map(\.uranium))
            let means = [Sample(own.map(\.potassium)).mean, uranium.mean, Sample(own.map(\.thorium)).mean]
            let negative = uranium.sorted.count { $0 < 0 }
            table.rows.append(
                [.text(line.name), .whole(own.count)] + means.map { $0.isFinite ? .number($0) : .missing }
                    + [uranium.count > 0 ? .number(100 * Double(negative) / Double(uranium.count)) : .missing])
        }
        work.quality.add("Means by line", table)
        for (name, values) in [
            ("K", last.map(\.potassium)), ("eU", last.map(\.uranium)), ("eTh", last.map(\.thorium)),
        ] {
            let sample = Sample(values)
            work.quality.add("\(name)_mean", sample.mean, unit)
            work.quality.add("\(name)_minimum", sample.minimum, unit)
        }
        if let heights = air.heights {
            work.quality.remark(on: work.count) { index in
                heights[index] > 300 ? "above 300 m at STP: rates are raised more than they can bear" : nil
            }
        }
        work.quality.remark(on: work.count) {
            last[$0].uranium.isFinite ? nil : "a window, live time or height is missing"
        }
    }
}
