import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Targets

@Suite struct TravelTimeTests {
    private func grid(_ columns: Int, _ rows: Int, cell: Double = 100) -> AnalysisGrid {
        AnalysisGrid(
            crs: "EPSG:32641", west: 0, north: Double(rows) * cell, cellWidth: cell, cellHeight: cell,
            columns: columns, rows: rows)
    }

    private func hours(
        _ grid: AnalysisGrid, elevation: [Float]?, roads: [[Point]] = [], barriers: [Float]? = nil, to: [Point],
        _ parameters: [String: ParameterValue] = [:]
    ) throws -> [Float] {
        let bench = MemoryBench(grid: grid)
        if let elevation { bench.put(Strip(columns: grid.columns, values: elevation), on: grid, as: "elevation") }
        if let barriers { bench.put(Strip(columns: grid.columns, values: barriers), on: grid, as: "barriers") }
        if !roads.isEmpty { bench.put(features: [Feature(geometry: .lines(roads))], as: "roads") }
        bench.put(features: [Feature(geometry: .points(to))], as: "to")
        try bench.run(TravelTime.self, parameters)
        return try bench.strip("out").cells.values
    }

    /// Dijkstra by looking for the nearest open cell each time, in Double.
    private func slowly(
        _ grid: AnalysisGrid, elevation: [Float], isRoad: (Int) -> Bool, isBarred: (Int) -> Bool, from start: Int,
        _ speed: TravelSpeed
    ) -> [Double] {
        var time = [Double](repeating: .infinity, count: grid.cellCount)
        var open: Set<Int> = [start]
        var done: Set<Int> = []
        time[start] = 0
        while let cell = open.min(by: { time[$0] < time[$1] }) {
            open.remove(cell)
            done.insert(cell)
            for south in -1...1 {
                for east in -1...1 where east != 0 || south != 0 {
                    let (column, row) = (cell % grid.columns + east, cell / grid.columns + south)
                    guard (0..<grid.columns).contains(column), (0..<grid.rows).contains(row) else { continue }
                    let next = row * grid.columns + column
                    guard !done.contains(next), !isBarred(next), !elevation[next].isNaN else { continue }
                    let length = grid.cellWidth * Double(east * east + south * south).squareRoot()
                    let slope = Double(abs(elevation[next] - elevation[cell])) / length
                    // To a thousandth, as declared: a vehicle's limit is a jump.
                    let rounded = (slope * 1000).rounded() / 1000
                    let pace = isRoad(cell) && isRoad(next) ? speed.roadPace : speed.pace(slope: rounded)
                    if time[cell] + length * pace < time[next] {
                        time[next] = time[cell] + length * pace
                        open.insert(next)
                    }
                }
            }
        }
        return time.map { $0 / 3600 }
    }

    @Test func `times are those of the plain search, over hills, roads, barriers and gaps`() throws {
        var random = SplitMix(seed: 51)
        for round in 0..<6 {
            let grid = self.grid(14, 11)
            let elevation = (0..<grid.cellCount).map { _ -> Float in
                random.next(below: 15) == 0 ? .nan : Float(random.unit() * [5, 40, 300][round % 3])
            }
            let barriers = (0..<grid.cellCount).map { _ in Float(random.next(below: 12) == 0 ? 1 : 0) }
            let start = elevation.indices.first { !elevation[$0].isNaN && barriers[$0] == 0 && $0 > 30 } ?? 0
            let road = [Point(x: 20, y: 530), Point(x: 1350, y: 560)]
            var roadCells: Set<Int> = []
            CellBurning.burn(.lines([road]), on: grid) { roadCells.insert($0.row * grid.columns + $0.column) }
            let speed = TravelSpeed(vehicle: 15 / 3.6, steepest: 0.3, road: 40 / 3.6, walkingFactor: 0.6)
            let expected = slowly(
                grid, elevation: elevation, isRoad: { roadCells.contains($0) && barriers[$0] == 0 },
                isBarred: { barriers[$0] > 0 }, from: start, speed)
            let found = try hours(
                grid, elevation: elevation, roads: [road], barriers: barriers,
                to: [grid.centre(column: start % 14, row: start / 14)])
            for index in found.indices {
                guard expected[index].isFinite else {
                    #expect(found[index].isNaN)
                    continue
                }
                #expect(abs(Double(found[index]) - expected[index]) <= 1e-5 * expected[index] + 1e-9)
            }
        }
    }

    @Test func `level ground gives the distance over the speed, and a road its own`() throws {
        let grid = self.grid(21, 3)
        let start = grid.centre(column: 0, row: 1)
        let plain = try hours(grid, elevation: nil, to: [start], ["vehicle_speed": 20])
        #expect(abs(Double(plain[21 + 20]) - 2 / 20.0) < 1e-6)
        let road = [grid.centre(column: 0, row: 1), grid.centre(column: 20, row: 1)]
        let paved = try hours(grid, elevation: nil, roads: [road], to: [start], ["road_speed": 80])
        #expect(abs(Double(paved[21 + 20]) - 2 / 80.0) < 1e-6)
        let walked = try hours(grid, elevation: nil, to: [start], ["vehicle_speed": 0, "walking_factor": 1])
        // Tobler's speed on level ground is 6 exp(-0.175) km/h.
        #expect(abs(Double(walked[21 + 20]) - 2 / 5.036_742_11) < 1e-5)
    }

    @Test func `nothing to go to is refused, and cells that no way leads from are said`() throws {
        #expect(throws: OperationError.self) {
            try hours(self.grid(3, 3), elevation: nil, to: [Point(x: -50, y: 50)])
        }
        let grid = self.grid(3, 1)
        let cut = try hours(grid, elevation: [0, .nan, 0], to: [grid.centre(column: 0, row: 0)])
        #expect(cut[0] == 0 && cut[1].isNaN && cut[2].isNaN)
    }

    @Test func `a line burns each cell that it passes through, and they hang together`() {
        var random = SplitMix(seed: 61)
        let grid = self.grid(20, 20, cell: 1)
        for _ in 0..<200 {
            let ends = (0..<2).map { _ in Point(x: random.unit() * 30 - 5, y: random.unit() * 30 - 5) }
            var burned: [Cell] = []
            CellBurning.burn(.lines([ends]), on: grid) { burned.append($0) }
            for (a, b) in zip(burned, burned.dropFirst()) {
                #expect(abs(a.column - b.column) + abs(a.row - b.row) == 1)
            }
            let cells = Set(burned)
            for step in 0...997 {
                let share = Double(step) / 997
                let point = Point(
                    x: ends[0].x + (ends[1].x - ends[0].x) * share, y: ends[0].y + (ends[1].y - ends[0].y) * share)
                if let cell = grid.cell(at: point) { #expect(cells.contains(cell)) }
            }
        }
    }
}
