import KernelTypes
package import Operations
import Survey

/// The experimental variogram of readings, and the model that fits it best.
package struct Variogram: Procedure {
    package static let declaration = Operation(
        name: "variogram", summary: "Gives the semivariance of readings by distance, and the model that fits it best.",
        family: .gridding, inputs: [.readingsToGrid],
        parameters: [
            .channel,
            Parameter("lags", .integer(from: 3, to: 200), default: 20, "distance classes"),
            Parameter(
                "lag", .positive, unit: "m", isOptional: true,
                "width of a class; without it, a third of the diagonal of the readings is divided"),
            Parameter("most", .integer(from: 10, to: 20_000), default: 3_000, "readings that are drawn from more"),
            Parameter("seed", .integer(from: 0, to: 1 << 31), default: 1, "of the drawing"),
            Parameter(
                "model", .choice(["best"] + VariogramModel.Shape.allCases.map(\.rawValue)), default: "best",
                "the model to fit; the best has the least misfit"),
        ],
        outputs: [.init("table", .table), .init("out", .document)], memory: .features,
        formula: """
            γ(h) = Σ (vᵢ - vⱼ)² / 2n over the n pairs in a class of distance. A model nugget + (sill - nugget) f(h / \
            range) is fitted by least squares with weights n / h², nugget and sill not below 0: spherical f = 1.5 h - \
            0.5 h³, exponential 1 - exp(-3 h), Gaussian 1 - exp(-3 h²), so that range is where f is 0.95 at least.
            """,
        source: """
            Matheron (1963), Principles of geostatistics; weights of Cressie (1985) as simplified by Zhang, van \
            Eijkeren \
            and Heemink (1995).
            """)

    private let channel: String?
    private let lags: Int
    private let lag: Double?
    private let most: Int
    private let seed: UInt64
    private let shapes: [VariogramModel.Shape]

    package init(_ settings: Settings) throws(OperationError) {
        channel = settings.values["channel"]?.text
        lags = try settings.integer("lags")
        lag = settings.values["lag"]?.number
        most = try settings.integer("most")
        seed = UInt64(try settings.integer("seed"))
        let model = try settings.text("model")
        shapes = VariogramModel.Shape(rawValue: model).map { [$0] } ?? VariogramModel.Shape.allCases
    }

    package func run(at bench: any Workbench) throws {
        let readings = try ChannelReadings(from: bench, channel: channel, of: Self.declaration)
        let experimental = try ExperimentalVariogram(
            readings, metresPerUnit: try readings.unitInMetres(), lags: lags, lag: lag, most: most, seed: seed)
        let fits = shapes.compactMap { VariogramFit($0, to: experimental) }
        guard let best = fits.min(by: { $0.misfit < $1.misfit }) else {
            throw readings.unfit("fewer than three classes of distance have pairs", remedy: "set a wider 'lag'")
        }
        var table = Table(columns: ["distance_m", "pairs", "semivariance", "model"])
        for bin in experimental.bins {
            table.rows.append([
                .number(bin.distance), .whole(bin.pairs), .number(bin.semivariance),
                .number(best.model.semivariance(at: bin.distance)),
            ])
        }
        try bench.give(table: table, to: "table")
        try bench.give(value: best.model, to: "out")
        bench.note("The \(best.model.shape.rawValue) model fits best.")
        bench.record("nugget", best.model.nugget)
        bench.record("sill", best.model.sill)
        bench.record("range_m", best.model.range)
        bench.record("misfit", best.misfit)
    }
}
