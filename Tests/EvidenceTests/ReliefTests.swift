import Evidence
import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@Suite struct ReliefTests {
    @Test(arguments: ["horn", "zevenbergen-thorne", "evans"], ["EPSG:32641", "EPSG:4326"])
    func `slope and hillshade in one pass have the bits of both apart`(method: String, crs: String) throws {
        let isDegrees = crs == "EPSG:4326"
        for (columns, rows) in [(1, 4), (3, 3), (41, 30)] {
            let raster = SmallRaster(columns, rows, in: 0...900, missing: 0.03, seed: 5)
            let grid = raster.grid(
                cellWidth: isDegrees ? 0.01 : 30, cellHeight: isDegrees ? 0.02 : 20, crs: crs,
                north: isDegrees ? 29 : 3_200_000)
            let own: [String: ParameterValue] = ["method": .text(method), "z_factor": 0.5]
            let light: [String: ParameterValue] = ["azimuth": 40, "altitude": 30]
            let slope = try raster.result(of: Slope.self, own, on: grid)
            let shade = try raster.result(of: Hillshade.self, own.merging(light) { $1 }, on: grid)
            for threads in [1, 3] {
                let bench = MemoryBench(grid: grid)
                bench.threads = threads
                bench.put(raster.strip, on: grid, as: "in")
                try bench.run(Relief.self, own.merging(light) { $1 })
                #expect(try bench.strip("slope").cells.values.map(\.bitPattern) == slope.map(\.bitPattern))
                #expect(try bench.strip("hillshade").cells.values.map(\.bitPattern) == shade.map(\.bitPattern))
            }
        }
    }
}
