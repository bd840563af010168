import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Geophysics

@Suite struct TerrainCorrectionTests {
    @Test func `prisms pull as harmonica's do`() {
        // harmonica 0.7.0, prism_gravity, g_z at the origin, 2670 kg/m³, mGal; the first lies above, the second below.
        let above = Prism.pull(x0: 100, x1: 300, y0: -50, y1: 150, height: 80) * 2670 * 1e5
        #expect(abs(above - 0.31518492) < 1e-8)
        let below = Prism.pull(x0: -50, x1: 50, y0: -50, y1: 50, height: -30) * 2670 * 1e5
        #expect(abs(below - 2.51101791) < 1e-8)
    }

    @Test func `a prism far away pulls as its axis does`() {
        let prism = Prism.pull(x0: 9990, x1: 10010, y0: -10, y1: 10, height: 400)
        let axis = Prism.axisPull(distanceSquared: 1e8, area: 400, height: 400)
        #expect(abs(prism / axis - 1) < 1e-5)
    }

    @Test func `the cap's curvature is LaFehr's`() {
        for h in [500.0, 1000, 2500, 4148, 6000] {
            // LaFehr (1991): a polynomial for 2670 kg/m³, with another G and radius.
            let polynomial =
                1.464139e-3 * h - 3.533047e-7 * h * h + 1.002709e-13 * h * h * h + 3.002407e-18 * h * h * h * h
            #expect(abs(BouguerShell.curvature(height: h, density: 2670) - polynomial) < 0.0025)
        }
    }

    /// A station in the middle of a plain of 40 m cells, with a ring wall of one height between two radii.
    private func bench(wall: Float, from inner: Double, to outer: Double) -> MemoryBench {
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 0, north: 8040, cellWidth: 40, cellHeight: 40, columns: 201, rows: 201)
        let strip = Strip(columns: 201, rows: 0..<201, rasterRows: 201)
        for row in 0..<201 {
            for column in 0..<201 {
                let centre = grid.centre(column: column, row: row)
                let distance = Plane.distance(centre, Point(x: 4020, y: 4020))
                strip[column, row] = 100 + (distance > inner && distance < outer ? wall : 0)
            }
        }
        let bench = MemoryBench(grid: grid)
        bench.put(strip, on: grid, as: "dem")
        bench.put(
            readings: Readings(
                crs: "EPSG:32641", positions: [Point(x: 4020, y: 4020), Point(x: -10, y: 0)],
                channels: [.init(name: "elevation", unit: "m", values: [100, 100])]), as: "in")
        return bench
    }

    @Test(arguments: [Float(250), -250])
    func `a ring wall or moat pulls as its closed form says, and always up`(wall: Float) throws {
        let (inner, outer, h) = (620.0, 3020.0, 250.0)
        let bench = bench(wall: wall, from: inner, to: outer)
        try bench.run(TerrainCorrection.self, ["near": 1200, "far": 4000])
        let values = try #require(bench.readings(given: "out").channel("terrain_correction")).values
        let lengths = (outer - inner) + (inner * inner + h * h).squareRoot() - (outer * outer + h * h).squareRoot()
        let ring = 2 * Double.pi * BouguerShell.gravitation * 2670 * 1e5 * lengths
        // Squares of 40 m follow the circles to half a per cent.
        #expect(abs(values[0] / ring - 1) < 0.005)
        #expect(values[1].isNaN)
        let quality = try bench.value(given: "qc", as: QualityRecord.self)
        #expect(quality.remarks.map(\.first) == [1])
    }

    @Test func `one thread and three give the same bits`() throws {
        var results: [[Double]] = []
        for threads in [1, 3] {
            let bench = bench(wall: 90, from: 300, to: 2000)
            let places = (0..<40).map { Point(x: 1000 + Double($0) * 150, y: 8040 - 900 - Double($0) * 140) }
            let many = MemoryBench()
            many.threads = threads
            many.put(try bench.raster("dem").whole(), on: try bench.grid(), as: "dem")
            many.put(
                readings: Readings(
                    crs: "EPSG:32641", positions: places,
                    channels: [.init(name: "elevation", unit: "m", values: .init(repeating: 120, count: 40))]), as: "in"
            )
            try many.run(TerrainCorrection.self, ["near": 300, "far": 900])
            results.append(try #require(many.readings(given: "out").channel("terrain_correction")).values)
        }
        #expect(results[0] == results[1] && results[0].count == 40)
    }

    @Test func `flat ground has no terrain, and half a disc is told`() throws {
        let flat = bench(wall: 0, from: 0, to: 1)
        try flat.run(TerrainCorrection.self, ["near": 500, "far": 8000])
        #expect(try flat.readings(given: "out").channel("terrain_correction")?.values.first == 0)
        let quality = try flat.value(given: "qc", as: QualityRecord.self)
        #expect(quality.remarks.first?.text.contains("covers less than 35 %") == true)
    }

    @Test func `an elevation model in degrees is refused`() throws {
        let grid = AnalysisGrid(
            crs: "EPSG:4326", west: 0, north: 1, cellWidth: 0.1, cellHeight: 0.1, columns: 10, rows: 10)
        let bench = MemoryBench(grid: grid)
        bench.put(Strip(columns: 10, values: [Float](repeating: 1, count: 100)), on: grid, as: "dem")
        bench.put(
            readings: Readings(
                crs: "EPSG:4326", positions: [Point(x: 0.5, y: 0.5)],
                channels: [.init(name: "elevation", unit: "m", values: [1])]),
            as: "in")
        let error = #expect(throws: OperationError.self) { try bench.run(TerrainCorrection.self) }
        #expect(error?.remedy.contains("projected") == true)
    }
}
