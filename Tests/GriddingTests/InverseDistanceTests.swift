import Gridding
import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@Suite struct InverseDistanceTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 1_000, north: 5_000, cellWidth: 50, cellHeight: 80, columns: 19, rows: 14)

    private func result(
        _ positions: [Point], _ values: [Double], _ parameters: [String: ParameterValue] = [:], threads: Int = 2,
        metresPerUnit: Double? = 1
    ) throws -> [Float] {
        let bench = bench(grid, positions, values, metresPerUnit: metresPerUnit)
        bench.threads = threads
        try bench.run(InverseDistance.self, parameters)
        return try bench.strip("out").cells.values
    }

    /// All distances of all cells; readings at one place are merged as the declaration says.
    private func expected(
        _ positions: [Point], _ values: [Double], neighbours: Int, limit: Double = .infinity,
        weight: (Double) -> Double
    ) -> [Double] {
        var merged: [(place: Point, values: [Double])] = []
        for (position, value) in zip(positions, values) where !value.isNaN {
            if let index = merged.firstIndex(where: { $0.place == position }) {
                merged[index].values.append(value)
            } else {
                merged.append((position, [value]))
            }
        }
        return (0..<grid.rows).flatMap { row in
            (0..<grid.columns).map { column -> Double in
                let centre = grid.centre(column: column, row: row)
                let ranked = merged.enumerated().map { index, reading in
                    let x = reading.place.x - centre.x
                    let y = reading.place.y - centre.y
                    return (
                        squared: x * x + y * y, index: index,
                        value: reading.values.reduce(0, +) / Double(reading.values.count)
                    )
                }.filter { $0.squared <= limit * limit }.sorted { ($0.squared, $0.index) < ($1.squared, $1.index) }
                    .prefix(neighbours)
                guard let first = ranked.first else { return .nan }
                if first.squared == 0 { return first.value }
                let weights = ranked.map { weight($0.squared.squareRoot()) }
                return zip(weights, ranked).reduce(0) { $0 + $1.0 * $1.1.value } / weights.reduce(0, +)
            }
        }
    }

    private func agree(_ found: [Float], _ right: [Double]) -> Bool {
        found.count == right.count
            && zip(found, right).allSatisfy { $0.isNaN ? $1.isNaN : abs(Double($0) - $1) <= 1e-6 * max(1, abs($1)) }
    }

    private func scatter(_ count: Int, seed: UInt64, around: Double = 0) -> (positions: [Point], values: [Double]) {
        var random = Seeded(seed)
        let positions = (0..<count).map { _ in
            Point(
                x: Double.random(in: (1_000 - around)...(1_950 + around), using: &random),
                y: Double.random(in: (3_880 - around)...(5_000 + around), using: &random))
        }
        return (positions, (0..<count).map { $0 % 11 == 3 ? .nan : Double.random(in: -50...50, using: &random) })
    }

    @Test(arguments: [1, 2, 5, 40, 700], [1, 3, 12, 50])
    func `every cell has what looking at all readings gives`(count: Int, neighbours: Int) throws {
        let (positions, values) = scatter(count, seed: UInt64(count), around: 400)
        let parameters: [String: ParameterValue] = ["neighbours": .number(Double(neighbours))]
        let squares = try result(positions, values, parameters)
        #expect(agree(squares, expected(positions, values, neighbours: neighbours) { 1 / ($0 * $0) }))
        let cubes = try result(positions, values, parameters.merging(["power": 3]) { $1 })
        #expect(agree(cubes, expected(positions, values, neighbours: neighbours) { 1 / ($0 * $0 * $0) }))
    }

    @Test func `readings far apart and in clusters are found as well`() throws {
        var (positions, values) = scatter(60, seed: 5)
        positions = positions.map { Point(x: 1_100 + ($0.x - 1_100) / 300, y: 4_900 + ($0.y - 4_900) / 300) }
        positions.append(Point(x: 90_000, y: -70_000))
        values.append(7)
        #expect(agree(try result(positions, values), expected(positions, values, neighbours: 12) { 1 / ($0 * $0) }))
        let line = (0..<40).map { Point(x: 1_010, y: 3_900 + Double($0) * 27) }
        let along = (0..<40).map { Double($0 * $0) }
        #expect(agree(try result(line, along), expected(line, along, neighbours: 12) { 1 / ($0 * $0) }))
    }

    @Test func `of readings at the same distance the first in the file count`() throws {
        let lattice = (0..<12).flatMap { y in
            (0..<12).map { x in Point(x: 1_000 + Double(x) * 100, y: 3_880 + Double(y) * 100) }
        }
        var random = Seeded(8)
        let positions = lattice.shuffled(using: &random)
        let values = positions.map { _ in Double.random(in: 0...9, using: &random) }
        for neighbours in [1, 2, 3, 5, 12] {
            let found = try result(positions, values, ["neighbours": .number(Double(neighbours))])
            #expect(agree(found, expected(positions, values, neighbours: neighbours) { 1 / ($0 * $0) }))
        }
    }

    @Test func `beyond the maximum distance there is no data`() throws {
        let (positions, values) = scatter(25, seed: 6)
        let found = try result(positions, values, ["maximum_distance": 90])
        let right = expected(positions, values, neighbours: 12, limit: 90) { 1 / ($0 * $0) }
        #expect(agree(found, right))
        #expect((1..<found.count).contains(found.count { $0.isNaN }))
        // The same 90 m where a unit of the CRS is a foot.
        let feet = try result(positions, values, ["maximum_distance": .number(90 * 0.3048)], metresPerUnit: 0.3048)
        #expect(feet.map(\.isNaN) == found.map(\.isNaN))
    }

    @Test func `a reading at a cell's centre is its value and several there their mean`() throws {
        let centre = grid.centre(column: 4, row: 6)
        let beside = Point(x: centre.x + 1, y: centre.y)
        let found = try result([centre, beside, centre, centre], [10, 500, 20, .nan])
        #expect(found[6 * 19 + 4] == 15)
    }

    @Test func `the number of threads does not change a bit`() throws {
        let (positions, values) = scatter(150, seed: 7)
        let one = try result(positions, values, ["power": 1.7], threads: 1).map(\.bitPattern)
        #expect(try result(positions, values, ["power": 1.7], threads: 5).map(\.bitPattern) == one)
    }

    @Test func `readings without a value or a grid in degrees are refused`() throws {
        let none = #expect(throws: OperationError.self) { try result([Point(x: 1, y: 1)], [.nan]) }
        #expect(none?.reason == "no reading has a value in the channel 'tmi'")
        let degrees = #expect(throws: OperationError.self) { try result([Point(x: 1, y: 1)], [1], metresPerUnit: nil) }
        #expect(degrees?.remedy == "set a projected grid")
    }

    @Test func `the figures count readings and places`() throws {
        let places = [Point(x: 1, y: 1), Point(x: 1, y: 1), Point(x: 2, y: 1), Point(x: 3, y: 1)]
        let bench = bench(grid, places, [1, 2, 3, .nan])
        try bench.run(InverseDistance.self)
        #expect(bench.figures == ["readings": 3, "places": 2])
    }
}
