import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Geophysics

@Suite struct MicrolevelTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 0, north: 1000, cellWidth: 50, cellHeight: 50, columns: 20, rows: 20)

    /// A correction that is a plane, x/100 - y/50, on the grid's centres.
    private func bench(_ positions: [Point]) -> MemoryBench {
        let strip = Strip(columns: 20, rows: 0..<20, rasterRows: 20)
        for row in 0..<20 {
            for column in 0..<20 {
                let centre = grid.centre(column: column, row: row)
                strip[column, row] = Float(centre.x / 100 - centre.y / 50)
            }
        }
        let bench = MemoryBench(grid: grid)
        bench.put(strip, on: grid, as: "correction")
        bench.put(
            readings: Readings(
                crs: "EPSG:32641", positions: positions,
                lines: [.init(name: "1", kind: .line, readings: 0..<positions.count)],
                channels: [.init(name: "mag", unit: "nT", values: .init(repeating: 100, count: positions.count))]),
            as: "in")
        return bench
    }

    @Test func `a correction is taken between cells, and none where there is none`() throws {
        let bench = bench([Point(x: 25, y: 975), Point(x: 333, y: 417), Point(x: 975, y: 25), Point(x: 5000, y: 0)])
        try bench.run(Microlevel.self)
        let values = try #require(bench.readings(given: "out").channel("mag_microlevelled")).values
        for (own, known) in zip(values, [100 - 0.25 + 19.5, 100 - 3.33 + 8.34, 100 - 9.75 + 0.5, 100]) {
            #expect(abs(own - known) < 1e-5)
        }
        #expect(bench.figures["readings_off_grid"] == 1)
    }

    @Test func `a limit cuts the correction, and a length takes its mean along the line`() throws {
        let cut = bench([Point(x: 25, y: 975), Point(x: 975, y: 975)])
        try cut.run(Microlevel.self, ["limit": 15])
        let values = try #require(cut.readings(given: "out").channel("mag_microlevelled")).values
        #expect(values[0] == 115 && abs(values[1] - (100 - 9.75 + 19.5)) < 1e-5)
        let smooth = bench((0..<9).map { Point(x: 100 + Double($0) * 100, y: 500) })
        try smooth.run(Microlevel.self, ["length": 200])
        let means = try #require(smooth.readings(given: "out").channel("mag_microlevelled")).values
        // Corrections are -9, -8, ... -1: the first mean is of two, the second of three.
        #expect(abs(means[0] - 108.5) < 1e-5 && abs(means[1] - 108) < 1e-5 && abs(means[8] - 101.5) < 1e-5)
    }

    @Test func `a grid and its decorrugation make the correction, and only one of both ways is taken`() throws {
        let bench = MemoryBench(grid: grid)
        bench.put(Strip(columns: 20, values: .init(repeating: 7.5, count: 400)), on: grid, as: "gridded")
        bench.put(Strip(columns: 20, values: .init(repeating: 5, count: 400)), on: grid, as: "decorrugated")
        bench.put(
            readings: Readings(
                crs: "EPSG:32641", positions: [Point(x: 500, y: 500)],
                channels: [.init(name: "mag", unit: "nT", values: [100])]), as: "in")
        try bench.run(Microlevel.self)
        #expect(try bench.readings(given: "out").channel("mag_microlevelled")?.values == [97.5])
        bench.put(Strip(columns: 20, values: .init(repeating: 5, count: 400)), on: grid, as: "correction")
        let error = #expect(throws: OperationError.self) { try bench.run(Microlevel.self) }
        #expect(error?.reason == "the correction is given twice")
    }

    @Test func `a line's position in degrees is brought to metres by the ellipsoid`() throws {
        let readings = Readings(
            crs: "EPSG:4326", positions: [Point(x: 62, y: 29), Point(x: 62, y: 29.01), Point(x: 62.01, y: 29.01)],
            channels: [])
        let plane = try Plane(readings, at: MemoryBench())
        // Geodesics on WGS 84 by geographiclib 2.1: 1108.358 m and 974.295 m.
        #expect(abs(Plane.distance(plane.points[0], plane.points[1]) - 1108.358) < 0.01)
        #expect(abs(Plane.distance(plane.points[1], plane.points[2]) - 974.295) < 0.1)
    }

    @Test func `positions without a CRS that could be degrees are refused`() {
        let readings = Readings(crs: nil, positions: [Point(x: 62, y: 29), Point(x: 63, y: 30)], channels: [])
        #expect(throws: OperationError.self) { try Plane(readings, at: MemoryBench()) }
    }

    @Test func `a ternary image is stretched between percentiles, and empty where one is`() throws {
        let bench = MemoryBench(grid: grid)
        for (index, name) in ["k", "th", "u"].enumerated() {
            let cells = (0..<400).map { $0 == 7 && index == 1 ? Float.nan : Float($0 * (index + 1)) }
            bench.put(Strip(columns: 20, values: cells), on: grid, as: name)
        }
        try bench.run(TernaryStretch.self, ["low": 10, "high": 90])
        let red = try bench.strip("red")
        // Percentiles 10 and 90 of 0 ... 399 are 39.9 and 359.1.
        #expect(red.cells[0] == 0 && red.cells[399] == 1)
        #expect(abs(red.cells[200] - Float((200 - 39.9) / 319.2)) < 1e-6)
        for output in ["red", "green", "blue"] { #expect(try bench.strip(output).cells[7].isNaN) }
        #expect(abs(try bench.strip("blue").cells[200] - red.cells[200]) < 1e-6)
    }
}
