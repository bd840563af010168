import KernelTypes
import Operations
import TestBench
import Testing

@testable import Statistics

@Suite struct IsolationForestTests {
    @Test func `many trees agree with scikit-learn's within the chance of the draw`() throws {
        // IsolationForest(n_estimators=3000, max_samples=64, random_state=1), -score_samples.
        let bench = LayerWorld().bench()
        try bench.run(IsolationForest.self, ["trees": 1000, "sample": 64])
        let scores = try bench.strip("out").cells.values
        for (cell, expected) in [(0, 0.5085593), (17, 0.7678710), (119, 0.5657222)] {
            #expect(abs(Double(scores[cell]) - expected) < 0.015)
        }
        let valid = scores.filter { !$0.isNaN }
        #expect(abs(valid.reduce(0) { $0 + Double($1) } / Double(valid.count) - 0.4966955) < 0.005)
        #expect(valid.max() == scores[17])
    }

    @Test func `a tree of three cells has their path lengths`() {
        // One variable, cells 0, 1 and 10: whatever the first cut, one cell is alone at depth 1, two at depth 2.
        var random = SeededNumbers(1)
        let tree = IsolationTree([0, 1, 10], variables: 1, depth: 2, block: 256, random: &random)
        let planes = Cells([0, 1, 10])
        var places = [Int32](repeating: 0, count: 3)
        let totals = Cells([0, 0, 0])
        places.withUnsafeMutableBufferPointer { places in
            if let base = places.baseAddress { tree.add(planes.base, count: 3, places: base, to: totals.base) }
        }
        #expect(totals.values.sorted() == [1, 2, 2])
        #expect(totals[1] == 2)
    }

    @Test func `a walk through the nodes gives what the block gives`() {
        var random = SeededNumbers(21)
        let cells = (0..<600).map { _ in Float(random.unit()) }
        let tree = IsolationTree(cells, variables: 3, depth: 8, block: 256, random: &random)
        let planes = Cells(count: 768)
        for index in 0..<768 { planes[index] = Float(random.unit()) }
        let totals = Cells(Array(repeating: 0, count: 256))
        var places = [Int32](repeating: 0, count: 256)
        places.withUnsafeMutableBufferPointer { places in
            if let base = places.baseAddress { tree.add(planes.base, count: 256, places: base, to: totals.base) }
        }
        for cell in 0..<256 {
            var node = 0
            while node < tree.nodes.count {
                let value = planes[Int(tree.nodes[node].offset) + cell]
                node = 2 * node + (value < tree.nodes[node].threshold ? 1 : 2)
            }
            #expect(totals[cell] == tree.paths[node - tree.nodes.count])
        }
    }

    @Test func `the mean path length is the paper's`() {
        #expect(IsolationTree.meanPath(1) == 0 && IsolationTree.meanPath(2) == 1)
        #expect(isNear(IsolationTree.meanPath(256), 10.244770920116851, 1e-12))
    }

    @Test func `the threshold is the quantile of the scores`() throws {
        let bench = LayerWorld().bench()
        try bench.run(IsolationForest.self, ["quantile": 0.5, "trees": 10])
        let scores = try bench.strip("out").cells.values.filter { !$0.isNaN }.sorted()
        #expect(bench.figures["threshold"] == Double(scores[58]))
    }

    @Test func `layers without any difference are refused and threads do not show`() throws {
        let flat = LayerWorld(layers: [Array(repeating: 3, count: 120)])
        #expect(throws: OperationError.self) { try flat.bench().run(IsolationForest.self) }
        #expect(try LayerWorld().bits(of: IsolationForest.self, ["trees": 7, "seed": 4]).count == 1)
    }
}
