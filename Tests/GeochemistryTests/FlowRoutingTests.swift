import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Geochemistry

@Suite struct FlowRoutingTests {
    private func routing(_ values: [Float], columns: Int) -> FlowRouting {
        FlowRouting(Strip(columns: columns, values: values), cellWidth: 100, cellHeight: 100)
    }

    private func rough(_ columns: Int, _ rows: Int, seed: UInt64) -> [Float] {
        var random = Seeded(seed)
        // Whole metres: full of depressions and flats.
        return (0..<(columns * rows)).map { _ in Float(Int.random(in: 0...6, using: &random)) }
    }

    @Test func `a plane runs straight down`() {
        // Falls to the south by 2 and to the east by 1 a cell: south is steeper than south-east's 3 / √2.
        let values = (0..<30).map { index -> Float in
            let height: Int = 100 - 2 * (index / 6)
            return Float(height - index % 6)
        }
        let directions = routing(values, columns: 6).directions
        for row in 0..<4 {
            // South-east: 3 / 1.414 = 2.12 above 2.
            for column in 0..<5 { #expect(directions[row * 6 + column] == 1) }
            #expect(directions[row * 6 + 5] == 2)
        }
        #expect(directions[29] == FlowRouting.outlet)
    }

    /// The worked example of ESRI's documentation of Flow Direction, which lets the last cell run out to the south; the
    /// cells upstream by a walk along these directions, which leaves out the cell itself.
    @Test func `the published example has its directions and counts`() throws {
        let values: [Float] = [
            78, 72, 69, 71, 58, 49,
            74, 67, 56, 49, 46, 50,
            69, 53, 44, 37, 38, 48,
            64, 58, 55, 22, 31, 24,
            68, 61, 47, 21, 16, 19,
            74, 53, 34, 12, 11, 12,
        ]
        let directions: [Float] = [
            2, 2, 2, 4, 4, 8,
            2, 2, 2, 4, 4, 8,
            1, 1, 2, 4, 8, 4,
            128, 128, 1, 2, 4, 8,
            2, 2, 1, 4, 4, 4,
            1, 1, 1, 1, 0, 16,
        ]
        let upstream: [Float] = [
            0, 0, 0, 0, 0, 0,
            0, 1, 1, 2, 2, 0,
            0, 3, 7, 5, 4, 0,
            0, 0, 0, 20, 0, 1,
            0, 0, 0, 1, 24, 0,
            0, 2, 4, 7, 35, 1,
        ]
        let bench = MemoryBench()
        bench.put(Strip(columns: 6, values: values), on: grid(columns: 6, rows: 6), as: "in")
        try bench.run(FlowDirection.self)
        #expect(try bench.strip("out").cells.values == directions)
        try bench.run(FlowAccumulation.self)
        #expect(try bench.strip("out").cells.values == upstream.map { $0 + 1 })
        #expect(bench.figures["largest"] == 36)
    }

    @Test func `a bowl drains over its lowest rim, and its flat to the way out`() {
        // A pit of depth 5 within a rim of 10, with a gap of 7 in the east.
        var values = [Float](repeating: 10, count: 49)
        for row in 1..<6 { for column in 1..<6 { values[row * 7 + column] = 5 } }
        values[3 * 7 + 6] = 7
        let routing = routing(values, columns: 7)
        #expect(routing.filled == 25)
        let counts = routing.accumulation()
        // All of the pit and all of the rim beside it, but for the corners, runs out by the gap.
        #expect(counts[3 * 7 + 6] == 49 - [0, 6, 42, 48].filter { routing.directions[$0] == FlowRouting.outlet }.count)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `every cell drains to an outlet without a circle, never up the filled surface`(seed: UInt64) {
        var values = rough(23, 19, seed: seed)
        values[100] = .nan
        values[101] = .nan
        let routing = routing(values, columns: 23)
        for start in values.indices where !values[start].isNaN {
            var (cell, steps) = (start, 0)
            while let next = routing.downstream(of: cell), steps <= values.count {
                #expect(!values[next].isNaN)
                cell = next
                steps += 1
            }
            #expect(steps <= values.count && routing.directions[cell] == FlowRouting.outlet)
        }
        #expect(routing.directions[100] == FlowRouting.none)
    }

    @Test(arguments: [4, 5] as [UInt64])
    func `counts are those of walking down from every cell`(seed: UInt64) {
        let values = rough(17, 15, seed: seed)
        let routing = routing(values, columns: 17)
        var walked = [Int32](repeating: 0, count: values.count)
        for start in values.indices {
            var cell: Int? = start
            while let here = cell {
                walked[here] += 1
                cell = routing.downstream(of: here)
            }
        }
        #expect(routing.accumulation() == walked)
    }

    @Test func `the fill is the lowest surface from which water leaves`() {
        // Against the plain iteration w = max(z, min over neighbours of w) from above (Planchon and Darboux 2002).
        let (columns, rows) = (15, 13)
        let values = rough(columns, rows, seed: 8)
        var water = values.indices.map { index -> Float in
            let (x, y) = (index % columns, index / columns)
            return x == 0 || y == 0 || x == columns - 1 || y == rows - 1 ? values[index] : 100
        }
        var isMoving = true
        while isMoving {
            isMoving = false
            for y in 1..<(rows - 1) {
                for x in 1..<(columns - 1) {
                    let lowest = FlowRouting.steps.map { water[(y + $0.row) * columns + x + $0.column] }.min() ?? 0
                    let level = max(values[y * columns + x], lowest)
                    if level < water[y * columns + x] {
                        water[y * columns + x] = level
                        isMoving = true
                    }
                }
            }
        }
        let routing = routing(values, columns: columns)
        #expect(routing.filled == zip(water, values).count { $0 > $1 })
        for cell in values.indices {
            guard let next = routing.downstream(of: cell) else { continue }
            #expect(water[next] <= water[cell])
        }
    }

    @Test func `a grid in degrees and a raster beyond memory are refused`() {
        let bench = MemoryBench()
        var degrees = grid(columns: 3, rows: 3, cell: 0.01)
        degrees.crs = "EPSG:4326"
        bench.put(Strip(columns: 3, values: Array(repeating: 1, count: 9)), on: degrees, as: "in")
        let error = #expect(throws: OperationError.self) { try bench.run(FlowDirection.self) }
        #expect(error?.remedy.contains("align") == true)
        let small = MemoryBench()
        small.memoryBytes = 100
        small.put(Strip(columns: 3, values: Array(repeating: 1, count: 9)), on: grid(columns: 3, rows: 3), as: "in")
        let large = #expect(throws: OperationError.self) { try small.run(FlowAccumulation.self) }
        #expect(large?.code == .tooLarge)
    }
}
