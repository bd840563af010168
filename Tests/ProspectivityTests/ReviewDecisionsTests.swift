import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Prospectivity

/// Decisions of people on targets, as training.
@Suite struct ReviewDecisionsTests {
    private static func target(_ id: String, _ decision: Attribute.Value, x: Double) -> Feature {
        Feature(
            geometry: .points([Point(x: x, y: 5)]),
            attributes: [Attribute(name: "id", value: .text(id)), Attribute(name: "Decision", value: decision)])
    }

    private static func bench(_ features: [Feature], known: [Occurrence] = []) -> MemoryBench {
        let bench = MemoryBench()
        if !known.isEmpty { bench.put(occurrences: known, as: "in") }
        bench.put(features: features, as: "decisions")
        return bench
    }

    @Test func `accepted targets join the known deposits, rejected ones stand apart, open ones are told`() throws {
        let area = Feature(
            geometry: .polygons([[[(0, 0), (0, 4), (8, 4), (8, 0), (0, 0)].map { Point(x: $0.0, y: $0.1) }]]),
            attributes: [Attribute(name: "decision", value: .text("Yes"))])
        let known = [Occurrence(name: "mine", location: Point(x: 1, y: 1))]
        let bench = Self.bench(
            [
                Self.target("T-1", .text("ACCEPTED"), x: 10), Self.target("T-2", .text("rejected"), x: 20),
                Self.target("T-3", .missing, x: 30), area, Self.target("T-4", .text("accepted"), x: 40),
                Self.target("T-4", .text("rejected"), x: 41),
            ], known: known)
        try bench.run(ReviewDecisions.self)
        let out = try bench.occurrences(given: "out")
        #expect(out.map(\.name) == ["mine", "T-1", "reviewed 4"])
        #expect(out.map(\.location) == [Point(x: 1, y: 1), Point(x: 10, y: 5), Point(x: 4, y: 2)])
        let rejected = try bench.occurrences(given: "rejected")
        #expect(rejected.map(\.name) == ["T-2", "T-4"] && rejected[1].location.x == 41, "the last decision counts")
        #expect(bench.figures["accepted"] == 2 && bench.figures["rejected"] == 2)
        #expect(bench.notes.contains("1 reviewed targets have no decision yet and are not learned from"))
    }

    @Test func `a word that is no decision, and a field that is not there, are named with what may stand there`() throws
    {
        let odd = #expect(throws: OperationError.self) {
            try Self.bench([Self.target("T-1", .text("perhaps"), x: 1)]).run(ReviewDecisions.self)
        }
        #expect(odd?.reason.contains("row 1 says 'perhaps'") == true && odd?.remedy.contains("accepted") == true)
        let bench = Self.bench([Self.target("T-1", .text("accepted"), x: 1)])
        let absent = #expect(throws: OperationError.self) { try bench.run(ReviewDecisions.self, ["field": "verdict"]) }
        #expect(absent?.remedy.contains("id, Decision") == true)
        let own = Self.bench([Self.target("T-1", .text("oui"), x: 1)])
        try own.run(ReviewDecisions.self, ["accepted": ["oui"], "rejected": ["non"]])
        #expect(try own.occurrences(given: "out").count == 1)
    }

    @Test func `rejected targets are learned from besides the drawn negatives, and lower the score around them`() throws
    {
        let world = PlantedWorld(seed: 11, deposits: 30)
        let set: [String: ParameterValue] = ["evaluate": false, "background": 200, "unit_cell": 0.25]
        let plain = world.bench()
        try plain.run(LogisticProcedure.self, set)
        // Forty empty places on the highest ground that has no deposit.
        let held = Set(world.deposits.compactMap { world.grid.cell(at: $0.location) })
        let cells = world.hills.indices.sorted { world.hills[$0] > world.hills[$1] }.map {
            Cell(column: $0 % PlantedWorld.side, row: $0 / PlantedWorld.side)
        }
        let empty = cells.filter { !held.contains($0) }.prefix(40).map {
            Occurrence(name: "empty", location: world.grid.centre(column: $0.column, row: $0.row))
        }
        let bench = world.bench()
        bench.put(occurrences: Array(empty), as: "rejected")
        try bench.run(LogisticProcedure.self, set)
        let models = try [plain, bench].map { try $0.value(given: "model", as: DepositModel.self) }
        // A drawn negative at a rejected target counts once.
        let added = models[1].negatives - models[0].negatives
        #expect((20...40).contains(added) && models[0].points == models[1].points, "\(added) more negatives")
        let best = world.hills.indices.max { world.hills[$0] < world.hills[$1] } ?? 0
        #expect(try bench.strip("score").cells[best] < plain.strip("score").cells[best])
    }
}
