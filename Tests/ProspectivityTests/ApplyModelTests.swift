import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Prospectivity

@Suite struct ApplyModelTests {
    private static let model: DepositModel? = {
        let bench = PlantedWorld(seed: 11, deposits: 30).bench()
        // A failure shows in the tests that need the model.
        do {
            try bench.run(LogisticProcedure.self, ["evaluate": false])
            return try bench.value(given: "model", as: DepositModel.self)
        } catch {
            Issue.record(error)
            return nil
        }
    }()

    private func bench(_ hills: [Float], _ noise: [Float], names: [String] = ["noise", "hills"]) throws -> MemoryBench {
        let grid = AnalysisGrid(
            crs: "EPSG:32642", west: 0, north: 0, cellWidth: 500, cellHeight: 500, columns: hills.count, rows: 1)
        let bench = MemoryBench()
        bench.put(value: try #require(Self.model), as: "model")
        for (name, values) in zip(names, [noise, hills]) {
            bench.put(Strip(columns: hills.count, values: values), on: grid, as: "evidence", named: name)
        }
        return bench
    }

    @Test func `it scores as the model does, whatever the order of the evidence`() throws {
        let bench = try bench([0.2, 0.7, 1, .nan], [0.5, 0.5, 0.1, .nan])
        try bench.run(ApplyModelProcedure.self)
        let score = Strip(columns: 4, rows: 0..<1, rasterRows: 1)
        try #require(Self.model).score(
            [Strip(columns: 4, values: [0.2, 0.7, 1, .nan]), Strip(columns: 4, values: [0.5, 0.5, 0.1, .nan])],
            into: score, deviation: nil)
        let applied = try bench.strip("score").cells.values
        #expect(applied.prefix(3) == score.cells.values.prefix(3) && applied[3].isNaN)
        #expect(try bench.strip("similarity").cells.values.prefix(3).allSatisfy { $0 >= 0 })
    }

    @Test func `cells beyond the training range get no score, and are told by name`() throws {
        let bench = try bench([0.2, 0.4, 900, 0.3], [0.5, 0.4, 0.5, 0.3])
        try bench.run(ApplyModelProcedure.self)
        #expect(try bench.strip("score").cells[2].isNaN)
        #expect(try bench.strip("similarity").cells[2] < -1000)
        #expect(
            bench.notes.contains { $0.contains("25 % of the cells") && $0.contains("'hills' runs from 0.2 to 900") })
        let kept = try self.bench([0.2, 0.4, 900, 0.3], [0.5, 0.4, 0.5, 0.3])
        try kept.run(ApplyModelProcedure.self, ["outside": "keep"])
        #expect(try !kept.strip("score").cells[2].isNaN)
    }

    @Test func `ground that is unlike the training is refused with the reason`() throws {
        let error = #expect(throws: OperationError.self) {
            try bench([200, 300, 400, 0.3], [0.5, 0.4, 0.5, 0.3]).run(ApplyModelProcedure.self)
        }
        #expect(error?.reason.contains("75 %") == true && error?.reason.contains("'hills'") == true)
        #expect(error?.remedy.contains("units") == true)
    }

    @Test func `missing and unknown evidence are named`() throws {
        let missing = #expect(throws: OperationError.self) {
            try bench([1, 1], [1, 1], names: ["noise", "hils"]).run(ApplyModelProcedure.self)
        }
        #expect(missing?.reason.contains("'hills'") == true)
    }

    @Test func `a profile's similarity is 100 at the median, 0 at the ends and negative beyond`() {
        let profile = EvidenceProfile(name: "a", values: (0...100).map(Float.init) + [.nan])
        #expect(profile.median == 50 && profile.minimum == 0 && profile.maximum == 100)
        #expect(abs(profile.similarity(of: 50) - 100) <= 1 && abs(profile.similarity(of: 25) - 50) <= 1.1)
        #expect(profile.similarity(of: 0) <= 1 && profile.similarity(of: 0) >= 0)
        #expect(profile.similarity(of: -10) == -10 && profile.similarity(of: 150) == -50)
        #expect(profile.similarity(of: .nan).isNaN)
    }

    @Test func `an explanation names what would drop a target out`() throws {
        let model = try #require(Self.model)
        let explanation = try #require(CellExplanation(model, values: [1.5, 0.5]))
        #expect(explanation.reasons[0].evidence == "hills" && explanation.reasons[0].contribution > 0)
        #expect(explanation.reasons[0].percentile ?? 0 > 90)
        let threshold = explanation.score * 0.9
        #expect(explanation.decisive(below: threshold) == ["hills"])
        #expect(explanation.counterfactual(below: threshold).contains("'hills'"))
        #expect(explanation.counterfactual(below: 0).hasPrefix("no single evidence"))
        #expect(CellExplanation(model, values: [.nan, .nan]) == nil)
    }
}
