/// Scores of held-out cases, each by a model that has not learned from its fold.
struct CrossValidation: Sendable {
    /// For each training point: the share of the area that its fold's map puts above it; ties count half.
    var sharesAbove: [Double]
    /// Score of each training point by its fold's model.
    var pointScores: [Float]
    /// Score of each area case by its own fold's model.
    var areaScores: [Float]
    /// Score of each negative by its own fold's model.
    var negativeScores: [Float]
    /// One a fold.
    var rules: [any CellRule]
    var folds: SpatialFolds

    /// Trains once for each fold.
    init(
        _ trainer: any ModelTrainer, on sample: TrainingSample, folds: SpatialFolds, by work: ParallelWork = inOrder
    ) throws {
        struct Part: Sendable {
            var rule: any CellRule
            var points: [(row: Int, score: Float, share: Double)] = []
            var area: [(row: Int, score: Float)] = []
            var negatives: [(row: Int, score: Float)] = []
        }
        let parts = try collect(folds.count, by: work) { fold in
            let rule = try trainer.train(
                on: sample, points: folds.kept(sample.points, fold: fold, of: sample),
                negatives: folds.kept(sample.negatives, fold: fold, of: sample))
            var part = Part(rule: rule)
            let areaScores = rule.scores(of: sample, sample.area)
            let ranking = AreaRanking(areaScores)
            for (row, score) in zip(sample.area, areaScores) where folds.foldOfCase[row] == fold {
                part.area.append((row, score))
            }
            let held = sample.points.filter { folds.foldOfCase[$0] == fold }
            for (row, score) in zip(held, rule.scores(of: sample, held)) {
                part.points.append((row, score, ranking.shareAbove(score)))
            }
            let barren = sample.negatives.filter { folds.foldOfCase[$0] == fold }
            for (row, score) in zip(barren, rule.scores(of: sample, barren)) { part.negatives.append((row, score)) }
            return part
        }
        let points = parts.flatMap(\.points).sorted { $0.row < $1.row }
        sharesAbove = points.map(\.share)
        pointScores = points.map(\.score)
        areaScores = parts.flatMap(\.area).sorted { $0.row < $1.row }.map(\.score)
        negativeScores = parts.flatMap(\.negatives).sorted { $0.row < $1.row }.map(\.score)
        rules = parts.map(\.rule)
        self.folds = folds
    }

    /// The chance that a held-out point scores above a cell of the area.
    var area: Double { RankedPoints(sharesAbove: sharesAbove).area }
}

/// The scores of the area, to rank points among.
struct AreaRanking: Sendable {
    /// Ascending.
    private let sorted: [Float]

    init(_ scores: [Float]) { sorted = scores.filter { !$0.isNaN }.sorted() }

    /// The share of the area that scores higher, ties counting half; 1 for no score.
    func shareAbove(_ score: Float) -> Double {
        guard !score.isNaN, !sorted.isEmpty else { return 1 }
        let below = sorted.partition { $0 >= score }
        let through = sorted.partition { $0 > score }
        return (Double(sorted.count - through) + 0.5 * Double(through - below)) / Double(sorted.count)
    }
}
