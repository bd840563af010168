/// The trees of an ensemble as tables: which leaves are still within reach, by feature and interval of its values.
///
/// QuickScorer (Lucchese and others 2015), with a feature's thresholds of all trees made into intervals, as a
/// histogram-trained ensemble has few of them: a cell's leaf of a tree is the lowest bit that is left when the masks of
/// its features' intervals are joined.
struct LeafMasks<Mask: FixedWidthInteger & UnsignedInteger & Sendable & SIMDScalar>: Sendable {
    /// Trees, filled up to a multiple of 8.
    let width: Int
    /// For each feature, each interval and at last for "missing", one mask a tree.
    let masks: [Mask]
    /// Where each feature's masks begin.
    let starts: [Int]
    /// The value of each leaf, `Mask.bitWidth` places a tree.
    let leaves: [Float]

    init(_ ensemble: TreeEnsemble, intervals: [ValueIntervals]) {
        let width = (ensemble.trees.count + 7) / 8 * 8
        var starts: [Int] = []
        var size = 0
        for feature in intervals {
            starts.append(size)
            size += (feature.count + 1) * width
        }
        var masks = [Mask](repeating: .max, count: size)
        var leaves = [Float](repeating: 0, count: max(width, 1) * Mask.bitWidth)
        for (number, tree) in ensemble.trees.enumerated() {
            var next = 0
            /// Numbers the leaves from the left; gives the leaves below a node.
            func visit(_ node: Int) -> Mask {
                if tree.isLeaf(node) {
                    leaves[number * Mask.bitWidth + next] = tree.threshold[node]
                    next += 1
                    return 1 << Mask(next - 1)
                }
                let left = visit(Int(tree.left[node]))
                let right = visit(Int(tree.right[node]))
                let feature = Int(tree.feature[node])
                let known = intervals[feature]
                // A case that goes right can reach nothing on the left.
                for interval in known.first(from: tree.threshold[node])..<known.count {
                    masks[starts[feature] + interval * width + number] &= ~left
                }
                if !tree.missingLeft[node] { masks[starts[feature] + known.count * width + number] &= ~left }
                return left | right
            }
            _ = visit(0)
        }
        self.width = width
        self.masks = masks
        self.starts = starts
        self.leaves = leaves
    }
}
