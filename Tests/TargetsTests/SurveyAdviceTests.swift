import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Targets

@Suite struct SurveyAdviceTests {
    private func advice(
        _ layers: [(String, [Float])], _ parameters: [String: ParameterValue]
    ) throws -> (AssessmentsFile, Table, [String]) {
        let world = SmallWorld(columns: 6, scores: [0.6, 0, 0.55, 0, 0.5, 0])
        let bench = MemoryBench()
        bench.put(value: try world.targets(["above": 0.4], after: nil), as: "targets")
        for (name, cells) in layers {
            bench.put(Strip(columns: 6, values: cells), on: world.grid, as: "contributions", named: name)
        }
        try bench.run(SurveyAdvice.self, parameters)
        return (
            try bench.value(given: "assessments", as: AssessmentsFile.self), try bench.table(given: "table"),
            bench.notes
        )
    }

    @Test func `the evidence that is missing and would move the rank most for its cost is named`() throws {
        let (file, table, _) = try advice(
            [
                ("strong", [1, -3, 0, 3, .nan, 0]), ("weak", [0, 0.01, -0.01, 0, .nan, 0]),
                ("whole", [1, 2, 3, 4, 5, 6]),
            ], ["default_cost": 50, "best": 1])
        let last = try #require(file.assessments[2].suggestion)
        #expect(file.assessments[0].suggestion == nil && file.assessments[1].suggestion == nil)
        #expect(last.evidence == "strong")
        #expect(last.squareKilometres == 0.01 && last.dollars == 0.5)
        // Of -3, 0, 0, 1, 3 (quantiles between them), those above 0.405 lift the third above the first.
        #expect(last.turnover > 0.3 && last.turnover < 0.5)
        #expect(last.expectedShift > last.turnover)
        #expect(table.rows.count == 1)
    }

    @Test func `a cheaper evidence of the same effect comes first`() throws {
        let layer: [Float] = [1, -3, 0, 3, .nan, 0]
        let (file, _, _) = try advice(
            [("air", layer), ("ground", layer)], ["costs": .map(["air": 100, "ground": 20])])
        #expect(file.assessments[2].suggestion?.evidence == "ground")
    }

    @Test func `where nothing is missing nothing is suggested, and it is said`() throws {
        let (file, table, notes) = try advice([("whole", [1, 2, 3, 4, 5, 6])], [:])
        #expect(file.assessments.allSatisfy { $0.suggestion == nil })
        #expect(table.rows.isEmpty)
        #expect(notes == ["no evidence is missing where it would move a rank"])
    }
}
