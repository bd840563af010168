import Operations
import Survey

/// Ratios of radioelements, where there is enough to divide by.
struct GammaRatios: Procedure {
    static let declaration = Operation(
        name: "gamma-ratios", summary: "Adds the ratios eU/eTh, eU/K and eTh/K.", family: .correction,
        inputs: [.init("in", .readings, "concentrations of K, eU and eTh")],
        parameters: [
            Parameter("k_channel", .text, default: "K_percent", "potassium, %"),
            Parameter("u_channel", .text, default: "eU_ppm", "equivalent uranium, ppm"),
            Parameter("th_channel", .text, default: "eTh_ppm", "equivalent thorium, ppm"),
            Parameter("least_k", .positive, unit: "%", default: 0.25, "less potassium is not divided by"),
            Parameter("least_th", .positive, unit: "ppm", default: 1, "less thorium is not divided by"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula: "eU/eTh, eU/K, eTh/K; no value where the divisor is below its least. Negative ratios stay.",
        source: "IAEA (2003), TECDOC-1363, on ratios of low counts.")

    private let settings: Settings

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let k = try work.channel(called: try settings.text("k_channel"), for: "k_channel").values
        let u = try work.channel(called: try settings.text("u_channel"), for: "u_channel").values
        let th = try work.channel(called: try settings.text("th_channel"), for: "th_channel").values
        let (leastK, leastTh) = (try settings.number("least_k"), try settings.number("least_th"))
        func ratio(_ a: [Double], _ b: [Double], _ least: Double) -> [Double] {
            zip(a, b).map { $1 >= least ? $0 / $1 : .nan }
        }
        for (name, unit, values) in [
            ("eU_to_eTh", "", ratio(u, th, leastTh)), ("eU_to_K", "ppm/%", ratio(u, k, leastK)),
            ("eTh_to_K", "ppm/%", ratio(th, k, leastK)),
        ] {
            try work.add(name, unit: unit, values)
            let sample = Sample(values)
            work.quality.add("\(name)_median", sample.median, unit)
            work.quality.add("\(name)_without_value", Double(work.count - sample.count))
        }
        work.quality.statements = [
            """
            Ratios where potassium is at least \(FigureText.short(leastK)) % and thorium \(FigureText.short(leastTh)) \
            ppm.
            """
        ]
        try work.give(to: bench)
    }
}
