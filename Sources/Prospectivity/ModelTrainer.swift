/// What learns a rule from cases.
package protocol ModelTrainer: Sendable {
    /// Learns from some rows of a sample: those with a deposit, and those without.
    func train(on sample: TrainingSample, points: [Int], negatives: [Int]) throws -> any CellRule
}

extension ModelTrainer {
    /// Learns from all points and negatives of a sample.
    package func train(on sample: TrainingSample) throws -> any CellRule {
        try train(on: sample, points: sample.points, negatives: sample.negatives)
    }
}
