/// Judges a model: folds, curves, reliability, importance and the null test, all from one seed.
package struct Evaluator: Sendable {
    package enum Importance: String, Hashable, Sendable, CaseIterable {
        case none, permutation
        case dropColumn = "drop-column"
    }

    package var method: SpatialFolds.Method
    /// In words.
    package var methodText: String
    package var nullRuns: Int
    package var importance: Importance
    /// Resamples of the points for a band.
    package var resamples = 200
    package var seed: Int

    package init(
        method: SpatialFolds.Method, methodText: String, nullRuns: Int, importance: Importance, seed: Int
    ) {
        self.method = method
        self.methodText = methodText
        self.nullRuns = nullRuns
        self.importance = importance
        self.seed = seed
    }

    /// Judges the trainer on a sample, and `rule` as what it learned from all of it.
    func evaluate(
        _ trainer: any ModelTrainer, rule: any CellRule, model: String, on sample: TrainingSample,
        by work: ParallelWork = inOrder
    ) throws -> Evaluation {
        let folds = try SpatialFolds(sample, method: method, seed: seed)
        let validation = try CrossValidation(trainer, on: sample, folds: folds, by: work)
        let held = RankedPoints(sharesAbove: validation.sharesAbove)
        let ranking = AreaRanking(rule.scores(of: sample, sample.area))
        let training = RankedPoints(sharesAbove: rule.scores(of: sample, sample.points).map(ranking.shareAbove))
        let null =
            nullRuns > 0
            ? try NullTest(trainer, on: sample, method: method, runs: nullRuns, seed: seed, by: work) : nil
        let reliability =
            rule.isProbability
            ? Reliability(points: validation.pointScores, area: validation.areaScores, units: sample.units) : nil
        var evaluation = Evaluation(
            model: model, folds: methodText, sentences: [], figures: [], curves: [], reliability: reliability,
            confusion: confusion(held, sample), importance: try importance(trainer, validation, sample, work),
            null: null)
        evaluation.curves = curves(held, training, reliability, sample)
        evaluation.figures = figures(held, training, reliability, null, sample)
        evaluation.sentences = sentences(held, training, reliability, null, sample)
        return evaluation
    }

    private func confusion(_ held: RankedPoints, _ sample: TrainingSample) -> Evaluation.Confusion {
        let share = held.intersection.area
        let count = held.shares.count
        let found = Int((held.found(in: share) * Double(count)).rounded())
        return Evaluation.Confusion(
            areaShare: share, found: found, missed: count - found,
            falseUnits: max(0, share * sample.units - Double(found)),
            trueUnits: max(0, (1 - share) * sample.units - Double(count - found)))
    }

    private func importance(
        _ trainer: any ModelTrainer, _ validation: CrossValidation, _ sample: TrainingSample, _ work: ParallelWork
    ) throws -> [EvidenceImportance] {
        guard importance != .none, sample.evidence.count > 1 else { return [] }
        let permutation = try EvidenceImportance.permutation(of: validation, on: sample, seed: seed, by: work)
        var dropped: [Double?] = sample.evidence.map { _ in nil }
        if importance == .dropColumn, let narrower = trainer as? any ColumnDropping {
            dropped = try collect(sample.evidence.count, by: work) { evidence in
                let trainer = narrower.without(evidence)
                let folds = validation.folds
                return validation.area
                    - (try CrossValidation(trainer, on: sample.without(evidence), folds: folds).area)
            }
        }
        return sample.evidence.indices.map {
            EvidenceImportance(evidence: sample.evidence[$0], permutation: permutation[$0], dropColumn: dropped[$0])
        }
    }
}

/// A trainer that can learn without one of its evidences.
package protocol ColumnDropping: ModelTrainer {
    /// The trainer for samples without that evidence.
    func without(_ evidence: Int) -> any ModelTrainer
}
