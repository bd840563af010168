import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Gridding

@Suite struct MaskAndMemoryTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 0, north: 1_200, cellWidth: 40, cellHeight: 30, columns: 50, rows: 40)

    @Test func `minimum curvature ends where no cell with a reading is near`() throws {
        var random = Seeded(12)
        let positions = (0..<9).map { _ in
            Point(x: .random(in: 0...2_000, using: &random), y: .random(in: 0...1_200, using: &random))
        }
        let bench = bench(grid, positions, positions.map { $0.x - $0.y })
        try bench.run(MinimumCurvature.self, ["maximum_distance": 210])
        let out = try bench.strip("out")
        let cells = positions.compactMap { grid.cell(at: $0) }
        for row in 0..<40 {
            for column in 0..<50 {
                let isNear = cells.contains { cell in
                    let x = 40 * Double(cell.column - column)
                    let y = 30 * Double(cell.row - row)
                    return x * x + y * y <= 210 * 210
                }
                #expect(out[column, row].isNaN == !isNear)
            }
        }
    }

    @Test func `minimum curvature keeps a plane, and meets readings at cell centres`() throws {
        let places = [(3, 4), (40, 9), (25, 33), (7, 28), (46, 37), (20, 20)].map {
            grid.centre(column: $0.0, row: $0.1)
        }
        let plane = bench(grid, places, places.map { 3 + 0.1 * $0.x - 0.2 * $0.y })
        try plane.run(MinimumCurvature.self)
        let out = try plane.strip("out")
        for row in 0..<40 {
            let point = grid.centre(column: 11, row: row)
            #expect(abs(Double(out[11, row]) - (3 + 0.1 * point.x - 0.2 * point.y)) < 1e-3)
        }
        let bench = bench(grid, places, [5, -3, 8, 40, 2, 11])
        try bench.run(MinimumCurvature.self)
        #expect(try abs(bench.strip("out")[20, 20] - 11) < 1e-4)
        bench.threads = 1
        let two = try bench.strip("out").cells.values
        try bench.run(MinimumCurvature.self)
        #expect(try bench.strip("out").cells.values == two)
    }

    @Test func `memory is asked for before it is taken`() throws {
        let procedures: [any Procedure.Type] = [
            MinimumCurvature.self, BlockMean.self, InverseDistance.self, NaturalNeighbour.self,
        ]
        for procedure in procedures {
            let bench = bench(grid, [Point(x: 5, y: 5), Point(x: 90, y: 80), Point(x: 500, y: 80)], [1, 2, 3])
            bench.memoryBytes = 100
            let settings = Settings(try procedure.declaration.resolve([:]), of: procedure.declaration)
            let refused = #expect(throws: OperationError.self) { try procedure.init(settings).run(at: bench) }
            #expect(refused?.code == .tooLarge)
        }
    }

    @Test func `readings in another CRS are brought to the grid's`() throws {
        let bench = MemoryBench(grid: grid)
        bench.projection = { points, source, target in
            #expect(source == "EPSG:4326" && target == "EPSG:32641")
            return points.map { Point(x: 1_000 * $0.x, y: 100 * $0.y) }
        }
        let channels: [Readings.Channel] = [
            .init(name: "a", unit: "nT", values: [1, 2]), .init(name: "b", unit: "ppm", values: [.nan, 7]),
        ]
        let readings = Readings(
            crs: "EPSG:4326", positions: [Point(x: 0.1, y: 1), Point(x: 1, y: 6)], channels: channels)
        bench.put(readings: readings, as: "in")
        try bench.run(BlockMean.self, ["channel": "b"])
        let cell = try #require(grid.cell(at: Point(x: 1_000, y: 600)))
        let out = try bench.strip("out")
        #expect(out[cell.column, cell.row] == 7)
        #expect(out.cells.values.count { !$0.isNaN } == 1)
        let unnamed = #expect(throws: OperationError.self) { try bench.run(BlockMean.self) }
        #expect(unnamed?.remedy == "set 'channel' to one of a, b")
        let wrong = #expect(throws: OperationError.self) { try bench.run(BlockMean.self, ["channel": "c"]) }
        #expect(wrong?.code == .unfitInput)
    }
}
