package import KernelTypes

/// Scores many cells by the trees of an ensemble: the same bits as `TreeEnsemble.sum`, many times faster.
package struct TreeScorer: Sendable {
    private enum Tables: Sendable {
        /// No tree has more than 32 leaves.
        case narrow(LeafMasks<UInt32>)
        /// No tree has more than 64 leaves.
        case wide(LeafMasks<UInt64>)
        /// Trees are walked one by one.
        case none
    }

    package let ensemble: TreeEnsemble
    private let intervals: [ValueIntervals]
    private let tables: Tables

    /// Cells that are taken together.
    private static let block = 256

    package init(_ ensemble: TreeEnsemble) {
        self.ensemble = ensemble
        intervals = (0..<ensemble.featureCount).map { feature in
            ValueIntervals(
                ensemble.trees.flatMap { tree in
                    tree.left.indices.filter { !tree.isLeaf($0) && tree.feature[$0] == Int32(feature) }
                        .map { tree.threshold[$0] }
                })
        }
        let leaves = ensemble.trees.map(\.leafCount).max() ?? 0
        tables =
            leaves <= 32
            ? .narrow(LeafMasks(ensemble, intervals: intervals))
            : leaves <= 64 ? .wide(LeafMasks(ensemble, intervals: intervals)) : .none
    }

    /// Writes the sum of each cell; `features` hold a value a cell each, NaN is missing.
    package func sums(of features: [Cells], into output: Cells) {
        precondition(features.count == ensemble.featureCount, "a run of cells a feature")
        precondition(features.allSatisfy { $0.count == output.count }, "runs of the same cells")
        switch tables {
        case .narrow(let masks): sums(of: features, masks, into: output)
        case .wide(let masks): sums(of: features, masks, into: output)
        case .none: walk(features, into: output)
        }
    }

    private func walk(_ features: [Cells], into output: Cells) {
        var values = [Float](repeating: 0, count: features.count)
        for index in 0..<output.count {
            for (feature, cells) in features.enumerated() { values[feature] = cells[index] }
            output[index] = ensemble.sum(of: values)
        }
    }

    @inline(__always)
    private func sums<Mask>(of features: [Cells], _ masks: LeafMasks<Mask>, into output: Cells) {
        let block = Self.block
        let trees = ensemble.trees.count
        let base = ensemble.base
        let found = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, features.count) * block)
        let left = UnsafeMutablePointer<Mask>.allocate(capacity: 4 * masks.width + 8)
        defer {
            unsafe found.deallocate()
            unsafe left.deallocate()
        }
        unsafe masks.masks.withUnsafeBufferPointer { table in
            unsafe masks.leaves.withUnsafeBufferPointer { leaves in
                guard let leaf = leaves.baseAddress, let table = table.baseAddress else {
                    for index in 0..<output.count { output[index] = base }
                    return
                }
                for start in stride(from: 0, to: output.count, by: block) {
                    let length = min(block, output.count &- start)
                    for (feature, cells) in features.enumerated() {
                        unsafe intervals[feature].find(
                            cells.base + start, length, into: found + feature &* block)
                    }
                    var index = 0
                    while index < length {
                        // Four cells at a time: their sums do not wait for one another.
                        let together = min(4, length &- index)
                        for cell in 0..<together {
                            unsafe join(
                                masks, table, found + (index &+ cell), into: left + cell &* masks.width)
                        }
                        let sums = unsafe add(left, masks.width, trees, leaf, base)
                        for cell in 0..<together { unsafe output.base[start &+ index &+ cell] = sums[cell] }
                        index &+= 4
                    }
                }
            }
        }
    }

    /// The leaves within reach of one cell, tree by tree.
    @inline(__always)
    private func join<Mask>(
        _ masks: LeafMasks<Mask>, _ table: UnsafePointer<Mask>, _ found: UnsafePointer<Int32>,
        into left: UnsafeMutablePointer<Mask>
    ) {
        let width = masks.width
        let count = masks.starts.count
        for tree in stride(from: 0, to: width, by: 8) {
            var reach = SIMD8<Mask>(repeating: .max)
            for feature in 0..<count {
                let row = masks.starts[feature] &+ Int(unsafe found[feature &* Self.block]) &* width &+ tree
                reach &= unsafe UnsafeRawPointer(table + row).loadUnaligned(as: SIMD8<Mask>.self)
            }
            unsafe UnsafeMutableRawPointer(left + tree).storeBytes(of: reach, as: SIMD8<Mask>.self)
        }
    }

    /// The sums of four cells, each in the order of the trees.
    @inline(__always)
    private func add<Mask: FixedWidthInteger>(
        _ left: UnsafePointer<Mask>, _ width: Int, _ trees: Int, _ leaf: UnsafePointer<Float>, _ base: Float
    ) -> SIMD4<Float> {
        var sums = SIMD4<Float>(repeating: base)
        for tree in 0..<trees {
            let values = unsafe leaf + tree &* Mask.bitWidth
            // A mask of a tree that is not there yet is all ones: place 0.
            let a = unsafe values[left[tree].trailingZeroBitCount & (Mask.bitWidth &- 1)]
            let b = unsafe values[left[width &+ tree].trailingZeroBitCount & (Mask.bitWidth &- 1)]
            let c = unsafe values[left[2 &* width &+ tree].trailingZeroBitCount & (Mask.bitWidth &- 1)]
            let d = unsafe values[left[3 &* width &+ tree].trailingZeroBitCount & (Mask.bitWidth &- 1)]
            sums += SIMD4(a, b, c, d)
        }
        return sums
    }
}
