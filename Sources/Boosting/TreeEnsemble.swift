/// Trained trees whose values add up: all that is needed to score, whoever trained them.
package struct TreeEnsemble: Hashable, Sendable, Codable {
    package var trees: [Tree]
    /// What the sum starts from.
    package var base: Float
    /// How many values a case has.
    package var featureCount: Int

    package init(trees: [Tree], base: Float, featureCount: Int) {
        self.trees = trees
        self.base = base
        self.featureCount = featureCount
    }

    /// The sum for one case, in the order of the trees; NaN is missing. The walk that all others are held against.
    package func sum(of features: [Float]) -> Float {
        precondition(features.count == featureCount, "a case has a value a feature")
        var sum = base
        for tree in trees { sum += tree.value(of: features) }
        return sum
    }
}
