import KernelTypes
import Testing

@testable import Boosting

@Suite struct TreeScorerTests {
    /// Grows a random tree of some depth; thresholds from a small set, so that trees share them.
    private func tree(_ random: inout Random, depth: Int, features: Int) -> Tree {
        var tree = (left: [Int32](), right: [Int32](), feature: [Int32](), threshold: [Float](), missing: [Bool]())
        func grow(_ depth: Int) -> Int32 {
            let node = tree.left.count
            tree.left.append(-1)
            tree.right.append(-1)
            tree.feature.append(Int32(random.below(features)))
            tree.threshold.append(Float(random.below(40)) / 8 - 2)
            tree.missing.append(random.below(2) == 0)
            guard depth > 0 && random.below(8) != 0 else { return Int32(node) }
            tree.left[node] = grow(depth - 1)
            tree.right[node] = grow(depth - 1)
            return Int32(node)
        }
        _ = grow(depth)
        return Tree(
            left: tree.left, right: tree.right, feature: tree.feature, threshold: tree.threshold,
            missingLeft: tree.missing, cover: tree.left.map { _ in 1 })
    }

    @Test(arguments: [(3, 5), (5, 13), (6, 9), (7, 4)])
    func `tables give the bits of the walk, on thresholds, between them and without a value`(
        _ depth: Int, _ trees: Int
    ) {
        var random = Random(state: UInt64(depth))
        let ensemble = TreeEnsemble(
            trees: (0..<trees).map { _ in tree(&random, depth: depth, features: 3) }, base: 0.25, featureCount: 3)
        let count = 301
        let features = (0..<3).map { _ in
            Cells(
                (0..<count).map { _ in
                    switch random.below(6) {
                    case 0: .nan
                    case 1: random.below(2) == 0 ? .infinity : -.infinity
                    case 2, 3: Float(random.below(40)) / 8 - 2
                    default: Float(random.below(4000)) / 800 - 2
                    }
                })
        }
        let sums = Cells(count: count)
        TreeScorer(ensemble).sums(of: features, into: sums)
        for index in 0..<count {
            #expect(sums[index].bitPattern == ensemble.sum(of: features.map { $0[index] }).bitPattern)
        }
    }

    @Test func `no trees give the base, and a tree of one leaf its value`() {
        let sums = Cells(count: 3)
        TreeScorer(TreeEnsemble(trees: [], base: 2, featureCount: 1)).sums(of: [Cells([1, 2, .nan])], into: sums)
        #expect(sums.values == [2, 2, 2])
        let leaf = Tree(left: [-1], right: [-1], feature: [0], threshold: [0.5], missingLeft: [false], cover: [1])
        TreeScorer(TreeEnsemble(trees: [leaf], base: 2, featureCount: 1)).sums(of: [Cells([1, 2, .nan])], into: sums)
        #expect(sums.values == [2.5, 2.5, 2.5])
    }

    @Test func `shares add up to the sum, and follow the definition by subsets`() {
        var random = Random(state: 9)
        var ensemble = TreeEnsemble(
            trees: (0..<4).map { _ in tree(&random, depth: 4, features: 4) }, base: 0.5, featureCount: 4)
        for index in ensemble.trees.indices { ensemble.trees[index].addUp(&random) }
        for _ in 0..<20 {
            let values = (0..<4).map { _ in random.below(7) == 0 ? Float.nan : Float(random.below(4000)) / 800 - 2 }
            let shares = ensemble.shares(of: values)
            #expect(abs(shares.reduce(0, +) - Double(ensemble.sum(of: values))) < 1e-5)
            for feature in 0..<4 {
                #expect(abs(shares[feature] - Self.shapley(ensemble, values, feature)) < 1e-9)
            }
        }
    }

    /// Shapley (1953) by all subsets of the other features.
    private static func shapley(_ ensemble: TreeEnsemble, _ values: [Float], _ feature: Int) -> Double {
        let others = (0..<4).filter { $0 != feature }
        let weights = [0: 6.0 / 24, 1: 2.0 / 24, 2: 2.0 / 24, 3: 6.0 / 24]
        var sum = 0.0
        for subset in 0..<8 {
            let known = Set(others.indices.filter { subset >> $0 & 1 == 1 }.map { others[$0] })
            let gain =
                expectation(ensemble, values, known.union([feature])) - expectation(ensemble, values, known)
            sum += (weights[known.count] ?? 0) * gain
        }
        return sum
    }

    private static func expectation(_ ensemble: TreeEnsemble, _ values: [Float], _ known: Set<Int>) -> Double {
        func below(_ tree: Tree, _ node: Int) -> Double {
            if tree.isLeaf(node) { return Double(tree.threshold[node]) }
            let feature = Int(tree.feature[node])
            if known.contains(feature) { return below(tree, tree.next(node, values[feature])) }
            let (left, right) = (Int(tree.left[node]), Int(tree.right[node]))
            return (Double(tree.cover[left]) * below(tree, left) + Double(tree.cover[right]) * below(tree, right))
                / Double(tree.cover[node])
        }
        return ensemble.trees.reduce(Double(ensemble.base)) { $0 + below($1, 0) }
    }
}

/// SplitMix64: the same numbers on every machine.
struct Random {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((bits ^ (bits >> 31)) % UInt64(limit))
    }
}

extension Tree {
    /// Gives leaves random covers and nodes the sum of those below.
    mutating func addUp(_ random: inout Random) {
        for node in left.indices.reversed() {
            // Nodes stand before those below them.
            cover[node] = isLeaf(node) ? Float(1 + random.below(9)) : cover[Int(left[node])] + cover[Int(right[node])]
        }
    }
}
