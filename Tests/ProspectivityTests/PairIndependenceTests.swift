import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Prospectivity

@Suite struct PairIndependenceTests {
    @Test func `the statistic and its chance are those of an independent computation`() throws {
        // scipy.stats.chi2_contingency([[9, 3], [3, 11]], correction=True)
        let pair = PairIndependence(first: "a", second: "b", counts: [9, 3, 3, 11])
        #expect(abs(try #require(pair.statistic) - 5.461805555555555) < 1e-12)
        #expect(abs(try #require(pair.probability) - 0.019436552665725644) < 1e-12)
        // A table that is as even as it can be, and one in which an evidence says the same of all.
        #expect(PairIndependence(first: "a", second: "b", counts: [5, 5, 5, 5]).probability == 1)
        #expect(PairIndependence(first: "a", second: "b", counts: [5, 5, 0, 0]).statistic == nil)
    }

    @Test func `evidence that tells the same is named, and what tells something else is not`() throws {
        // Two layers that are one and the same, and a third at right angles; deposits 9 : 3 : 3 : 1 over the quarters.
        let west = (0..<400).map { Float($0 % 20 < 10 ? 1 : 2) }
        let north = (0..<400).map { Float($0 / 20 < 10 ? 1 : 2) }
        let world = SmallWorld(columns: 20, ["west": west, "again": west, "north": north])
        let cells = [0, 1, 2, 20, 21, 22, 40, 41, 42, 10, 11, 12, 200, 201, 202, 390]
        let bench = MemoryBench()
        for (name, strip) in zip(world.names, world.evidence) {
            bench.put(strip, on: world.grid, as: "evidence", named: name)
        }
        bench.put(occurrences: world.points(cells), as: "training")
        try bench.run(WeightsProcedure.self, ["evaluate": false, "studentised_limit": 0])
        let table = try bench.table(given: "pairs")
        #expect(
            table.rows.map { Array($0[..<6]) } == [
                [.text("west"), .text("again"), .whole(12), .whole(0), .whole(0), .whole(4)],
                [.text("west"), .text("north"), .whole(9), .whole(3), .whole(3), .whole(1)],
                [.text("again"), .text("north"), .whole(9), .whole(3), .whole(3), .whole(1)],
            ])
        let warning = try #require(bench.notes.first { $0.hasPrefix("not independent of each other") })
        #expect(warning.contains("'west' and 'again'") && !warning.contains("north"))
    }

    @Test func `a deposit where one of both is not known is left out of their table`() throws {
        let west = (0..<400).map { $0 == 0 ? Float.nan : Float($0 % 20 < 10 ? 1 : 2) }
        let north = (0..<400).map { Float($0 / 20 < 10 ? 1 : 2) }
        let world = SmallWorld(columns: 20, ["west": west, "north": north])
        let bench = MemoryBench()
        for (name, strip) in zip(world.names, world.evidence) {
            bench.put(strip, on: world.grid, as: "evidence", named: name)
        }
        bench.put(occurrences: world.points([0, 1, 2, 20, 10, 11, 200, 390]), as: "training")
        try bench.run(WeightsProcedure.self, ["evaluate": false, "studentised_limit": 0])
        let counts = try bench.table(given: "pairs").rows[0][2..<6].map { value -> Int in
            if case .whole(let count) = value { count } else { -1 }
        }
        #expect(counts.reduce(0, +) == 7)
    }
}
