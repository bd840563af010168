/// One decision tree: nodes in arrays, the root first.
package struct Tree: Hashable, Sendable, Codable {
    /// Index of the node for values below the threshold; -1 at a leaf.
    package var left: [Int32]
    /// Index of the node for the others.
    package var right: [Int32]
    /// The feature that a node looks at.
    package var feature: [Int32]
    /// The threshold of a node; the value of a leaf.
    package var threshold: [Float]
    /// Whether a missing value goes left.
    package var missingLeft: [Bool]
    /// Weight of the training cases that reached the node.
    package var cover: [Float]

    package init(
        left: [Int32], right: [Int32], feature: [Int32], threshold: [Float], missingLeft: [Bool], cover: [Float]
    ) {
        let count = left.count
        precondition(
            right.count == count && feature.count == count && threshold.count == count && missingLeft.count == count
                && cover.count == count && count > 0, "a node has all its parts")
        self.left = left
        self.right = right
        self.feature = feature
        self.threshold = threshold
        self.missingLeft = missingLeft
        self.cover = cover
    }

    package var nodeCount: Int { left.count }
    package var leafCount: Int { left.count { $0 < 0 } }

    /// Whether a node is a leaf.
    package func isLeaf(_ node: Int) -> Bool { left[node] < 0 }

    /// The node that a case goes to; NaN is missing.
    package func next(_ node: Int, _ value: Float) -> Int {
        let goesLeft = value.isNaN ? missingLeft[node] : value < threshold[node]
        return Int(goesLeft ? left[node] : right[node])
    }

    /// The leaf's value for a case of one value a feature.
    package func value(of features: [Float]) -> Float {
        var node = 0
        while !isLeaf(node) { node = next(node, features[Int(feature[node])]) }
        return threshold[node]
    }
}
