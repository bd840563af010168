import Boosting
import KernelTypes

/// Grows trees on points and negatives, and calibrates them by scores of cases that were held out.
struct TreeModelTrainer: ColumnDropping {
    enum CalibrationMethod: String, Sendable, CaseIterable { case none, platt, isotonic }

    var training: TreeTraining
    var method: CalibrationMethod
    /// How cases are held out for the calibration.
    var calibrationFolds: SpatialFolds.Method
    var seed: Int

    func train(on sample: TrainingSample, points: [Int], negatives: [Int]) throws -> any CellRule {
        // Within an evaluation only ranks and the whole model's curve matter, so one calibration serves all folds.
        TreeRule(
            kind: training.kind, ensemble: try grow(sample, points, negatives),
            calibration: shared ?? .none)
    }

    /// The calibration of the whole model; `nil` until it is known.
    var shared: Calibration?

    func without(_ evidence: Int) -> any ModelTrainer { self }

    func grow(_ sample: TrainingSample, _ points: [Int], _ negatives: [Int]) throws(BoostingError) -> TreeEnsemble {
        let rows = points + negatives
        var cases: [Float] = []
        cases.reserveCapacity(rows.count * sample.columns.count)
        for row in rows {
            for column in sample.columns { cases.append(column[row].isFinite ? column[row] : .nan) }
        }
        // Both kinds together weigh the same, whatever their numbers; the calibration brings back the prior.
        let balance = Float(negatives.count) / Float(max(1, points.count))
        return try TreeTrainer.train(
            training, cases: cases, labels: points.map { _ in 1 } + negatives.map { _ in 0 },
            weights: points.map { _ in training.kind == .boosted ? max(1, balance) : 1 } + negatives.map { _ in 1 },
            featureCount: sample.columns.count)
    }

    /// The trainer with a calibration from held-out scores of a sample.
    func calibrated(on sample: TrainingSample, by work: ParallelWork) throws -> TreeModelTrainer {
        var copy = self
        guard method != .none else { return copy }
        var raw = self
        raw.shared = nil
        raw.method = .none
        let folds = try SpatialFolds(sample, method: calibrationFolds, seed: seed)
        let validation = try CrossValidation(RawSums(trainer: raw), on: sample, folds: folds, by: work)
        let weight = sample.units(ofNegative: sample.negatives.count, points: sample.points.count)
        copy.shared =
            method == .platt
            ? .platt(points: validation.pointScores, negatives: validation.negativeScores, weight: weight)
            : .isotonic(points: validation.pointScores, negatives: validation.negativeScores, weight: weight)
        return copy
    }
}

/// The trees' sums as they are, to be calibrated.
private struct RawSums: ModelTrainer {
    let trainer: TreeModelTrainer

    struct Rule: CellRule {
        let scorer: TreeScorer
        var isProbability: Bool { false }
        var contributionUnit: String { "sum" }

        func score(_ inputs: [Strip], into score: Strip, deviation: Strip?) {
            scorer.sums(of: inputs.map(\.cells), into: score.cells)
        }

        func contributions(of inputs: [Strip], into outputs: [Strip]) {}
    }

    func train(on sample: TrainingSample, points: [Int], negatives: [Int]) throws -> any CellRule {
        Rule(scorer: TreeScorer(try trainer.grow(sample, points, negatives)))
    }
}
