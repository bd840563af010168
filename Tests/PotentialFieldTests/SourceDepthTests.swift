import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import PotentialField

@Suite struct SourceDepthTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 500_000, north: 3_006_400, cellWidth: 100, cellHeight: 80, columns: 90, rows: 84)

    private func bench(_ value: (Point) -> Double) -> MemoryBench {
        let bench = MemoryBench(grid: grid)
        let values = (0..<84).flatMap { row in
            (0..<90).map { Float(value(grid.centre(column: $0, row: row))) }
        }
        bench.put(Strip(columns: 90, values: values), on: grid, as: "in")
        return bench
    }

    /// The vertical field of a vertical dipole: structural index 3.
    private func dipole(_ point: Point, at source: (x: Double, y: Double, depth: Double)) -> Double {
        let x = point.x - source.x
        let y = point.y - source.y
        let z = source.depth
        let r = (x * x + y * y + z * z).squareRoot()
        return 1e11 * (2 * z * z - x * x - y * y) / (r * r * r * r * r)
    }

    private func number(_ feature: Feature, _ name: String) -> Double {
        if case .number(let value)? = feature.value(name) { value } else { .nan }
    }

    @Test func `Euler's equation finds a dipole where it lies`() throws {
        let source = (x: 504_310.0, y: 3_002_930.0, depth: 620.0)
        let bench = bench { 25 + dipole($0, at: source) }
        try bench.run(EulerDeconvolution.self, ["structural_index": 3, "window": 13, "step": 2, "tolerance": 1])
        let features = try bench.features(given: "out")
        #expect(features.count > 5)
        for feature in features {
            let point = feature.geometry.points[0]
            #expect(abs(point.x - source.x) < 25)
            #expect(abs(point.y - source.y) < 25)
            #expect(abs(number(feature, "depth_m") - 620) < 25)
            #expect(number(feature, "depth_error_m") < 7)
        }
    }

    @Test func `a scan takes the structural index of the source and the depth with it`() throws {
        let source = (x: 504_310.0, y: 3_002_930.0, depth: 620.0)
        let bench = bench { dipole($0, at: source) }
        try bench.run(EulerDeconvolution.self, ["scan": [1, 2, 3], "window": 13, "step": 2, "tolerance": 2])
        let features = try bench.features(given: "out")
        let near = features.filter { abs($0.geometry.points[0].x - source.x) < 100 }
        #expect(near.count > 5)
        #expect(near.count { number($0, "structural_index") == 3 } > near.count / 2)
    }

    @Test func `windows with holes are left out`() throws {
        let bench = bench { $0.x < 504_500 ? .nan : dipole($0, at: (504_310, 3_002_930, 620)) }
        try bench.run(EulerDeconvolution.self, ["structural_index": 3, "window": 13, "tolerance": 100])
        #expect(try bench.features(given: "out").allSatisfy { $0.geometry.points[0].x > 504_500 })
    }

    @Test func `the slope of the spectrum tells the depth of a layer of sources`() throws {
        // White noise at the depth of its sources, seen from above, falls by exp(-2 k h).
        var random = Seeded(6)
        let noise = bench { _ in Double.random(in: -1...1, using: &random) }
        try noise.run(Upward.self, ["height": 150])
        let above = MemoryBench(grid: grid)
        above.put(try noise.strip("out"), on: grid, as: "in")
        try above.run(PowerSpectrum.self, ["slope_bins": 21])
        let rows = try above.table(given: "out").rows
        let depths = rows[15..<30].compactMap { row -> Double? in
            if case .number(let depth) = row[4] { depth } else { nil }
        }
        #expect(depths.count == 15)
        #expect(abs(depths.reduce(0, +) / 15 - 150) < 20)
    }

    @Test func `two layers give two straight pieces`() {
        let points = (0..<60).map { step -> (k: Double, ln: Double) in
            let k = 0.0002 * Double(step)
            return (k, max(10 - 2 * 900 * k, 5.5 - 2 * 120 * k))
        }
        let depths = PowerSpectrum.twoDepths(points)
        #expect(abs((depths?.deep ?? 0) - 900) < 40)
        #expect(abs((depths?.shallow ?? 0) - 120) < 10)
    }
}
