import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Gridding

@Suite struct EquivalentSourcesTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 0, north: 2_000, cellWidth: 100, cellHeight: 100, columns: 20, rows: 20)

    /// The field of two upright dipoles under the ground, at a height.
    private func field(_ point: Point, height: Double = 0) -> Double {
        [(700.0, 1_300.0, 500.0, 5e10), (1_400, 600, 700, -9e10)].reduce(5) { sum, source in
            let x = point.x - source.0
            let y = point.y - source.1
            let z = source.2 + height
            let squared = x * x + y * y + z * z
            return sum + source.3 * (2 * z * z - x * x - y * y) / (squared * squared * squared.squareRoot())
        }
    }

    private func scatter(_ count: Int) -> [Point] {
        var random = Seeded(5)
        return (0..<count).map { _ in
            Point(x: .random(in: 0...2_000, using: &random), y: .random(in: 0...2_000, using: &random))
        }
    }

    private func worst(_ out: Strip, height: Double = 0, margin: Int = 2) -> Double {
        var worst = 0.0
        for row in margin..<(20 - margin) {
            for column in margin..<(20 - margin) {
                let right = field(grid.centre(column: column, row: row), height: height)
                worst = max(worst, abs(Double(out[column, row]) - right))
            }
        }
        return worst
    }

    @Test func `a harmonic field comes back at the readings' level and above`() throws {
        let positions = scatter(150)
        let bench = bench(grid, positions, positions.map { field($0) })
        let parameters: [String: ParameterValue] = ["block": 60, "depth": 300, "damping": 1e-9]
        try bench.run(EquivalentSources.self, parameters)
        // The field spans about 1400 units.
        let here = try worst(bench.strip("out"))
        #expect(here < 45)
        try bench.run(EquivalentSources.self, parameters.merging(["level": 200]) { $1 })
        let above = try worst(bench.strip("out"), height: 200, margin: 6)
        #expect(above < 25)
    }

    @Test func `windows fitted one after the other come near to what one fit gives`() throws {
        let positions = scatter(150)
        let parameters: [String: ParameterValue] = ["block": 60, "depth": 250, "window": 60, "rounds": 6]
        let boosted = bench(grid, positions, positions.map { field($0) })
        try boosted.run(EquivalentSources.self, parameters)
        #expect(try worst(boosted.strip("out")) < 60)
        #expect((boosted.figures["misfit"] ?? 1_000) < 0.1)
        let again = bench(grid, positions, positions.map { field($0) })
        again.threads = 1
        try again.run(EquivalentSources.self, parameters)
        #expect(try again.strip("out").cells.values == boosted.strip("out").cells.values)
    }
}
