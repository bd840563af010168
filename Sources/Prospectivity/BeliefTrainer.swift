/// Learns belief functions from points; classes and areas are counted once.
struct BeliefTrainer: ColumnDropping {
    var layers: [WeightsTrainer.Layer]
    var unitCell: Double

    func train(on sample: TrainingSample, points: [Int], negatives: [Int]) throws -> any CellRule {
        rule(on: sample, points: points)
    }

    func rule(on sample: TrainingSample, points: [Int]) -> BeliefRule {
        BeliefRule(
            layers: zip(layers, sample.columns).map { layer, column in
                var counts = [Int](repeating: 0, count: layer.classes.count)
                for point in points {
                    if let found = layer.classes.index(of: column[point]) { counts[found] += 1 }
                }
                return BeliefRule.Layer(
                    classes: layer.classes,
                    beliefs: Belief.ofClasses(units: layer.squareKilometres.map { $0 / unitCell }, points: counts))
            })
    }

    func without(_ evidence: Int) -> any ModelTrainer {
        var copy = self
        copy.layers.remove(at: evidence)
        return copy
    }
}
