import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Geochemistry

@Suite struct CatchmentsTests {
    /// A valley that falls to the south along column 3, with slopes from both sides.
    private let valley = (0..<70).map { index -> Float in
        let (column, row) = (index % 7, index / 7)
        let height: Int = 100 - 2 * row
        return Float(height + 10 * abs(column - 3))
    }
    private let area = grid(columns: 7, rows: 10)

    private func bench(_ places: [(Int, Int, Double)]) -> MemoryBench {
        let bench = MemoryBench()
        bench.put(Strip(columns: 7, values: valley), on: area, as: "dem")
        let samples = Readings(
            crs: area.crs, positions: places.map { area.centre(column: $0.0, row: $0.1) },
            channels: [.init(name: "cu", unit: "ppm", values: places.map(\.2))])
        bench.put(readings: samples, as: "samples")
        return bench
    }

    @Test func `the nearest sample downstream owns a cell`() throws {
        let bench = bench([(3, 8, 10), (3, 4, 50)])
        try bench.run(Catchments.self, ["channel": "cu", "snap": 0])
        let routing = FlowRouting(Strip(columns: 7, values: valley), cellWidth: 100, cellHeight: 100)
        let values = try bench.strip("out").cells.values
        let basins = try bench.strip("basins").cells.values
        for start in 0..<70 {
            var cell: Int? = start
            while let here = cell, here != 8 * 7 + 3, here != 4 * 7 + 3 { cell = routing.downstream(of: here) }
            let expected: Float = cell == nil ? .nan : cell == 4 * 7 + 3 ? 50 : 10
            #expect(expected.isNaN ? values[start].isNaN : values[start] == expected)
            #expect(expected.isNaN ? basins[start].isNaN : basins[start] == (expected == 50 ? 2 : 1))
        }
        #expect(values[3] == 50 && values[7 * 7 + 3] == 10 && values[9 * 7 + 3].isNaN)
        let table = try bench.table(given: "table")
        #expect(table.columns[1] == "cu_ppm")
        // The upper sample's water passes the lower one; nothing is below that.
        #expect(table.rows[1].last == .whole(1) && table.rows[0].last == .missing)
        let cells = table.rows.map { row in if case .whole(let cells) = row[5] { cells } else { 0 } }
        #expect(cells[0] == basins.count { $0 == 1 } && cells[1] == basins.count { $0 == 2 })
    }

    @Test func `a sample beside the stream moves into it`() throws {
        let bench = bench([(5, 6, 10)])
        try bench.run(Catchments.self, ["channel": "cu", "snap": 2])
        let row = try bench.table(given: "table").rows[0]
        // The wettest cell within two is two columns west and two rows south, in the stream.
        let expected = area.centre(column: 3, row: 8)
        #expect(row[2] == .number(expected.x) && row[3] == .number(expected.y))
    }

    @Test func `samples without a value, off the grid or on one cell are counted`() throws {
        let bench = bench([(3, 4, 50), (3, 4, 60), (3, 6, .nan), (40, 40, 5)])
        try bench.run(Catchments.self, ["channel": "cu", "snap": 0])
        #expect(bench.figures["samples"] == 1 && bench.figures["without_value"] == 1)
        #expect(bench.figures["outside"] == 1 && bench.figures["same_cell"] == 1)
        #expect(bench.notes.count == 3)
    }

    @Test func `a wrong channel, no CRS and no sample on the ground are refused`() {
        let near = #expect(throws: OperationError.self) {
            try bench([(3, 4, 50)]).run(Catchments.self, ["channel": "cy"])
        }
        #expect(near?.remedy == "did you mean 'cu'?")
        let away = #expect(throws: OperationError.self) {
            try bench([(40, 40, 50)]).run(Catchments.self, ["channel": "cu"])
        }
        #expect(away?.key == "samples")
    }
}
