/// What a model sees in a target, evidence by evidence, and which of them the target stands on.
package struct TargetExplanation: Hashable, Sendable, Codable {
    /// One evidence over the target's cells.
    package struct Share: Hashable, Sendable, Codable {
        package var evidence: String
        /// Mean of what it adds to a cell's score, in the model's own terms; `nil` where no cell has a score.
        package var contribution: Double?
        /// Mean score with this evidence at the median of what the model has seen, and all others as found.
        package var scoreAtMedian: Double?
        /// Share of the cells that stay at or above the threshold then; `nil` for a model that cut no targets.
        package var cellsLeft: Double?
        /// Whether nothing is left then that would be a target by its size.
        package var dropsOut: Bool?

        package init(
            evidence: String, contribution: Double?, scoreAtMedian: Double?, cellsLeft: Double?, dropsOut: Bool?
        ) {
            self.evidence = evidence
            self.contribution = contribution
            self.scoreAtMedian = scoreAtMedian
            self.cellsLeft = cellsLeft
            self.dropsOut = dropsOut
        }
    }

    package var target: String
    package var rank: Int
    /// Mean of the model's score over the target's cells; `nil` where none has one.
    package var meanScore: Double?
    package var contributionUnit: String
    /// Strongest contribution first.
    package var evidence: [Share]
    /// What would drop it out of the list, in words; empty for a model that cut no targets.
    package var sentence: String

    package init(
        target: String, rank: Int, meanScore: Double?, contributionUnit: String, evidence: [Share], sentence: String
    ) {
        self.target = target
        self.rank = rank
        self.meanScore = meanScore
        self.contributionUnit = contributionUnit
        self.evidence = evidence
        self.sentence = sentence
    }
}
