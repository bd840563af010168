import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Statistics

@Suite struct ChiSquareTests {
    /// Classes 1, 2 and 4 of 60, 40 and 20 cells.
    private let classes = (0..<120).map { Float($0 < 60 ? 1 : $0 < 100 ? 2 : 4) }

    private func bench(_ cells: [Int], _ classes: [Float]? = nil) -> MemoryBench {
        let bench = LayerWorld(layers: [classes ?? self.classes]).bench()
        let grid = LayerWorld.grid
        bench.put(
            occurrences: cells.map { cell in
                Occurrence(name: "\(cell)", location: grid.centre(column: cell % 12, row: cell / 12))
            }, as: "occurrences")
        return bench
    }

    @Test func `observed and expected counts give the statistic of the book`() throws {
        // 6, 4, 20 of 30; expected 15, 10, 5: 81/15 + 36/10 + 225/5 = 54.
        let cells = Array(0..<6) + Array(60..<64) + Array(100..<120)
        let bench = bench(cells)
        try bench.run(ChiSquare.self)
        #expect(isNear(bench.figures["chi_square"] ?? 0, 54, 1e-13))
        #expect(bench.figures["freedom"] == 2)
        // exp(-27), two degrees of freedom.
        #expect(abs((bench.figures["p"] ?? 0) / Elementary.exp(-27) - 1) < 1e-12)
        let table = try bench.table(given: "table")
        #expect(try numbers(table, "class") == [1, 2, 4] && numbers(table, "occurrences") == [6, 4, 20])
        #expect(bench.notes.isEmpty)
    }

    @Test func `occurrences on no class are left out and few are noted`() throws {
        var classes = classes
        classes[3] = .nan
        let bench = bench([3, 70, 110, 5], classes)
        try bench.run(ChiSquare.self)
        #expect(bench.notes.count == 2 && bench.notes[0].hasPrefix("1 of 4"))
    }

    @Test func `one class, no occurrence on the layer and a layer without classes are refused`() {
        #expect(throws: OperationError.self) { try bench([3], Array(repeating: 1, count: 120)).run(ChiSquare.self) }
        #expect(throws: OperationError.self) { try bench([500]).run(ChiSquare.self) }
        #expect(throws: OperationError.self) { try bench([3], Array(repeating: .nan, count: 120)).run(ChiSquare.self) }
        let many = MemoryBench()
        let grid = LayerWorld.grid(columns: 120, rows: 100)
        many.put(Strip(columns: 120, values: (0..<12_000).map { Float($0) }), on: grid, as: "in")
        many.put(occurrences: [Occurrence(name: "", location: grid.centre(column: 1, row: 1))], as: "occurrences")
        let error = #expect(throws: OperationError.self) { try many.run(ChiSquare.self) }
        #expect(error?.remedy.contains("reclassify") == true)
    }
}
