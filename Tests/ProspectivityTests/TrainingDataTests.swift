import Foundation
import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Prospectivity

@Suite struct TrainingDataTests {
    private let tethys = AnalysisGrid(
        crs: "EPSG:4326", west: 58, north: 39, cellWidth: 0.01, cellHeight: 0.01, columns: 2000, rows: 1600)

    @Test func `records of Khanneshin and Reko Diq are one deposit each, and every record is shown`() throws {
        guard let records = try records() else { return }
        let bench = MemoryBench(grid: tethys)
        bench.put(occurrences: records, as: "in")
        try bench.run(MergeOccurrences.self)
        let found = try bench.occurrences(given: "out")
        func named(_ name: String) -> [Occurrence] { found.filter { OccurrenceGroups.folded($0.name) == name } }
        #expect(records.count { OccurrenceGroups.folded($0.name) == "khanneshin" } == 3)
        let khanneshin = named("khanneshin")
        #expect(khanneshin.count == 1)
        // The record that stands 46 km from the other two does not count.
        #expect(khanneshin[0].location.y > 30.4)
        #expect(khanneshin[0].commodities.contains("REE") && khanneshin[0].commodities.contains("Zirconium"))
        #expect(named("rekodiq").count == 1)
        #expect(bench.notes.contains { $0.contains("'Khanneshin'") && $0.contains("48 km apart") })
        let table = try bench.table(given: "duplicates")
        #expect(table.rows.count { $0[1] == .text("Khanneshin") } == 3)
        #expect(bench.notes.contains { $0.hasPrefix("2 records were taken for one deposit: 'Reko Diq', 'Reko  Diq'") })
        #expect(found.count < records.count)
    }

    @Test func `distance, name and place follow their settings`() throws {
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 0, north: 0, cellWidth: 10, cellHeight: 10, columns: 100, rows: 100)
        let records = [
            Occurrence(name: "A", location: Point(x: 0, y: 0), commodities: ["Cu"]),
            Occurrence(name: "B", location: Point(x: 90, y: 0), commodities: ["Au"]),
            Occurrence(name: "C", location: Point(x: 180, y: 0), depositType: "vein"),
            Occurrence(name: "a", location: Point(x: 800, y: 0)),
        ]
        func merged(_ set: [String: ParameterValue]) throws -> [Occurrence] {
            let bench = MemoryBench(grid: grid)
            bench.put(occurrences: records, as: "in")
            try bench.run(MergeOccurrences.self, set)
            return try bench.occurrences(given: "out")
        }
        #expect(try merged(["distance": 50, "name_distance": 100]).count == 4)
        #expect(try merged(["distance": 50, "name_distance": 1000]).map(\.name) == ["A", "B", "C"])
        let chained = try merged(["distance": 100, "name_distance": 0])
        #expect(chained.count == 2 && chained[0].location.x == 0)
        #expect(chained[0].commodities == ["Cu", "Au"] && chained[0].depositType == "vein")
        #expect(try merged(["distance": 100, "name_distance": 0, "place": "mean"])[0].location.x == 90)
        #expect(try merged(["distance": 100, "name_distance": 0, "place": "first"])[0].location.x == 0)
        #expect(try merged(["distance": 50, "name_distance": 0, "commodity": "au"]).map(\.name) == ["B"])
    }

    @Test(arguments: ["random", "distance-weighted", "unlabelled"])
    func `negatives keep their distance, lie on known cells, and come again with the seed`(_ method: String) throws {
        let world = PlantedWorld(seed: 11, deposits: 15)
        func negatives(_ seed: Int) throws -> [Occurrence] {
            let bench = MemoryBench()
            var hills = world.hills
            for cell in 0..<480 { hills[cell] = .nan }
            bench.put(Strip(columns: 48, values: hills), on: world.grid, as: "evidence", named: "hills")
            bench.put(occurrences: world.deposits, as: "in")
            try bench.run(
                SampleNegatives.self,
                ["method": .text(method), "count": 60, "buffer": 1500, "seed": .number(Double(seed))])
            return try bench.occurrences(given: "out")
        }
        let found = try negatives(1)
        #expect(found.count == 60)
        for negative in found {
            #expect(world.deposits.allSatisfy { $0.location.squaredDistance(to: negative.location) >= 1500 * 1500 })
            #expect(try #require(world.grid.cell(at: negative.location)).row >= 10)
        }
        #expect(Set(found.map(\.location)).count == 60)
        #expect(try negatives(1) == found)
        #expect(try negatives(2) != found)
        if method == "unlabelled" {
            let heights = found.compactMap { world.grid.cell(at: $0.location) }.map {
                world.hills[$0.row * 48 + $0.column]
            }
            let mean = heights.reduce(0, +) / Float(heights.count)
            #expect(mean < world.hills.reduce(0, +) / Float(world.hills.count))
        }
    }

    @Test func `other types are taken as they are, and their absence is told`() throws {
        let world = PlantedWorld(seed: 11, deposits: 5)
        let bench = MemoryBench()
        bench.put(Strip(columns: 48, values: world.hills), on: world.grid, as: "evidence", named: "hills")
        bench.put(occurrences: world.deposits, as: "in")
        let error = #expect(throws: OperationError.self) {
            try bench.run(SampleNegatives.self, ["method": "other-types"])
        }
        #expect(error?.key == "others")
        let far = world.grid.centre(column: 2, row: 40)
        bench.put(
            occurrences: [
                Occurrence(name: "o", location: far), Occurrence(name: "n", location: world.deposits[0].location),
            ],
            as: "others")
        try bench.run(SampleNegatives.self, ["method": "other-types", "buffer": 1])
        #expect(try bench.occurrences(given: "out").map(\.location) == [far])
    }

    private func records() throws -> [Occurrence]? {
        guard let folder = try SharedFolder.named("tethys-deposits") else { return nil }
        let text = try String(contentsOf: folder.appending(path: "deposits.csv"), encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard cells.count >= 8, let x = Double(cells[4]), let y = Double(cells[5]) else { return nil }
            return Occurrence(
                name: cells[3], location: Point(x: x, y: y),
                commodities: cells[6].split(separator: ";").map(String.init), depositType: cells[7])
        }
    }
}
