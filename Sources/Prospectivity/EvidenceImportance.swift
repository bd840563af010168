/// How much a model's ranking of held-out deposits rests on one evidence.
package struct EvidenceImportance: Hashable, Sendable, Codable {
    package var evidence: String
    /// What the area under the curve loses when the evidence's values are shuffled among the held-out cases, mean of
    /// five: Breiman (2001).
    package var permutation: Double?
    /// What it loses when the model is trained without the evidence.
    package var dropColumn: Double?

    package init(evidence: String, permutation: Double?, dropColumn: Double?) {
        self.evidence = evidence
        self.permutation = permutation
        self.dropColumn = dropColumn
    }

    static func permutation(
        of validation: CrossValidation, on sample: TrainingSample, seed: Int, by work: ParallelWork
    ) throws -> [Double] {
        let repeats = 5
        let whole = validation.area
        return try collect(sample.evidence.count, by: work) { evidence in
            var lost = 0.0
            for repetition in 0..<repeats {
                var draws = Draws(seed: seed, stream: 10_000 + evidence * repeats + repetition)
                var shuffled = sample
                let rows = sample.points + sample.area
                var order = rows
                draws.shuffle(&order, first: order.count)
                for (row, source) in zip(rows, order) {
                    shuffled.columns[evidence][row] = sample.columns[evidence][source]
                }
                lost += whole - validation.area(on: shuffled)
            }
            return lost / Double(repeats)
        }
    }
}

extension CrossValidation {
    /// The area under the curve of the same rules on other values of the held-out cases.
    func area(on sample: TrainingSample) -> Double {
        var shares: [Double] = []
        for (fold, rule) in rules.enumerated() {
            let ranking = AreaRanking(rule.scores(of: sample, sample.area))
            let held = sample.points.filter { folds.foldOfCase[$0] == fold }
            shares += rule.scores(of: sample, held).map(ranking.shareAbove)
        }
        return RankedPoints(sharesAbove: shares).area
    }
}
