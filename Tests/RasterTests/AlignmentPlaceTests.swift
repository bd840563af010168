import KernelTypes
import Projection
import Survey
import TestBench
import Testing

@testable import Raster

/// Where cells come to lie: no-op copies, turned and rotated rasters, datum shifts.
@Suite struct AlignmentPlaceTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 500_000, north: 3_200_000, cellWidth: 100, cellHeight: 100, columns: 4, rows: 3)

    private func align(
        _ path: String, to grid: AnalysisGrid, _ resampling: Resampling, _ folder: Folder,
        route: Alignment.RouteChoice? = nil
    ) throws -> (cells: Cells, report: AlignmentReport) {
        let output = folder.file("out.f32")
        let writer = try LayerWriter(creating: output, grid: grid)
        let report = try Alignment.align(
            sources: [AlignmentSource(path: path)], to: grid, resampling: resampling, into: writer,
            scratch: folder.path, route: route)
        try writer.finish()
        return (try LayerFile(reading: output).whole().cells, report)
    }

    /// The sums were made with rasterio 1.4 and NumPy from the files themselves: over all valid cells, the bits of the
    /// Float32 value times (index mod 1009 + 1), modulo 2^64.
    @Test(arguments: [
        ("CalculateResponse/PosteriorProbability.tif", UInt64(1_579_415_950_207_905_281)),
        ("CalculateWeights/Dist2Breccia.tif", 1_834_026_701_686_405_120),
        ("CalculateWeights/FaultDensity.tif", 1_712_185_113_597_444_096),
    ])
    func `a real raster on its own grid comes through bit for bit`(name: String, sum: UInt64) throws {
        guard let path = try shared("cloncurry-iocg/" + name) else { return }
        let folder = try Folder()
        let dataset = try Dataset(reading: path)
        let transform = dataset.geotransform
        let place = try #require(transform)
        let own = AnalysisGrid(
            crs: "EPSG:7845", west: place[0], north: place[3], cellWidth: place[1], cellHeight: -place[5],
            columns: 1259, rows: 2487)
        let (cells, report) = try align(path, to: own, .cubic, folder) { (_, _) throws(RasterError) in
            throw RasterError(.noRoute, operation: "", messages: ["nothing is transformed where nothing differs"])
        }
        #expect(report.covered == 3_131_133 && report.routes.isEmpty)
        var total: UInt64 = 0
        for index in 0..<cells.count where !cells[index].isNaN {
            total &+= UInt64(cells[index].bitPattern) &* UInt64(index % 1009 + 1)
        }
        #expect(total == sum)
    }

    @Test(arguments: [3, 50]) func `rows that run north are turned and not resampled`(rows: Int) throws {
        let folder = try Folder()
        let values = (0..<4 * rows).map { Float($0) * 1.1 }
        var tiff = SmallTIFF(columns: 4, rows: rows, samples: .floats(values))
        tiff.geotransform = [500_000, 100, 0, 3_200_000 - 100 * Double(rows), 0, 100]
        var own = grid
        own.rows = rows
        let (cells, report) = try align(try folder.write(tiff, "a.tif"), to: own, .cubic, folder)
        for row in 0..<rows {
            for column in 0..<4 { #expect(cells[row * 4 + column] == values[(rows - 1 - row) * 4 + column]) }
        }
        #expect(report.notes == ["a.tif: its rows run from south to north and were turned"])
    }

    @Test func `a turned raster that reaches over the grid's edge is cut where it should be`() throws {
        let folder = try Folder()
        var tiff = SmallTIFF(columns: 2, rows: 3, samples: .bytes([1, 2, 3, 4, 5, 6]))
        // Its southernmost row is the grid's second; its northernmost lies above the grid.
        tiff.geotransform = [500_100, 100, 0, 3_199_800, 0, 100]
        let (cells, _) = try align(try folder.write(tiff, "a.tif"), to: grid, .nearest, folder)
        let n = Float.nan
        let expected: [Float] = [n, 3, 4, n, n, 1, 2, n, n, n, n, n]
        #expect(cells.values.map(\.bitPattern) == expected.map(\.bitPattern))
    }

    @Test func `a layer that is almost on the grid is copied, and one that is not says so`() throws {
        let folder = try Folder()
        let values = (0..<12).map { Float($0) * 1.1 }
        var tiff = SmallTIFF(columns: 4, rows: 3, samples: .floats(values))
        // A world file's six decimals, and a float's rounding of the cell size.
        tiff.west += 4e-5
        tiff.cellWidth = 100.000001
        let near = try align(try folder.write(tiff, "a.tif"), to: grid, .bilinear, folder)
        #expect(near.cells.values == values && near.report.notes.isEmpty)
        tiff.west = 500_000.2
        let far = try align(try folder.write(tiff, "b.tif"), to: grid, .bilinear, folder)
        #expect(far.report.notes == ["b.tif: its cells are not the grid's and were resampled (bilinear)"])
    }

    @Test func `a plane on rotated cells is a plane on the grid`() throws {
        let folder = try Folder()
        let plane = { (x: Double, y: Double) in 0.003 * (x - 500_000) - 0.002 * (y - 3_200_000) + 5 }
        let g = [499_000, 60, 30, 3_199_000.0, 35, -70]
        var tiff = SmallTIFF(columns: 50, rows: 60, samples: .bytes([]))
        tiff.geotransform = g
        tiff.samples = .doubles(
            (0..<3000).map { index in
                let column = Double(index % 50) + 0.5
                let row = Double(index / 50) + 0.5
                return plane(g[0] + column * g[1] + row * g[2], g[3] + column * g[4] + row * g[5])
            })
        var own = grid
        own.cellWidth = 50
        own.cellHeight = 50
        own.north = 3_198_000
        let (cells, _) = try align(try folder.write(tiff, "a.tif"), to: own, .bilinear, folder)
        for row in 0..<own.rows {
            for column in 0..<own.columns {
                let centre = own.centre(column: column, row: row)
                #expect(abs(Double(cells[row * own.columns + column]) - plane(centre.x, centre.y)) < 1e-4)
            }
        }
    }

    /// Degrees of NZGD49 on New Zealand's grid of NZGD2000: 190 m apart, and Debian's proj-data has the grid file.
    @Test func `a datum's shift is made with its grid file, and the report says so`() throws {
        let folder = try Folder()
        let field = { (lon: Double, lat: Double) in 100 * (lon - 172.5) + 60 * (lat + 43.5) }
        var tiff = SmallTIFF(columns: 100, rows: 100, samples: .bytes([]))
        tiff.epsg = 4272
        tiff.isGeographic = true
        tiff.geotransform = [172.4, 0.005, 0, -43.2, 0, -0.005]
        tiff.samples = .doubles(
            (0..<10_000).map { index in
                field(172.4 + (Double(index % 100) + 0.5) * 0.005, -43.2 - (Double(index / 100) + 0.5) * 0.005)
            })
        let nz = AnalysisGrid(
            crs: "EPSG:2193", west: 1_555_000, north: 5_195_000, cellWidth: 300, cellHeight: 300, columns: 40, rows: 30)
        let (cells, report) = try align(
            try folder.write(tiff, "a.tif"), to: nz, .bilinear, folder, route: bestRoute)
        let route = try #require(report.routes["a.tif"])
        #expect(route.grids.contains { $0.contains("nzgd2kgrid0005") } && route.accuracy == 0.2)
        #expect(report.notes.first?.contains("reprojected from EPSG:4272 (bilinear) by") == true)
        #expect(report.notes.first?.contains("accuracy 0.2 m, grid file") == true)

        let back = try Transformation(from: "EPSG:2193", to: "EPSG:4272")
        let unshifted = try Transformation(from: "EPSG:2193", to: "EPSG:4167")
        for index in 0..<cells.count {
            let centre = nz.centre(column: index % 40, row: index / 40)
            let place = try back.apply([centre])[0]
            #expect(abs(Double(cells[index]) - field(place.x, place.y)) < 1e-4)
            // What a ballpark transformation would have given is another number.
            let wrong = try unshifted.apply([centre])[0]
            #expect(abs(field(wrong.x, wrong.y) - field(place.x, place.y)) > 0.05)
        }
    }

    @Test func `a refused transformation refuses the raster`() throws {
        let folder = try Folder()
        var tiff = SmallTIFF(columns: 4, rows: 3, samples: .bytes(Array(1...12)))
        tiff.epsg = 32642
        let path = try folder.write(tiff, "a.tif")
        let error = #expect(throws: RasterError.self) {
            _ = try align(path, to: grid, .nearest, folder) { (_, _) throws(RasterError) in
                throw RasterError(.noRoute, operation: "transform", messages: ["ballpark"], remedy: "allow it")
            }
        }
        #expect(error?.code == .noRoute && error?.remedy == "allow it")
    }
}
