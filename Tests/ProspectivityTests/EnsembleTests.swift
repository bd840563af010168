import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Prospectivity

@Suite struct EnsembleTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 0, north: 0, cellWidth: 1000, cellHeight: 1000, columns: 5, rows: 1)

    private func bench(_ scores: [[Float]], as input: String = "scores") -> MemoryBench {
        let bench = MemoryBench()
        for (number, values) in scores.enumerated() {
            bench.put(Strip(columns: 5, values: values), on: grid, as: input, named: "m\(number)")
        }
        return bench
    }

    @Test func `ranks run from 0 to 1, equal values share the middle one, and order is kept`() throws {
        let bench = MemoryBench()
        bench.put(Strip(columns: 5, values: [30, -5, .nan, 7, 7]), on: grid, as: "in")
        try bench.run(RankScoreProcedure.self)
        let score = try bench.strip("score").cells.values
        #expect(score[0] == 1 && score[1] == 0 && score[2].isNaN)
        #expect(score[3] == score[4] && abs(score[3] - 0.5) < 2e-3)
        #expect(bench.notes.contains { $0.contains("not the probability") })
    }

    @Test func `a rank mean does not mind the scale of a model`() throws {
        let (a, b): ([Float], [Float]) = ([0.1, 0.2, 0.3, 0.4, 0.5], [5, 4, 1, 2, 3])
        let bench = bench([a, b])
        try bench.run(EnsembleProcedure.self)
        let stretched = self.bench([a.map { $0 * 1000 - 7 }, b])
        try stretched.run(EnsembleProcedure.self)
        let score = try bench.strip("score").cells.values
        for (x, y) in zip(score, try stretched.strip("score").cells.values) { #expect(abs(x - y) < 1e-6) }
        #expect(abs(score[0] - 0.5) < 1e-6)
        // Ranks 0 and 1 disagree most, 0.75 and 0.25 by half as much.
        let disagreement = try bench.strip("disagreement").cells.values
        #expect(abs(disagreement[0] - 0.5) < 1e-6 && abs(disagreement[3] - 0.25) < 1e-6)
    }

    @Test func `a weighted mean weighs scores, and joins their uncertainty with their spread`() throws {
        let bench = bench([[0.2, 0.4, .nan, .nan, 1], [0.6, 0.4, 0.8, .nan, 1]])
        for number in 0..<2 {
            bench.put(
                Strip(columns: 5, values: [0.1, 0.1, 0.1, 0.1, 0.1]), on: grid, as: "uncertainties", named: "u\(number)"
            )
        }
        try bench.run(EnsembleProcedure.self, ["method": "weighted-mean", "weights": .map(["m0": 3])])
        let score = try bench.strip("score").cells.values
        #expect(abs(score[0] - 0.3) < 1e-6 && abs(score[2] - 0.8) < 1e-6 && score[3].isNaN && score[4] == 1)
        let uncertainty = try bench.strip("uncertainty").cells.values
        // (0.75² + 0.25²) · 0.1² + 0.75 · 0.1² + 0.25 · 0.3²
        #expect(abs(uncertainty[0] * uncertainty[0] - 0.03625) < 1e-6)
        #expect(try bench.strip("disagreement").cells[2].isNaN)
    }

    @Test func `one model is no ensemble, and a weight names a model`() {
        #expect(throws: OperationError.self) { try bench([[1, 2, 3, 4, 5]]).run(EnsembleProcedure.self) }
        let error = #expect(throws: OperationError.self) {
            try bench([[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]]).run(EnsembleProcedure.self, ["weights": .map(["m7": 1])])
        }
        #expect(error?.key == "weights")
    }
}
