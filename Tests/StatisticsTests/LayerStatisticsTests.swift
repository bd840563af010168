import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Statistics

@Suite struct LayerStatisticsTests {
    @Test func `figures of a layer are those of numpy and scipy`() throws {
        let bench = LayerWorld(layers: [LayerWorld().layers[0]]).bench()
        try bench.run(LayerStatisticsTable.self)
        let table = try bench.table(given: "table")
        let expected: [(String, Double)] = [
            ("cells", 119), ("missing", 1), ("minimum", 0.009999999776482582), ("quartile_1", 2.2699999809265137),
            ("median", 4.329999923706055), ("quartile_3", 6.980000019073486), ("maximum", 40),
            ("mean", 5.008739502192671), ("deviation", 4.345892015434509), ("skewness", 4.350127389859712),
            ("excess_kurtosis", 32.70353123443022),
        ]
        for (column, value) in expected {
            let found = try numbers(table, column)[0]
            #expect(isNear(found, value, 1e-12), "\(column)")
        }
    }

    @Test func `a constant layer has no shape and an empty one no figures`() throws {
        let world = LayerWorld(layers: [Array(repeating: 50_000.3, count: 120), Array(repeating: .nan, count: 120)])
        let bench = world.bench()
        try bench.run(LayerStatisticsTable.self)
        let table = try bench.table(given: "table")
        #expect(try numbers(table, "deviation")[0] == 0)
        #expect(try numbers(table, "skewness").allSatisfy { $0.isNaN })
        #expect(try numbers(table, "cells") == [120, 0])
        #expect(bench.notes == ["'b' has no cell with a value."])
    }

    @Test func `bins hold what a direct count holds`() throws {
        let world = LayerWorld()
        let values = world.layers[0].filter { !$0.isNaN }.map { Double($0) }
        let bench = LayerWorld(layers: [world.layers[0]]).bench()
        try bench.run(Histogram.self, ["bins": 7, "from": 1, "to": 8])
        let cells = try numbers(bench.table(given: "table"), "cells")
        let direct = (0..<7).map { bin -> Double in
            let (low, high) = (Double(bin + 1), Double(bin + 2))
            let isLast = bin == 6
            return Double(values.count { $0 >= low && ($0 < high || (isLast && $0 == high)) })
        }
        #expect(cells == direct)
        #expect(bench.figures["below"] == Double(values.count { $0 < 1 }))
        #expect(bench.figures["above"] == Double(values.count { $0 > 8 }))
        #expect(try numbers(bench.table(given: "table"), "cumulative").last == 1)
    }

    @Test func `without edges all cells are in a bin`() throws {
        let bench = LayerWorld(layers: [LayerWorld().layers[0]]).bench()
        try bench.run(Histogram.self)
        #expect(try numbers(bench.table(given: "table"), "cells").reduce(0, +) == 119)
        let flat = LayerWorld(layers: [Array(repeating: 3, count: 120)])
        let error = #expect(throws: OperationError.self) { try flat.bench().run(Histogram.self) }
        #expect(error?.code == .outOfRange)
    }
}
