import Operations
import Survey

/// Absolute gravity reduced to free-air and Bouguer anomalies.
struct GravityAnomaly: Procedure {
    static let declaration = Operation(
        name: "gravity-anomaly",
        summary: "Reduces absolute gravity to free-air and Bouguer anomalies, each part a channel.",
        family: .correction,
        inputs: [.init("in", .readings, "absolute gravity in mGal with positions and heights")],
        parameters: [
            Parameter(
                "channel", .text, isOptional: true,
                "absolute gravity; default: the chain's last, or the only one in mGal"),
            Parameter(
                "height_channel", .text, isOptional: true,
                "channel of heights, m; default: elevation, height or altitude"),
            Parameter("height", .number(from: -500, to: 10000), unit: "m", isOptional: true, "height of all stations"),
            Parameter("ellipsoid", .choice(["WGS84", "GRS80"]), default: "WGS84", "of normal gravity"),
            Parameter(
                "free_air", .choice(["closed-form", "second-order", "linear"]), default: "closed-form",
                """
                normal gravity at the station's height, or on the ellipsoid with a height term: 0.3086 mGal/m where \
                linear
                """
            ),
            Parameter("atmosphere", .flag, default: true, "whether the mass of air above the station is added"),
            Parameter(
                "density", .number(from: 500, to: 4000), unit: "kg/m3", default: 2670, "of the rock below stations"),
            Parameter(
                "water_density", .number(from: 950, to: 1100), unit: "kg/m3", default: 1040,
                "of the water below stations at sea"),
            Parameter("curvature", .flag, default: true, "whether the slab is bent to a spherical cap of 166.735 km"),
            Parameter(
                "negative", .choice(["refuse", "water-depth", "below-sea-level"]), default: "refuse",
                "what heights below zero are: depths of water under a reading at sea level, or stations on dry ground"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula: """
            free_air_anomaly = g + atmosphere - γ(φ, h); atmosphere = 0.874 - 9.9e-5 h + 3.56e-9 h²; bouguer_anomaly \
            = free_air_anomaly - 2πGρh - cap's curvature + terrain_correction where there is one. Over water: h = 0 \
            in γ, and the slab 2πG(ρ - ρw) of the depth, added.
            """,
        source: """
            Li and Götze (2001) closed form (Somigliana's on the ellipsoid); Wenzel (1985); Heiskanen and Moritz \
            (1967); LaFehr (1991) Bullard B; Hinze et al. (2005). With heights above the ellipsoid these are \
            disturbances.
            """)

    private let settings: Settings
    private let ellipsoid: Ellipsoid
    private let density: Double
    private let waterDensity: Double
    private let freeAir: String
    private let negative: String
    private let hasAtmosphere: Bool
    private let hasCurvature: Bool

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        ellipsoid = try settings.text("ellipsoid") == "GRS80" ? .grs80 : .wgs84
        density = try settings.number("density")
        waterDensity = try settings.number("water_density")
        freeAir = try settings.text("free_air")
        negative = try settings.text("negative")
        hasAtmosphere = try settings.flag("atmosphere")
        hasCurvature = try settings.flag("curvature")
    }

    /// The parts of one station's reduction, mGal.
    struct Parts: Sendable {
        var normal = Double.nan
        var atmosphere = 0.0
        var slab = Double.nan
        var curvature = 0.0
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let channel = try work.channel(
            "channel", unit: "mGal", names: GravityChain.readingNames, endings: GravityChain.endings)
        try checkAbsolute(work, channel)
        let heights = try work.values(
            "height_channel", names: GravityChain.heightNames, constant: "height", meaning: "heights")
        let below = heights.count { $0 < 0 }
        guard below == 0 || negative != "refuse" else {
            throw work.unfit(
                "height_channel", "\(below) stations have heights below zero",
                "set negative to water-depth where these are depths below readings at sea level, or to below-sea-level")
        }
        let places = try work.readings.geographic(at: bench, for: settings.operation)
        let parts = places.indices.map { self.parts(latitude: places[$0].y, height: heights[$0]) }
        let terrain = work.readings.channel("terrain_correction")?.values
        let freeAirs = zip(channel.values, parts).map { $0 + $1.atmosphere - $1.normal }
        let bouguers = freeAirs.indices.map { index in
            freeAirs[index] - parts[index].slab - parts[index].curvature + (terrain?[index] ?? 0)
        }
        try work.add("normal_gravity", unit: "mGal", parts.map(\.normal))
        if hasAtmosphere { try work.add("atmospheric_correction", unit: "mGal", parts.map(\.atmosphere)) }
        try work.add("free_air_anomaly", unit: "mGal", freeAirs)
        try work.add("bouguer_slab", unit: "mGal", parts.map(\.slab))
        if hasCurvature { try work.add("bouguer_curvature", unit: "mGal", parts.map(\.curvature)) }
        try work.add("bouguer_anomaly", unit: "mGal", bouguers)
        // What is gridded where nothing else is said; the chain's gravity stays what other steps go on from.
        work.set(fact: "reduced_mGal", "bouguer_anomaly")
        report(&work, channel.name, freeAirs, bouguers, hasTerrain: terrain != nil)
        work.quality.remark(on: work.count) {
            bouguers[$0].isFinite ? nil : "no gravity, position or height: no anomaly"
        }
        let plot = QualityRecord.Plot(
            title: "Anomalies by height", kind: .scatter, xTitle: "height, m", yTitle: "mGal",
            curves: [
                .init("free-air", x: heights, y: freeAirs.map { $0 }), .init("Bouguer", x: heights, y: bouguers),
            ])
        work.quality.plots.append(plot)
        try work.give(to: bench)
    }

    /// All but the terrain at one station.
    func parts(latitude: Double, height: Double) -> Parts {
        guard latitude.isFinite, height.isFinite else { return Parts() }
        let isAtSea = height < 0 && negative == "water-depth"
        let station = isAtSea ? 0 : height
        var parts = Parts()
        switch freeAir {
        case "second-order":
            parts.normal =
                ellipsoid.gravity(latitude: latitude, height: 0)
                + ellipsoid.heightChange(latitude: latitude, height: station)
        case "linear": parts.normal = ellipsoid.gravity(latitude: latitude, height: 0) - 0.3086 * station
        default: parts.normal = ellipsoid.gravity(latitude: latitude, height: station)
        }
        if hasAtmosphere { parts.atmosphere = 0.874 - 9.9e-5 * station + 3.56e-9 * station * station }
        parts.slab = BouguerShell.slab(height: height, density: isAtSea ? density - waterDensity : density)
        // The cap of a depth below sea level is not that of a height above: it is left flat.
        if hasCurvature, height > 0 { parts.curvature = BouguerShell.curvature(height: height, density: density) }
        return parts
    }

    private func checkAbsolute(_ work: Correction, _ channel: Readings.Channel) throws(OperationError) {
        let sample = Sample(channel.values)
        guard sample.count > 0, sample.minimum < 970_000 || sample.maximum > 990_000 else { return }
        throw work.unfit(
            "channel",
            """
            \(channel.name) holds \(FigureText.short(sample.minimum)) to \(FigureText.short(sample.maximum)), no \
            absolute gravity in mGal
            """,
            "tie it to base stations first (gravity-tie); 1 mGal is 10 µm/s²")
    }

    private func report(
        _ work: inout Correction, _ name: String, _ freeAirs: [Double], _ bouguers: [Double], hasTerrain: Bool
    ) {
        let ground = FigureText.short(density)
        let name =
            """
            Normal gravity of \(ellipsoid.gravitation == Ellipsoid.wgs84.gravitation ? "WGS84" : "GRS80") \
            (\(freeAir)) taken from \(name)
            """
        work.quality.statements = [
            "\(name); atmosphere \(hasAtmosphere ? "added" : "left out").",
            """
            Bouguer anomaly with \(ground) kg/m3, \
            \(hasCurvature ? "a spherical cap of 166.735 km" : "an endless slab"), \
            \(hasTerrain ? "terrain corrected" : "without terrain correction").
            """,
        ]
        let (free, bouguer) = (Sample(freeAirs), Sample(bouguers))
        work.quality.add("free_air_mean", free.mean, "mGal")
        work.quality.add("free_air_deviation", free.deviation, "mGal")
        work.quality.add("bouguer_mean", bouguer.mean, "mGal")
        work.quality.add("bouguer_deviation", bouguer.deviation, "mGal")
    }
}
