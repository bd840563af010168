import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Prospectivity

/// Bad input: each an error or a note that names the evidence and the remedy.
@Suite struct DegenerateInputTests {
    private static let set: [String: ParameterValue] = ["area_sample": 200, "null_runs": 5, "importance": "none"]
    private static let trees: [String: ParameterValue] = [
        "area_sample": 200, "null_runs": 5, "importance": "none", "trees": 5, "bootstrap": 0, "negatives_per_point": 4,
    ]

    private func bench(_ world: PlantedWorld, adding evidence: [Float]? = nil) -> MemoryBench {
        let bench = world.bench()
        if let evidence {
            bench.put(Strip(columns: 48, values: evidence), on: world.grid, as: "evidence", named: "odd")
        }
        return bench
    }

    private let world = PlantedWorld(seed: 11, deposits: 20)

    @Test func `fewer deposits than folds leave the model unjudged, with the remedy`() throws {
        let bench = bench(PlantedWorld(seed: 11, deposits: 3))
        try bench.run(LogisticProcedure.self, Self.set)
        #expect(
            bench.notes.contains {
                $0.contains("3 deposits cannot be parted into 5 folds") && $0.contains("leave-one-out")
            })
        #expect(throws: MemoryBench.Absent.self) { try bench.value(given: "evaluation", as: Evaluation.self) }
        #expect(try bench.strip("score").cells.values.allSatisfy { $0 > 0 && $0 < 1 })
        let forest = self.bench(PlantedWorld(seed: 11, deposits: 3))
        try forest.run(RandomForestProcedure.self, Self.trees)
        #expect(forest.notes.contains { $0.contains("not calibrated") })
    }

    @Test func `constant evidence is told by name and does no harm`() throws {
        let bench = bench(world, adding: [Float](repeating: 4, count: 2304))
        try bench.run(LogisticProcedure.self, Self.set)
        #expect(bench.notes.contains { $0.contains("'odd' is the same everywhere") })
        let trees = self.bench(world, adding: [Float](repeating: 4, count: 2304))
        try trees.run(BoostedTreesProcedure.self, Self.trees)
        #expect(trees.notes.contains { $0.contains("'odd' is the same everywhere") })
    }

    @Test func `evidence without data is refused by name`() {
        for run in [
            {
                try self.bench(self.world, adding: [Float](repeating: .nan, count: 2304)).run(
                    LogisticProcedure.self, Self.set)
            },
            {
                try self.bench(self.world, adding: [Float](repeating: .nan, count: 2304)).run(
                    BoostedTreesProcedure.self, Self.trees)
            },
        ] {
            let error = #expect(throws: OperationError.self) { try run() }
            #expect(error?.reason.contains("'odd'") == true && error?.remedy.contains("leave it out") == true)
        }
    }

    @Test func `evidence that parts the deposits needs a penalty, and the error says so`() throws {
        var marked = [Float](repeating: 0, count: 2304)
        for deposit in world.deposits {
            let cell = try #require(world.grid.cell(at: deposit.location))
            marked[cell.row * 48 + cell.column] = 1
        }
        let error = #expect(throws: OperationError.self) {
            try bench(world, adding: marked).run(LogisticProcedure.self, Self.set.merging(["firth": false]) { $1 })
        }
        #expect(error?.key == "odd" && error?.remedy.contains("firth") == true)
        let corrected = bench(world, adding: marked)
        try corrected.run(LogisticProcedure.self, Self.set.merging(["evaluate": false]) { $1 })
        #expect(try corrected.strip("score").cells.values.allSatisfy { $0 > 0 && $0 < 1 })
    }

    @Test func `collinear evidence is named, and a ridge shares its effect`() throws {
        let twice = world.hills.map { 2 * $0 + 1 }
        let error = #expect(throws: OperationError.self) {
            try bench(world, adding: twice).run(LogisticProcedure.self, Self.set)
        }
        #expect(error?.key == "odd" && error?.remedy.contains("ridge") == true)
        let ridged = bench(world, adding: twice)
        try ridged.run(LogisticProcedure.self, ["ridge": 0.1, "evaluate": false])
        #expect(try ridged.strip("score").cells.values.allSatisfy { $0 > 0 && $0 < 1 })
    }

    @Test func `deposits off the grid are an error that names the CRS`() {
        let bench = MemoryBench()
        bench.put(Strip(columns: 48, values: world.hills), on: world.grid, as: "evidence", named: "hills")
        bench.put(occurrences: [Occurrence(name: "off", location: Point(x: 66, y: 29))], as: "training")
        for procedure in [0, 1] {
            let error = #expect(throws: OperationError.self) {
                if procedure == 0 {
                    try bench.run(LogisticProcedure.self, Self.set)
                } else {
                    try bench.run(WeightsProcedure.self, Self.set)
                }
            }
            #expect(error?.remedy.contains("CRS") == true)
        }
    }

    @Test func `deposits on every cell leave nothing to learn against`() {
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 0, north: 0, cellWidth: 1000, cellHeight: 1000, columns: 4, rows: 1)
        let bench = MemoryBench()
        bench.put(Strip(columns: 4, values: [1, 2, 3, 4]), on: grid, as: "evidence", named: "a")
        bench.put(
            occurrences: (0..<4).map { Occurrence(name: "\($0)", location: grid.centre(column: $0, row: 0)) },
            as: "training")
        let error = #expect(throws: OperationError.self) {
            try bench.run(RandomForestProcedure.self, Self.trees.merging(["unit_cell": 0.01]) { $1 })
        }
        #expect(error?.code == .unfitInput && error?.key == "negatives")
        #expect(throws: OperationError.self) {
            try bench.run(LogisticProcedure.self, Self.set.merging(["unit_cell": 0.01]) { $1 })
        }
    }
}
