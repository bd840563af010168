import KernelTypes
package import Operations
import Survey

/// Readings to a raster by ordinary or universal kriging, with the variance of the estimate.
package struct Kriging: Procedure {
    package static let declaration = Operation(
        name: "grid-kriging",
        summary: "Gives each cell the best linear unbiased estimate from the nearest readings, and its variance.",
        family: .gridding,
        inputs: [
            .readingsToGrid,
            .init("variogram", .document, "a fitted model, as 'variogram' gives it", isOptional: true),
        ],
        parameters: [
            .channel,
            Parameter(
                "neighbours", .integer(from: 3, to: 4_000), default: 32,
                "how many of the nearest readings count; all at once where there are no more"),
            Parameter(
                "drift", .choice(DriftKind.allCases.map(\.rawValue)), default: "constant",
                "constant is ordinary kriging; linear and quadratic are universal kriging"),
            Parameter(
                "model", .choice(VariogramModel.Shape.allCases.map(\.rawValue)), isOptional: true,
                "of the variogram; without it and without a fitted model, the best is fitted first"),
            Parameter(
                "nugget", .number(from: 0, to: .infinity), default: 0,
                "semivariance just beyond distance 0, in the channel's unit squared; with 'model'"),
            Parameter(
                "sill", .positive, isOptional: true,
                "semivariance at great distances, nugget included, in the channel's unit squared; with 'model'"),
            Parameter(
                "range", .positive, unit: "m", isOptional: true,
                "where a spherical model reaches its sill and the others 95 % of it; with 'model'"),
            .maximumDistance,
        ],
        outputs: [.init("out", .raster), .init("variance", .raster)], memory: .features,
        formula: """
            With covariances C = sill - γ among the readings and c to the cell's centre, and drift functions F and f: \
            cᵀC⁻¹v + rᵀβ and the variance sill - cᵀC⁻¹c + rᵀ(FᵀC⁻¹F)⁻¹r, where β = (FᵀC⁻¹F)⁻¹FᵀC⁻¹v and r = f - \
            FᵀC⁻¹c. Exact: a reading at the centre is the cell's value, with variance 0. Readings at one place count \
            once, with their mean; one that the others determine is left out.
            """,
        source:
            "Matheron (1971), The theory of regionalized variables; Chilès and Delfiner (2012), sections 3.3 and 3.4.")

    /// What the readings' mean may do with place.
    enum DriftKind: String, CaseIterable {
        case constant, linear, quadratic

        var functions: Int {
            switch self {
            case .constant: 1
            case .linear: 3
            case .quadratic: 6
            }
        }
    }

    private let channel: String?
    private let neighbours: Int
    private let drift: DriftKind
    private let model: VariogramModel?
    private let maximumDistance: Double

    package init(_ settings: Settings) throws(OperationError) {
        channel = settings.values["channel"]?.text
        neighbours = try settings.integer("neighbours")
        drift = DriftKind(rawValue: try settings.text("drift")) ?? .constant
        maximumDistance = settings.values["maximum_distance"]?.number ?? .infinity
        guard let shape = settings.values["model"]?.text.flatMap(VariogramModel.Shape.init) else {
            model = nil
            return
        }
        let nugget = try settings.number("nugget")
        let sill = try settings.number("sill")
        guard sill > nugget else {
            throw settings.error(
                .outOfRange, "sill", "the sill \(sill) is not above the nugget \(nugget)", "set a higher sill")
        }
        model = VariogramModel(shape: shape, nugget: nugget, sill: sill, range: try settings.number("range"))
    }

    package func run(at bench: any Workbench) throws {
        let readings = try ChannelReadings(from: bench, channel: channel, of: Self.declaration)
        let metres = try readings.unitInMetres()
        let model = try model ?? given(to: bench) ?? fitted(to: readings, metres, at: bench)
        let places = ReadingPlaces(positions: readings.positions, values: readings.values)
        guard places.positions.count >= drift.functions else {
            throw readings.unfit(
                "\(places.positions.count) places cannot tell a \(drift.rawValue) drift",
                remedy: "set a simpler 'drift'")
        }
        let isLocal = places.positions.count > neighbours
        let size = places.positions.count
        try bench.require(
            bytes: isLocal
                ? 130 * readings.values.count + 16 * neighbours * neighbours * bench.threads
                : 24 * size * size + 16 * size * readings.grid.columns * bench.threads,
            of: Self.declaration, for: isLocal ? "the tree of readings" : "the covariances of all readings")
        let system: any KrigingSystem
        if isLocal {
            system = LocalKriging(
                places: places, model: model, drift: drift, neighbours: neighbours, metresPerUnit: metres,
                limit: maximumDistance / metres)
        } else {
            system = try WholeKriging(
                places: places, model: model, drift: drift, metresPerUnit: metres, limit: maximumDistance / metres,
                readings: readings)
        }
        let grid = readings.grid
        let estimates = try bench.raster("out", on: grid, unit: readings.unit)
        let variances = try bench.raster(
            "variance", on: grid, unit: readings.unit.isEmpty ? "" : "\(readings.unit)²")
        try bench.writeRows(of: grid) { rows in
            let estimate = Strip(columns: grid.columns, rows: rows, rasterRows: grid.rows)
            let variance = Strip(columns: grid.columns, rows: rows, rasterRows: grid.rows)
            for row in rows {
                let found = system.estimates(at: (0..<grid.columns).map { grid.centre(column: $0, row: row) })
                for (column, one) in found.enumerated() {
                    estimate[column, row] = Float(one.value)
                    variance[column, row] = Float(one.variance)
                }
            }
            try estimates.write(estimate)
            try variances.write(variance)
        }
        bench.record("readings", Double(places.readings))
        bench.record("places", Double(places.positions.count))
        bench.record("nugget", model.nugget)
        bench.record("sill", model.sill)
        bench.record("range_m", model.range)
    }

    private func given(to bench: any Workbench) throws -> VariogramModel? {
        bench.has("variogram") ? try bench.value("variogram", as: VariogramModel.self) : nil
    }

    private func fitted(
        to readings: ChannelReadings, _ metres: Double, at bench: any Workbench
    ) throws -> VariogramModel {
        let experimental = try ExperimentalVariogram(
            readings, metresPerUnit: metres, lags: 20, lag: nil, most: 3_000, seed: 1)
        let fits = VariogramModel.Shape.allCases.compactMap { VariogramFit($0, to: experimental) }
        guard let best = fits.min(by: { $0.misfit < $1.misfit })?.model, best.sill > best.nugget else {
            throw readings.unfit(
                "the readings show no variogram: they do not differ more with distance",
                remedy: "set 'model', 'sill' and 'range'")
        }
        bench.note(
            "The \(best.shape.rawValue) variogram was fitted to the readings: look at it before you trust the variance."
        )
        return best
    }
}
