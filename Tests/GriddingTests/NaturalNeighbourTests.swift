import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Gridding

@Suite struct NaturalNeighbourTests {
    private func surface(_ positions: [Point], _ values: [Double]) -> NaturalNeighbourSurface {
        let places = ReadingPlaces(positions: positions, values: values)
        return NaturalNeighbourSurface(
            grid: LineSurvey.grid, places: places, search: NeighbourSearch(places.positions), limit: .infinity)
    }

    private func scatter(_ count: Int) -> [Point] {
        var random = Seeded(3)
        return (0..<count).map { _ in
            Point(x: .random(in: 0...4_000, using: &random), y: .random(in: 0...3_000, using: &random))
        }
    }

    @Test func `a plane is kept, as Sibson's weights place each cell at the mean of its neighbours`() {
        let positions = scatter(200)
        let surface = surface(positions, positions.map { 5 + 0.02 * $0.x - 0.03 * $0.y })
        var inside = 0
        for row in 0..<31 {
            for column in 0..<41 {
                let point = LineSurvey.grid.centre(column: column, row: row)
                let value = surface.value(at: point)
                guard !value.isNaN else { continue }
                inside += 1
                #expect(abs(value - (5 + 0.02 * point.x - 0.03 * point.y)) < 1e-6)
            }
        }
        #expect(inside > 1_000)
    }

    @Test func `the weights are the areas that counting points of a fine lattice gives`() {
        let positions = scatter(40)
        let values = positions.indices.map { Double($0 * $0 % 17) }
        let surface = surface(positions, values)
        let point = Point(x: 1_900, y: 1_450)
        var sum = 0.0
        var count = 0
        for x in stride(from: 2.0, to: 4_000, by: 4) {
            for y in stride(from: 2.0, to: 3_000, by: 4) {
                let own = (x - point.x) * (x - point.x) + (y - point.y) * (y - point.y)
                guard own < 1_000_000 else { continue }
                var nearest = (Double.infinity, 0)
                for (index, place) in positions.enumerated() {
                    let squared = (x - place.x) * (x - place.x) + (y - place.y) * (y - place.y)
                    if squared < nearest.0 { nearest = (squared, index) }
                }
                guard own < nearest.0 else { continue }
                sum += values[nearest.1]
                count += 1
            }
        }
        #expect(abs(surface.value(at: point) - sum / Double(count)) < 0.02)
    }

    @Test func `there is no data outside the hull, and a reading is met exactly`() {
        let positions = [
            Point(x: 1_000, y: 1_000), Point(x: 3_000, y: 1_000), Point(x: 2_000, y: 2_500), Point(x: 2_000, y: 1_500),
        ]
        let surface = surface(positions, [1, 2, 3, 4])
        #expect(surface.value(at: Point(x: 900, y: 1_000)).isNaN)
        #expect(surface.value(at: Point(x: 3_000, y: 2_000)).isNaN)
        #expect(surface.value(at: Point(x: 2_000, y: 1_500)) == 4)
        #expect(surface.value(at: Point(x: 2_000, y: 1_200)) > 1)
    }

    @Test func `the line survey is near the truth, with no data where its hull ends`() throws {
        guard let (positions, values) = try LineSurvey.readings(), let truth = try LineSurvey.array("truth_grid") else {
            return
        }
        let bench = bench(LineSurvey.grid, positions, values)
        try bench.run(NaturalNeighbour.self)
        let found = try bench.strip("out").cells.values
        let inside = found.indices.filter { !found[$0].isNaN }
        // MetPy's natural neighbour: 2.03 nT with 54 cells without data.
        #expect(abs(rootMeanSquare(inside.map { found[$0] }, inside.map { truth[$0] }) - 2.03) < 0.1)
        #expect(abs(found.count - inside.count - 54) <= 4)
    }
}
