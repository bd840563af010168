extension TreeEnsemble {
    /// What each feature adds to a case's sum, and last the sum of a case of which nothing is known.
    ///
    /// Shapley values of the trees by path, weighted with the training cover: the exact algorithm of Lundberg, Erion
    /// and Lee (2018), as XGBoost's `pred_contribs`. All add up to the sum.
    package func shares(of features: [Float]) -> [Double] {
        precondition(features.count == featureCount, "a case has a value a feature")
        var shares = [Double](repeating: 0, count: featureCount + 1)
        shares[featureCount] = Double(base)
        for tree in trees {
            shares[featureCount] += tree.expectation(0)
            var walk = PathWalk(tree: tree, features: features, shares: shares)
            walk.descend(0, path: [], zero: 1, one: 1, feature: -1)
            shares = walk.shares
        }
        return shares
    }
}

extension Tree {
    /// The mean value below a node, by cover.
    fileprivate func expectation(_ node: Int) -> Double {
        guard !isLeaf(node) else { return Double(threshold[node]) }
        let (l, r) = (Int(left[node]), Int(right[node]))
        return (Double(cover[l]) * expectation(l) + Double(cover[r]) * expectation(r)) / Double(cover[node])
    }
}

/// The features met on the way to a node, each with the shares of cases that flow through with and without it.
private struct PathWalk {
    struct Step {
        var feature: Int
        /// Share of all cases that pass where the feature is not known.
        var zero: Double
        /// 1 where the case itself passes, else 0.
        var one: Double
        /// Weight of the subsets of this size.
        var weight: Double
    }

    let tree: Tree
    let features: [Float]
    var shares: [Double]

    mutating func descend(_ node: Int, path: [Step], zero: Double, one: Double, feature: Int) {
        var path = Self.extended(path, zero, one, feature)
        if tree.isLeaf(node) {
            for index in 1..<max(1, path.count) where index < path.count {
                let step = path[index]
                let weight = Self.unwoundSum(path, index)
                shares[step.feature] += weight * (step.one - step.zero) * Double(tree.threshold[node])
            }
            return
        }
        let split = Int(tree.feature[node])
        let hot = tree.next(node, features[split])
        let cold = hot == Int(tree.left[node]) ? Int(tree.right[node]) : Int(tree.left[node])
        var (incomingZero, incomingOne) = (1.0, 1.0)
        if let met = path.indices.dropFirst().first(where: { path[$0].feature == split }) {
            (incomingZero, incomingOne) = (path[met].zero, path[met].one)
            path = Self.unwound(path, met)
        }
        let cover = Double(tree.cover[node])
        descend(
            hot, path: path, zero: incomingZero * Double(tree.cover[hot]) / cover, one: incomingOne, feature: split)
        descend(cold, path: path, zero: incomingZero * Double(tree.cover[cold]) / cover, one: 0, feature: split)
    }

    private static func extended(_ path: [Step], _ zero: Double, _ one: Double, _ feature: Int) -> [Step] {
        let depth = path.count
        var path = path + [Step(feature: feature, zero: zero, one: one, weight: depth == 0 ? 1 : 0)]
        let size = Double(depth + 1)
        for index in (0..<depth).reversed() {
            path[index + 1].weight += one * path[index].weight * Double(index + 1) / size
            path[index].weight = zero * path[index].weight * Double(depth - index) / size
        }
        return path
    }

    private static func unwound(_ path: [Step], _ index: Int) -> [Step] {
        var path = path
        let depth = path.count - 1
        let (zero, one) = (path[index].zero, path[index].one)
        let size = Double(depth + 1)
        var next = path[depth].weight
        for place in (0..<depth).reversed() {
            if one != 0 {
                let weight = path[place].weight
                path[place].weight = next * size / (Double(place + 1) * one)
                next = weight - path[place].weight * zero * Double(depth - place) / size
            } else {
                path[place].weight = path[place].weight * size / (zero * Double(depth - place))
            }
        }
        for place in index..<depth {
            path[place].feature = path[place + 1].feature
            path[place].zero = path[place + 1].zero
            path[place].one = path[place + 1].one
        }
        path.removeLast()
        return path
    }

    private static func unwoundSum(_ path: [Step], _ index: Int) -> Double {
        unwound(path, index).reduce(0) { $0 + $1.weight }
    }
}
