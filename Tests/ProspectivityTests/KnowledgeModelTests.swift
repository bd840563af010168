import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Prospectivity

@Suite struct KnowledgeModelTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 0, north: 0, cellWidth: 1000, cellHeight: 1000, columns: 3, rows: 2)

    private func bench(_ evidence: KeyValuePairs<String, [Float]>) -> MemoryBench {
        let bench = MemoryBench()
        for (name, values) in evidence {
            bench.put(Strip(columns: 3, values: values), on: grid, as: "evidence", named: name)
        }
        return bench
    }

    @Test func `a nested tree is worked out step by step`() throws {
        let bench = bench([
            "a": [0.2, 0.5, 0.9, 1, 0, .nan], "b": [0.4, 0.5, 0.1, 1, 0.5, 1], "c": [10, 30, 20, 5, 40, 20],
        ])
        try bench.run(FuzzyTreeProcedure.self, ["tree": "gamma(0.75, or(a, b), linear(c, 10, 30))"])
        let score = try bench.strip("score").cells.values
        // or: 0.4, 0.5, 0.9, 1, 0.5; line: 0, 1, 0.5, 0, 1.
        func gamma(_ a: Double, _ b: Double) -> Float {
            Float(Elementary.pow(1 - (1 - a) * (1 - b), 0.75) * Elementary.pow(a * b, 0.25))
        }
        #expect(score[0] == 0)
        #expect(score[1] == gamma(0.5, 1))
        #expect(abs(score[2] - gamma(Double(Float(0.9)), 0.5)) < 1e-6)
        #expect(score[3] == 0 && score[4] == gamma(0.5, 1) && score[5].isNaN)
        let model = try bench.value(given: "model", as: DepositModel.self)
        let explanation = try #require(CellExplanation(model, values: [0.9, 0.1, 20]))
        #expect(explanation.path.map(\.name) == ["gamma 0.75", "or", "a", "b", "c"])
        #expect(explanation.path.map(\.depth) == [0, 1, 2, 2, 1])
        #expect(abs(explanation.path[4].membership - 0.5) < 1e-12)
    }

    @Test(
        arguments: [
            "gama(0.5, a)", "and()", "and(a, z)", "gamma(2, a)", "gamma(a)", "linear(a, 3)", "linear(a, 3, 3)", "and(a",
            "and(a))", "", "a a",
        ])
    func `a tree that cannot be is refused with a remedy`(_ tree: String) throws {
        let error = #expect(throws: OperationError.self) {
            try bench(["a": [1, 1, 1, 1, 1, 1]]).run(FuzzyTreeProcedure.self, ["tree": .text(tree)])
        }
        #expect(error?.key == "tree" && error?.remedy.isEmpty == false)
    }

    @Test func `absent evidence is left out of the tree where that is allowed, and told`() throws {
        let bench = bench(["a": [0.2, 0.5, 0.9, 1, 0, 0.5], "b": [0.4, 0.5, 0.1, 1, 0.5, 1]])
        try bench.run(FuzzyTreeProcedure.self, ["tree": "and(a, or(y, z), or(z, b))", "absent": "leave-out"])
        #expect(try bench.strip("score").cells.values == [0.2, 0.5, 0.1, 1, 0, 0.5])
        #expect(bench.notes.contains("the tree was joined without 'y', 'z', 'z'"))
        #expect(throws: OperationError.self) {
            try bench.run(FuzzyTreeProcedure.self, ["tree": "and(y, z)", "absent": "leave-out"])
        }
    }

    @Test func `index overlay is the mean of what is known, and unsure of what is not`() throws {
        let bench = bench(["a": [1, 2, .nan, 4, 0, .nan], "b": [4, 4, 2, .nan, 0, .nan]])
        try bench.run(IndexOverlayProcedure.self, ["weights": .map(["a": 3]), "highest": 4])
        #expect(try bench.strip("score").cells.values.prefix(5) == [0.4375, 0.625, 0.5, 1, 0])
        #expect(try bench.strip("score").cells.values[5].isNaN)
        let uncertainty = try bench.strip("uncertainty").cells.values
        // The missing part alone: 3/4 of a uniform deviation where a is missing, 1/4 where b is.
        #expect(uncertainty[0] == 0 && abs(uncertainty[2] - 0.75 * 0.288675) < 1e-5)
        #expect(abs(uncertainty[3] - 0.25 * 0.288675) < 1e-5)
    }

    @Test func `belief functions of classes follow their definition, and a class without a point leaves all open`() {
        let beliefs = Belief.ofClasses(units: [10, 40, 50], points: [4, 6, 0])
        // w = (4/10)/(6/90), (6/40)/(4/60); v = (6/10)/(84/90), (34/40)/(56/60), (50/50)/(40/50).
        let (w, v) = ([6.0, 2.25], [0.642857142857143, 0.910714285714286, 1.25])
        #expect(abs(beliefs[0].belief - w[0] / 8.25) < 1e-12 && abs(beliefs[1].belief - w[1] / 8.25) < 1e-12)
        let sum = v.reduce(0, +)
        #expect(abs(beliefs[0].disbelief - v[0] / sum) < 1e-12 && abs(beliefs[1].disbelief - v[1] / sum) < 1e-12)
        #expect(beliefs[2] == .unknown && beliefs[2].plausibility == 1 && beliefs[2].uncertainty == 1)
    }

    @Test func `Dempster's rule joins two bodies of evidence as in the textbook, in any order`() {
        let (a, b) = (Belief(belief: 0.6, disbelief: 0.1), Belief(belief: 0.3, disbelief: 0.5))
        let joined = a.joined(with: b)
        // By hand: agreement 1 - 0.6·0.5 - 0.1·0.3 = 0.67.
        #expect(abs(joined.belief - (0.18 + 0.6 * 0.2 + 0.3 * 0.3) / 0.67) < 1e-12)
        #expect(abs(joined.disbelief - (0.05 + 0.1 * 0.2 + 0.5 * 0.3) / 0.67) < 1e-12)
        #expect(abs(joined.uncertainty - 0.06 / 0.67) < 1e-12)
        #expect(abs(b.joined(with: a).belief - joined.belief) < 1e-15)
        #expect(a.joined(with: .unknown) == a)
    }

    @Test func `belief, disbelief and uncertainty of a map make one, and it is judged`() throws {
        let bench = PlantedWorld(seed: 11, deposits: 40).bench()
        try bench.run(
            BeliefProcedure.self, ["area_sample": 200, "null_runs": 19, "block_size": 3000, "bins": 5])
        let parts = try ["score", "disbelief", "uncertainty", "plausibility"].map { try bench.strip($0).cells.values }
        for index in 0..<parts[0].count {
            #expect(abs(parts[0][index] + parts[1][index] + parts[2][index] - 1) < 1e-6)
            #expect(abs(parts[3][index] + parts[1][index] - 1) < 1e-6)
        }
        #expect(try bench.value(given: "evaluation", as: Evaluation.self).null?.isAssociated == true)
    }
}
