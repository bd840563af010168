import KernelTypes
package import Operations
import Survey

/// Evidential belief functions as an operation.
package struct BeliefProcedure: Procedure {
    package static let declaration = Operation(
        name: "evidential-belief",
        summary: "Belief, disbelief, uncertainty and plausibility of a deposit from classes of evidence.",
        family: .model,
        inputs: [
            .init("evidence", .raster, "rasters of classes or of a continuous measure, by name", isMany: true),
            .init("training", .occurrences, "known occurrences; each point counts, also two in a cell"),
            ModelSettings.errorInput,
        ],
        parameters: WeightsOfEvidence.declaration.parameters.filter { ["breaks", "bins"].contains($0.name) }
            + ModelSettings.sampling + ModelSettings.evaluation + ModelSettings.uncertainty,
        outputs: ModelRun.mapOutputs + [.init("disbelief", .raster), .init("plausibility", .raster)]
            + ModelRun.modelOutputs,
        memory: .twoPass,
        formula: """
            For class j with N(C) unit cells and n(C) of all n points on N unit cells: w = (n(C)/N(C)) / ((n - n(C)) / \
            (N - N(C))), v = ((N(C) - n(C))/N(C)) / ((N - n - N(C) + n(C)) / (N - N(C))); belief = w / Σ w, disbelief = \
            v / Σ v, both 0 for a class without a point; uncertainty = 1 - belief - disbelief; plausibility = 1 - \
            disbelief. Joined by Dempster's rule; missing evidence leaves all open. Score = belief. \(Evaluator.formula)
            """,
        source: """
            Dempster (1967); Shafer (1976); An, Moon and Bonham-Carter (1994); Carranza and Hale (2003), Natural \
            Resources Research 12. \(Evaluator.source)
            """)

    private let settings: Settings
    private let model: ModelSettings

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        model = try ModelSettings(settings)
    }

    package func run(at bench: any Workbench) throws {
        let run = ModelRun(operation: Self.declaration, settings: settings, model: model, bench: bench)
        let rasters = try run.evidence()
        let grid = rasters[0].grid
        let bands = grid.bands(ofAtMost: max(1, (1 << 18) / max(1, grid.columns * (rasters.count + 1))))
        let weights = try WeightsOfEvidence(settings.values, evidence: rasters.map(\.name), on: grid)
        let counted: WeightsModel
        do {
            counted = try weights.learn(
                from: { visit in for band in bands { visit(try rasters.map { try $0.strip(band) }) } },
                training: try bench.occurrences("training"))
        } catch let error as ProspectivityError {
            throw run.unfit(error.evidence, error.reason, error.remedy)
        }
        let sample = try run.gather(rasters, negatives: 0)
        let classed = WeightsTrainer(counted, settings: weights.settings, studentisedLimit: 0)
        let trainer = BeliefTrainer(layers: classed.layers, unitCell: model.unitCell)
        let rule = trainer.rule(on: sample, points: sample.points)
        let evaluation = try run.evaluation(trainer, rule: rule, on: sample)
        let deposit = run.depositModel(.belief(rule), sample: sample, evaluation: evaluation)
        try run.writeMaps(deposit, rasters: rasters)
        let sinks = try ["disbelief", "plausibility"].map { try bench.raster($0, on: grid, unit: "") }
        try bench.inParallel(bands.count) { index in
            let strips = sinks.map { _ in Strip(columns: grid.columns, rows: bands[index], rasterRows: grid.rows) }
            rule.bounds(
                try rasters.map { try $0.strip(bands[index]) }, disbelief: strips[0], plausibility: strips[1])
            for (sink, strip) in zip(sinks, strips) { try sink.write(strip) }
        }
        try run.give(deposit)
    }
}
