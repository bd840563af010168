import Operations
import Survey

/// Concentrations in other units, and oxides as elements.
struct AssayUnits: Procedure {
    static let declaration = Operation(
        name: "assay-units", summary: "Converts concentrations between %, ppm and ppb, and oxides to elements or back.",
        family: .geochemistry, inputs: [.init("in", .readings, "samples with concentrations")],
        parameters: [
            AssayChannels.channelsParameter,
            Parameter("to", .choice(["%", "ppm", "ppb"]), default: "ppm", "unit of the new channels"),
            Parameter(
                "form", .choice(["keep", "element"]), default: "element", "whether an oxide becomes its element"),
            Parameter(
                "oxides", .map, isOptional: true,
                "oxide that an element becomes, such as { Fe: Fe2O3 }; goes before form"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula:
            "1 % = 10,000 ppm = 10,000,000 ppb by mass; element = oxide * a M / (a M + b O). Detection limits too.",
        source: "Atomic weights: IUPAC 2021 (Prohaska et al. 2022), abridged.")

    private let settings: Settings

    /// ppm a unit.
    private static let scales: [String: Double] = [
        "%": 1e4, "wt%": 1e4, "pct": 1e4, "ppm": 1, "g/t": 1, "mg/kg": 1, "ppb": 1e-3, "ug/kg": 1e-3,
    ]
    private static let endings = ["%": "pct", "ppm": "ppm", "ppb": "ppb"]

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let unit = try settings.text("to")
        let takesElements = try settings.text("form") == "element"
        let oxides = settings.values["oxides"]?.map ?? [:]
        var table = Table(columns: ["channel", "unit", "new_channel", "new_unit", "factor"])
        for channel in try AssayChannels.chosen(work) {
            guard let from = Self.scales[channel.unit], let to = Self.scales[unit] else {
                throw work.unfit(
                    "channels", "the unit '\(channel.unit)' of '\(channel.name)' is no concentration",
                    "give it in %, ppm or ppb")
            }
            // `SiO2_pct` and `SiO2 (%)` name the same.
            let formula = String(channel.name.prefix { $0.isLetter || $0.isNumber })
            var name = formula
            var factor = from / to
            if let known = AtomicWeight.element(in: formula) {
                if let oxide = oxides[known.symbol]?.text {
                    guard let part = AtomicWeight.element(in: oxide), part.symbol == known.symbol, part.part < 1 else {
                        throw work.unfit("oxides", "'\(oxide)' is no oxide of \(known.symbol)", "write it as Fe2O3")
                    }
                    (name, factor) = (oxide, factor * known.part / part.part)
                } else if takesElements {
                    (name, factor) = (known.symbol, factor * known.part)
                }
            }
            let new = "\(name)_\(Self.endings[unit] ?? unit)"
            guard new != channel.name else { continue }
            let censored = channel.censored.map {
                Readings.Censored(reading: $0.reading, limit: $0.limit * factor, isAbove: $0.isAbove)
            }
            try work.add(new, unit: unit, channel.values.map { $0 * factor }, censored: censored)
            table.rows.append([.text(channel.name), .text(channel.unit), .text(new), .text(unit), .number(factor)])
        }
        work.quality.statements = ["\(table.rows.count) channels converted to \(unit)."]
        work.quality.add("Conversions", table)
        try work.give(to: bench)
    }
}
