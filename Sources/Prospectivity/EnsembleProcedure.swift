import KernelTypes
package import Operations
import Survey

/// Several models as one, and where they disagree.
package struct EnsembleProcedure: Procedure {
    package static let declaration = Operation(
        name: "model-ensemble", summary: "Joins the scores of several models, and tells where they disagree.",
        family: .model,
        inputs: [
            .init("scores", .raster, "scores of models on the same cells, two or more", isMany: true),
            .init(
                "uncertainties", .raster, "the models' uncertainties in the same order; for the weighted mean only",
                isMany: true, isOptional: true),
        ],
        parameters: [
            Parameter(
                "method", .choice(["rank-mean", "weighted-mean"]), default: "rank-mean",
                "rank-mean for models whose scores mean different things, weighted-mean for probabilities of the same"),
            Parameter("weights", .map, default: .map([:]), "model → its weight; 1 where nothing is said"),
        ],
        outputs: [.init("score", .raster), .init("uncertainty", .raster), .init("disagreement", .raster)],
        memory: .twoPass,
        formula: """
            Score = Σ w s / Σ w over the models that have one, s the score or its rank among all cells (0...1, to a \
            thousandth). Disagreement = √(Σ w (r - r̄)² / Σ w) of the ranks. Uncertainty = √(Σ (w/Σw)² u² + \
            Σ w (s - s̄)² / Σ w), u = 0 where none is given. A cell with a single model has no disagreement.
            """,
        source: "Marmion and others (2009) for weighted and rank means of models; Dietterich (2000).")

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        let rasters = try bench.rasters("scores")
        guard rasters.count > 1 else {
            throw settings.error(.unfitInput, "scores", "one model is no ensemble", "give the scores of two or more")
        }
        let isRanked = try settings.text("method") == "rank-mean"
        let uncertainties = bench.has("uncertainties") ? try bench.rasters("uncertainties") : []
        guard uncertainties.isEmpty || uncertainties.count == rasters.count else {
            throw settings.error(
                .unfitInput, "uncertainties", "\(uncertainties.count) uncertainties for \(rasters.count) scores",
                "give one for each score, or none")
        }
        let weights = try weights(rasters.map(\.name))
        let scales = try collect(rasters.count, by: bench.inParallel) { try RankScale(of: rasters[$0]) }
        let grid = rasters[0].grid
        let sinks = try Self.declaration.outputs.map { try bench.raster($0.name, on: grid, unit: "") }
        let bands = grid.bands(ofAtMost: max(1, (1 << 17) / max(1, grid.columns * rasters.count)))
        let withUncertainty = !isRanked && !uncertainties.isEmpty
        try bench.inParallel(bands.count) { index in
            let inputs = try rasters.map { try $0.strip(bands[index]) }
            let spreads = withUncertainty ? try uncertainties.map { try $0.strip(bands[index]) } : []
            let outputs = sinks.map { _ in Strip(columns: grid.columns, rows: bands[index], rasterRows: grid.rows) }
            for cell in 0..<outputs[0].cells.count {
                let scores = inputs.map { $0.cells[cell] }
                let ranks = zip(scales, scores).map { $0.rank(of: $1) }
                let joined = Self.mean(isRanked ? ranks : scores, weights)
                let ranked = Self.mean(ranks, weights)
                outputs[0].cells[cell] = Float(joined.mean)
                outputs[2].cells[cell] = ranked.count > 1 ? Float(ranked.deviation) : .nan
                var variance = joined.deviation * joined.deviation
                for (spread, weight) in zip(spreads, weights) where spread.cells[cell].isFinite {
                    let part = weight / joined.weight * Double(spread.cells[cell])
                    variance += part * part
                }
                outputs[1].cells[cell] = Float(variance.squareRoot())
            }
            for (sink, strip) in zip(sinks, outputs) { try sink.write(strip) }
        }
    }

    private func weights(_ names: [String]) throws(OperationError) -> [Double] {
        let set = settings.values["weights"]?.map ?? [:]
        for name in set.keys.sorted() where !names.contains(name) {
            throw settings.error(
                .outOfRange, "weights", "'\(name)' is none of the models", suggestion(for: name, among: names))
        }
        var weights: [Double] = []
        for name in names {
            let weight = set[name].map { $0.number ?? .nan } ?? 1
            guard weight > 0, weight.isFinite else {
                throw settings.error(.outOfRange, "weights", "'\(name)' has no weight", "write a number above 0")
            }
            weights.append(weight)
        }
        return weights
    }

    /// Weighted mean and deviation of the values that are there.
    private static func mean(
        _ values: [Float], _ weights: [Double]
    ) -> (mean: Double, deviation: Double, weight: Double, count: Int) {
        var (total, sum, count) = (0.0, 0.0, 0)
        for (value, weight) in zip(values, weights) where value.isFinite {
            total += weight
            sum += weight * Double(value)
            count += 1
        }
        guard count > 0 else { return (.nan, .nan, 0, 0) }
        let mean = sum / total
        var squares = 0.0
        for (value, weight) in zip(values, weights) where value.isFinite {
            squares += weight * (Double(value) - mean) * (Double(value) - mean)
        }
        return (mean, (squares / total).squareRoot(), total, count)
    }
}
