import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Prospectivity

@Suite struct CompareMapsTests {
    private static func grid(west: Double = 0, columns: Int = 4, rows: Int = 2) -> AnalysisGrid {
        AnalysisGrid(
            crs: "EPSG:32641", west: west, north: 0, cellWidth: 10, cellHeight: 10, columns: columns, rows: rows)
    }

    @Test func `the difference is later minus earlier, and its figures are those of the cells that both have`() throws {
        let bench = MemoryBench()
        let before: [Float] = [0.5, 0.25, .nan, 0.75, 0.125, 1, 0, .nan]
        let after: [Float] = [0.5, 0.75, 0.5, 0.25, .nan, 1, 0.25, .nan]
        bench.put(Strip(columns: 4, values: before), on: Self.grid(), as: "before")
        bench.put(Strip(columns: 4, values: after), on: Self.grid(), as: "after")
        bench.put(
            Strip(columns: 4, values: [1, 2, 3, 4, 5, 6, 7, .nan]), on: Self.grid(), as: "layers_before", named: "k")
        bench.put(Strip(columns: 4, values: [9, 2, 3, 4, 5, 6, 7, 8]), on: Self.grid(), as: "layers_after", named: "k")
        try bench.run(CompareMaps.self, ["places": [5, -5, 15, -5, 35, -15, 99, 99]])
        let difference = try bench.strip("difference").cells.values
        #expect(difference.map { $0.isNaN ? -9 : $0 } == [0, 0.5, -9, -0.5, -9, 0, 0.25, -9])
        // Both have 0.5, 0.25, 0.75, 1, 0 and 0.5, 0.75, 0.25, 1, 0.25.
        let figures = bench.figures
        #expect(figures["cells"] == 5 && figures["cells_gained"] == 1 && figures["cells_lost"] == 1)
        #expect(figures["mean"] == 0.05 && figures["lowest"] == -0.5 && figures["highest"] == 0.5)
        #expect(abs(try #require(figures["root_mean_square"]) - (0.5625 / 5).squareRoot()) < 1e-15)
        #expect(figures["changed_share"] == 0.6)
        // 2/sqrt(17), by hand and by numpy.corrcoef.
        #expect(abs(try #require(figures["correlation"]) - 0.48507125007266594) < 1e-12)

        let values = try bench.value(given: "values", as: [CompareMaps.PlaceValues].self)
        #expect(values.map(\.before) == [0.5, 0.25, nil, nil] && values.map(\.after) == [0.5, 0.75, nil, nil])
        #expect(values[0].layersBefore == ["k": 1] && values[0].layersAfter == ["k": 9])
        #expect(values[2].layersBefore.isEmpty && values[2].layersAfter == ["k": 8])
        #expect(values[3].layersAfter.isEmpty)
    }

    @Test func `figures do not depend on how the maps were cut into bands`() {
        var random = SplitMix(seed: 3)
        let (before, after) = ((0..<900).map { _ in Float(random.unit()) }, (0..<900).map { _ in Float(random.unit()) })
        func change(_ range: Range<Int>) -> MapChange {
            MapChange(
                from: Cells(Array(before[range])), to: Cells(Array(after[range])), least: 0.01,
                into: Cells(count: range.count))
        }
        // Merged in the order of the rows; sums of parts differ from one sum by rounding alone.
        let whole = Dictionary(uniqueKeysWithValues: change(0..<900).figures)
        let parts = Dictionary(
            uniqueKeysWithValues: change(0..<300).merged(with: change(300..<510)).merged(with: change(510..<900))
                .figures)
        #expect(whole.keys == parts.keys && whole.count == 9)
        for (name, value) in whole { #expect(abs(value - (parts[name] ?? .nan)) < 1e-12, "\(name)") }
    }

    @Test func `maps on other cells are refused with the remedy, and half a place too`() throws {
        let bench = MemoryBench()
        bench.put(Strip(columns: 4, values: [Float](repeating: 1, count: 8)), on: Self.grid(), as: "before")
        bench.put(Strip(columns: 4, values: [Float](repeating: 1, count: 8)), on: Self.grid(west: 5), as: "after")
        let error = #expect(throws: OperationError.self) { try bench.run(CompareMaps.self) }
        #expect(error?.remedy.contains("gossan op align") == true)
        let same = MemoryBench()
        same.put(Strip(columns: 4, values: [Float](repeating: 1, count: 8)), on: Self.grid(), as: "before")
        same.put(Strip(columns: 4, values: [Float](repeating: 1, count: 8)), on: Self.grid(), as: "after")
        let half = #expect(throws: OperationError.self) { try same.run(CompareMaps.self, ["places": [1]]) }
        #expect(half?.remedy.contains("an x and a y") == true)
        try same.run(CompareMaps.self)
        // Maps that do not vary have no correlation.
        #expect(same.figures["correlation"] == nil && same.figures["changed_share"] == 0)
    }
}
