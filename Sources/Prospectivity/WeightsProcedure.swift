import KernelTypes
package import Operations
import Survey

/// Weights of evidence as an operation: learned, judged, mapped.
package struct WeightsProcedure: Procedure {
    package static let declaration: Operation = {
        var operation = WeightsOfEvidence.declaration
        // The unit cell is declared there already.
        operation.parameters += ModelSettings.sampling.filter { $0.name != "unit_cell" }
        operation.parameters +=
            ModelSettings.evaluation + ModelSettings.uncertainty.filter { $0.name == "least_known" }
        operation.outputs += [.init("band", .raster)] + ModelRun.modelOutputs + [.init("pairs", .table)]
        operation.formula += """
             Independence: n/T; (T - n) / s(T), s²(T) = Σ over unique conditions of (unit cells · s(P))²; rejected where \
            n/T < 0.85 or Φ((T - n) / s(T)) > 0.95. Pairs: chi-square of the deposits for which each of two evidences \
            speaks or not, with Yates's correction. Band: 0 not enough data, 1 low, 2 undecided, 3 high, the posterior \
            with its deviation against the prior. \(Evaluator.formula)
            """
        operation.source += """
             Independence: Agterberg and Cheng (2002), as in ArcSDM; of pairs: Bonham-Carter (1994), section 9.4. \
            \(Evaluator.source)
            """
        operation.version = 3
        return operation
    }()

    private let settings: Settings
    private let model: ModelSettings

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        model = try ModelSettings(settings)
    }

    package func run(at bench: any Workbench) throws {
        let rasters = try bench.rasters("evidence")
        let grid = rasters[0].grid
        let training = try bench.occurrences("training")
        let bands = grid.bands(ofAtMost: max(1, (1 << 18) / max(1, grid.columns * (rasters.count + 3))))
        let weights = try WeightsOfEvidence(settings.values, evidence: rasters.map(\.name), on: grid)
        let learned: WeightsModel
        do {
            learned = try weights.learn(
                from: { visit in
                    for band in bands { visit(try rasters.map { try $0.strip(band) }) }
                }, training: training)
        } catch let error as ProspectivityError {
            throw OperationError(
                code: .unfitInput, operation: Self.declaration.name, key: error.evidence,
                reason: (error.evidence.isEmpty ? "" : "'\(error.evidence)': ") + error.reason, remedy: error.remedy)
        }
        let run = ModelRun(operation: Self.declaration, settings: settings, model: model, bench: bench)
        // What is to be said of the points was said when the weights were learned.
        let sample = try run.gather(rasters, negatives: 0, isTold: false)
        var deposit = run.depositModel(.weights(learned), sample: sample, evaluation: nil)
        deposit.threshold = learned.prior
        try map(learned, deposit, rasters, bands, training, bench)
        try bench.give(value: learned, to: "weights")
        for (name, value) in learned.figures where value.isFinite { bench.record(name, value) }
        learned.notes.forEach(bench.note)
        deposit.evaluation = try judge(learned, weights, sample, run)
        try run.give(deposit)
    }

    private func map(
        _ learned: WeightsModel, _ deposit: DepositModel, _ rasters: [any RasterSource], _ bands: [Range<Int>],
        _ training: [Occurrence], _ bench: any Workbench
    ) throws {
        let grid = rasters[0].grid
        let band = ConfidenceBand(
            threshold: deposit.threshold, leastKnown: try settings.number("least_known"), profiles: deposit.profiles)
        let names = ["posterior", "deviation", "confidence", "band"]
        let sinks = try names.map { try bench.raster($0, on: grid, unit: "") }
        // The posterior is ranked after it is written, and a sink cannot be read.
        let posterior = try bench.scratch(on: grid)
        try bench.inParallel(bands.count) { index in
            let strips = sinks.map { _ in Strip(columns: grid.columns, rows: bands[index], rasterRows: grid.rows) }
            let inputs = try rasters.map { try $0.strip(bands[index]) }
            learned.apply(to: inputs, posterior: strips[0], deviation: strips[1], confidence: strips[2])
            band.apply(inputs, score: strips[0], deviation: strips[1], into: strips[3])
            for (sink, strip) in zip(sinks, strips) { try sink.write(strip) }
            try posterior.write(strips[0])
        }
        try posterior.finish()
        let roc = try ROC(of: training, on: grid) { visit in
            for band in bands { visit(try posterior.strip(band)) }
        }
        if let area = roc.area { bench.record("auc", area) }
    }

    private func judge(
        _ learned: WeightsModel, _ weights: WeightsOfEvidence, _ sample: TrainingSample, _ run: ModelRun
    ) throws -> Evaluation? {
        let pairs = PairIndependence.pairs(of: learned, on: sample)
        try run.bench.give(table: PairIndependence.table(of: pairs), to: "pairs")
        if let warning = PairIndependence.warning(pairs) { run.bench.note(warning) }
        let trainer = WeightsTrainer(
            learned, settings: weights.settings, studentisedLimit: weights.studentisedLimit)
        return try run.evaluation(trainer, rule: learned, on: sample)
    }
}
