/// How trees are grown.
package struct TreeTraining: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable {
        /// One tree after the other, each correcting those before it; sums are log-odds.
        case boosted
        /// Trees side by side on samples of the cases; sums are mean shares of deposits in the leaves.
        case forest
    }

    package var kind: Kind
    package var trees: Int
    package var depth: Int
    /// Of boosted trees.
    package var learningRate: Double
    /// Share of the cases that each tree sees.
    package var caseShare: Double
    /// Share of the features that a tree (boosted) or a split (forest) may choose from.
    package var featureShare: Double
    /// Least weight of cases in a leaf: of curvature for boosted trees, of cases for a forest.
    package var leastLeaf: Double
    /// Penalty on the squares of leaf values.
    package var ridge: Double
    package var seed: Int
    /// Threads of the training; part of what makes it repeatable.
    package var threads: Int

    package init(
        kind: Kind, trees: Int, depth: Int, learningRate: Double = 0.1, caseShare: Double, featureShare: Double,
        leastLeaf: Double, ridge: Double, seed: Int, threads: Int = 1
    ) {
        self.kind = kind
        self.trees = trees
        self.depth = depth
        self.learningRate = learningRate
        self.caseShare = caseShare
        self.featureShare = featureShare
        self.leastLeaf = leastLeaf
        self.ridge = ridge
        self.seed = seed
        self.threads = threads
    }

    /// XGBoost's own names and values.
    func parameters(prior: Double) -> [(String, String)] {
        var parameters = [
            ("tree_method", "hist"), ("max_depth", "\(depth)"), ("subsample", "\(caseShare)"),
            ("min_child_weight", "\(leastLeaf)"), ("lambda", "\(ridge)"), ("seed", "\(seed)"),
            ("nthread", "\(threads)"), ("verbosity", "0"), ("validate_parameters", "1"),
        ]
        switch kind {
        case .boosted:
            parameters += [
                ("objective", "binary:logistic"), ("eta", "\(learningRate)"), ("colsample_bytree", "\(featureShare)"),
                ("base_score", "0.5"),
            ]
        case .forest:
            parameters += [
                ("objective", "reg:squarederror"), ("eta", "1"), ("num_parallel_tree", "\(trees)"),
                ("colsample_bynode", "\(featureShare)"), ("base_score", "\(prior)"),
            ]
        }
        return parameters
    }

    /// Rounds of training.
    var rounds: Int { kind == .boosted ? trees : 1 }
}
