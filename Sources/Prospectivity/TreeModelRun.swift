import Boosting
import KernelTypes
import Operations

/// What boosted trees and forests do alike.
struct TreeModelRun: Sendable {
    let operation: Operation
    let settings: Settings
    let model: ModelSettings
    let training: TreeTraining
    let calibration: TreeModelTrainer.CalibrationMethod

    static func operation(
        name: String, summary: String, trees: Int, depth: Int, own: [Parameter], formula: String, source: String
    ) -> Operation {
        Operation(
            name: name, summary: summary, family: .model,
            inputs: [
                .init(
                    "evidence", .raster, "rasters of measures, by name; missing values are kept as such", isMany: true),
                .init("training", .occurrences, "known occurrences; each point counts, also two in a cell"),
                .init(
                    "negatives", .occurrences, "places without a deposit; where none are given, cells are drawn",
                    isOptional: true),
                ModelSettings.rejectedInput, ModelSettings.errorInput,
            ],
            parameters: [
                Parameter("trees", .integer(from: 1, to: 5000), default: .number(Double(trees)), "trees grown"),
                Parameter(
                    "depth", .integer(from: 1, to: 12), default: .number(Double(depth)), "most splits on a way down"),
            ] + own + [
                Parameter(
                    "negatives_per_point", .number(from: 1, to: 1000), default: 10,
                    "negatives drawn for each training point"),
                Parameter(
                    "calibration", .choice(TreeModelTrainer.CalibrationMethod.allCases.map(\.rawValue)),
                    default: "platt", "how held-out scores become probabilities; isotonic wants many deposits"),
                Parameter(
                    "bootstrap", .integer(from: 0, to: 1000), default: 10,
                    "models grown on resampled deposits, whose spread is the uncertainty; 0 leaves it unknown"),
            ] + ModelSettings.sampling + ModelSettings.evaluation + ModelSettings.uncertainty,
            outputs: ModelRun.mapOutputs + ModelRun.modelOutputs, memory: .twoPass,
            formula: """
                \(formula) Below a threshold goes left; missing evidence goes where training sent it. Trees are summed \
                in single precision in their order. Calibration on scores of spatially held-out cases, each drawn \
                negative counting for its share of the study. Uncertainty: √(variance over models of resampled \
                deposits + Σ over missing evidence of the variance of the score with the evidence at its 10th, 30th, \
                50th, 70th and 90th percentile). Band: 0 not enough data, 1 low, 2 undecided, 3 high, against the \
                prior. \(Evaluator.formula)
                """,
            source: """
                \(source) Platt (1999) and Zadrozny and Elkan (2002) for calibration; Lundberg, Erion and Lee (2018) \
                for contributions; evaluation of trees after Lucchese and others (2015). \(Evaluator.source)
                """, version: 2)
    }

    init(_ settings: Settings, kind: TreeTraining.Kind, operation: Operation) throws(OperationError) {
        self.operation = operation
        self.settings = settings
        model = try ModelSettings(settings)
        training = TreeTraining(
            kind: kind, trees: try settings.integer("trees"), depth: try settings.integer("depth"),
            learningRate: kind == .boosted ? try settings.number("learning_rate") : 1,
            caseShare: try settings.number("case_share"), featureShare: try settings.number("feature_share"),
            leastLeaf: try settings.number("least_leaf"), ridge: kind == .boosted ? try settings.number("ridge") : 0,
            seed: try settings.integer("seed") & 0x3fff_ffff)
        calibration = TreeModelTrainer.CalibrationMethod(rawValue: try settings.text("calibration")) ?? .platt
    }

    func run(at bench: any Workbench) throws {
        let run = ModelRun(operation: operation, settings: settings, model: model, bench: bench)
        let rasters = try run.evidence()
        let points = try bench.occurrences("training").count
        let perPoint = try settings.number("negatives_per_point")
        let sample = try run.gather(rasters, negatives: max(1, Int(Double(points) * perPoint)))
        guard !sample.negatives.isEmpty else {
            throw run.unfit(
                "negatives", "there are only cases with a deposit",
                "give 'negatives', or a grid with more cells than deposits")
        }
        for (name, column) in zip(sample.evidence, sample.columns)
        where EvidenceProfile(name: name, values: column).isConstant {
            bench.note("'\(name)' is the same everywhere and tells nothing; leave it out of the model")
        }
        let trainer = try trainer(run, sample, bench)
        let rule = try trainer.train(on: sample)
        let evaluation = try run.evaluation(trainer, rule: rule, on: sample)
        guard let tree = DepositModel.Rule(rule) else { preconditionFailure("a tree trainer learns trees") }
        var deposit = run.depositModel(tree, sample: sample, evaluation: evaluation)
        let count = try settings.integer("bootstrap")
        deposit.replicates = try run.replicates(count, of: trainer, on: sample).compactMap(DepositModel.Rule.init)
        let prior = Double(sample.points.count) / sample.units
        deposit.threshold = threshold(rule, prior, sample)
        try run.writeMaps(deposit, rasters: rasters)
        bench.record("prior", prior)
        bench.record("training_points", Double(sample.points.count))
        try run.give(deposit)
    }

    private func trainer(
        _ run: ModelRun, _ sample: TrainingSample, _ bench: any Workbench
    ) throws -> TreeModelTrainer {
        let evaluator = model.evaluator(for: sample)
        let trainer = TreeModelTrainer(
            training: training, method: calibration, calibrationFolds: evaluator.method, seed: model.seed)
        do {
            return try trainer.calibrated(on: sample, by: bench.inParallel)
        } catch is SpatialFolds.Failure {
            bench.note(
                """
                the scores are not calibrated and only rank: the deposits are too few, or too close together, for \
                \(evaluator.methodText); set a smaller 'fold_count' or 'folds: leave-one-out'
                """)
            return trainer
        }
    }

    /// The prior where scores are probabilities; else the score that a tenth of the area reaches.
    private func threshold(_ rule: any CellRule, _ prior: Double, _ sample: TrainingSample) -> Double? {
        if let tree = rule as? TreeRule, tree.calibration != .none { return prior }
        let scores = rule.scores(of: sample, sample.area).filter { !$0.isNaN }.sorted()
        return scores.isEmpty ? nil : Double(scores[scores.count * 9 / 10])
    }
}

extension ModelRun {
    /// Rules learned from deposits drawn with return: Efron (1979).
    func replicates(_ count: Int, of trainer: any ModelTrainer, on sample: TrainingSample) throws -> [any CellRule] {
        let seed = model.seed
        return try collect(count, by: bench.inParallel) { number in
            var draws = Draws(seed: seed, stream: 100_000 + number)
            let points = sample.points.map { _ in sample.points[draws.next(below: sample.points.count)] }
            return try trainer.train(on: sample, points: points, negatives: sample.negatives)
        }
    }
}
