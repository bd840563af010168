import KernelTypes

/// A tree of random cuts, laid out as a full binary tree of fixed depth so that every cell takes the same steps.
struct IsolationTree: Sendable {
    /// A cut: cells below `threshold` in the layer go left. Below a leaf, all go left.
    struct Node: Sendable {
        var threshold: Float
        /// Of the layer's values within a block.
        var offset: Int32
    }

    /// Node i has its children at 2 i + 1 and 2 i + 2.
    private(set) var nodes: [Node]
    /// Path lengths of the lowest row's leaves.
    private(set) var paths: [Float]
    let depth: Int

    /// Grows a tree on cells of `variables` values each, cut until alone, alike, or `depth` deep: Liu, Ting and Zhou
    /// (2008). `block` is the distance between a layer's values and the next one's where the tree will be used.
    init(_ cells: [Float], variables: Int, depth: Int, block: Int, random: inout SeededNumbers) {
        self.depth = depth
        nodes = Array(repeating: Node(threshold: .infinity, offset: 0), count: (1 << depth) - 1)
        paths = Array(repeating: 0, count: 1 << depth)
        grow(0, level: 0, Array(0..<(cells.count / variables)), cells, variables, block, &random)
    }

    private mutating func grow(
        _ node: Int, level: Int, _ members: [Int], _ cells: [Float], _ variables: Int, _ block: Int,
        _ random: inout SeededNumbers
    ) {
        let ranges = members.count > 1 && level < depth ? Self.ranges(members, cells, variables) : []
        guard !ranges.isEmpty else {
            // A leaf's cells find it at the left end of what would lie below it.
            let leaf = ((node + 1) << (depth - level)) - 1 - nodes.count
            paths[leaf] = Float(Double(level) + Self.meanPath(members.count))
            return
        }
        let (layer, low, high) = ranges[random.below(ranges.count)]
        var threshold = Float(Double(low) + random.unit() * (Double(high) - Double(low)))
        // Both sides have a cell: the lowest goes left, the highest right.
        if threshold <= low || threshold > high { threshold = high }
        nodes[node] = Node(threshold: threshold, offset: Int32(layer * block))
        let left = members.filter { cells[$0 * variables + layer] < threshold }
        let right = members.filter { !(cells[$0 * variables + layer] < threshold) }
        grow(2 * node + 1, level: level + 1, left, cells, variables, block, &random)
        grow(2 * node + 2, level: level + 1, right, cells, variables, block, &random)
    }

    /// The layers that differ among some cells, and between what.
    private static func ranges(
        _ members: [Int], _ cells: [Float], _ variables: Int
    ) -> [(layer: Int, low: Float, high: Float)] {
        (0..<variables).compactMap { layer in
            var low = Float.infinity
            var high = -Float.infinity
            for member in members {
                low = min(low, cells[member * variables + layer])
                high = max(high, cells[member * variables + layer])
            }
            return low < high ? (layer, low, high) : nil
        }
    }

    /// Mean path length of an unsuccessful search among n: 2 H(n - 1) - 2 (n - 1) / n, H(i) = ln i + 0.5772156649.
    static func meanPath(_ count: Int) -> Double {
        guard count > 2 else { return count == 2 ? 1 : 0 }
        let n = Double(count)
        return 2 * (Elementary.log(n - 1) + 0.5772156649015329) - 2 * (n - 1) / n
    }

    /// Adds the path lengths of a block's cells to `totals`; `places` is room for one number a cell.
    func add(
        _ planes: UnsafePointer<Float>, count: Int, places: UnsafeMutablePointer<Int32>,
        to totals: UnsafeMutablePointer<Float>
    ) {
        nodes.withUnsafeBufferPointer { nodes in
            guard let base = nodes.baseAddress else { return }
            let first = base[0]
            let values = planes + Int(first.offset)
            for cell in 0..<count { places[cell] = values[cell] < first.threshold ? 1 : 2 }
            // Level by level: the cells' steps do not wait for one another.
            for _ in 1..<max(1, depth) {
                for cell in 0..<count {
                    let place = places[cell]
                    let node = base[Int(place)]
                    let value = planes[Int(node.offset) &+ cell]
                    places[cell] = 2 &* place &+ (value < node.threshold ? 1 : 2)
                }
            }
            paths.withUnsafeBufferPointer { paths in
                guard let leaves = paths.baseAddress else { return }
                for cell in 0..<count { totals[cell] += leaves[Int(places[cell]) &- nodes.count] }
            }
        }
    }
}
