import Foundation
import KernelTypes
import Survey
import Testing

@testable import Raster

@Suite struct WriterTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func layer(columns: Int = 700, rows: Int = 600) throws -> LayerFile {
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 500_000, north: 3_200_000, cellWidth: 100, cellHeight: 50, columns: columns,
            rows: rows)
        let path = folder.file("layer.f32")
        let writer = try LayerWriter(
            creating: path, header: LayerHeader(grid: grid, unit: "nT", description: "total field"))
        var values = (0..<grid.cellCount).map { Float(($0 * 7919) % 4001) / 7 }
        for index in stride(from: 0, to: values.count, by: 11) { values[index] = .nan }
        try writer.write(Strip(columns: columns, values: values))
        try writer.finish()
        return try LayerFile(reading: path)
    }

    private let statistics = LayerStatistics(valid: 9, missing: 1, minimum: 0.5, maximum: 4, mean: 2, deviation: 1.25)

    @Test func `a COG holds the layer's cells, CRS, unit, description and statistics`() throws {
        let layer = try layer()
        let path = folder.file("layer.tif")
        try GeoTIFFWriter.writeCOG(layer, to: path, statistics: statistics)
        let dataset = try Dataset(reading: path)
        let facts = try dataset.facts(band: 1)
        #expect(facts.type == "Float32" && facts.unit == "nT" && facts.description == "total field")
        #expect(facts.declaredNodata == "nan")
        #expect(try dataset.coordinateSystem?.authority == "EPSG:32641")
        #expect(dataset.geotransform == layer.grid.geotransform)
        let cells = Cells(count: layer.grid.cellCount)
        try dataset.read(band: 1, window: layer.grid.whole, into: cells)
        #expect(cells.values.map(\.bitPattern) == (try layer.whole().cells.values.map(\.bitPattern)))
        let text = String(decoding: try bytes(of: path), as: UTF8.self)
        #expect(text.contains("STATISTICS_MINIMUM") && text.contains(">0.5<"))
        #expect(text.contains("STATISTICS_VALID_PERCENT") && text.contains(">90.0<"))
        #expect(!FileManager.default.fileExists(atPath: path + ".aux.xml"))
    }

    @Test func `threads do not change a byte of a GeoTIFF`() throws {
        let layer = try layer()
        for threads in [1, 2, 5] {
            try GeoTIFFWriter.writeCOG(
                layer, to: folder.file("c\(threads).tif"), statistics: statistics, threads: threads)
            try GeoTIFFWriter.write(layer, to: folder.file("g\(threads).tif"), threads: threads)
        }
        for kind in ["c", "g"] {
            let one = try bytes(of: folder.file(kind + "1.tif"))
            #expect(try bytes(of: folder.file(kind + "2.tif")) == one)
            #expect(try bytes(of: folder.file(kind + "5.tif")) == one)
        }
    }

    @Test func `a COG passes GDAL's validator`() throws {
        let path = folder.file("layer.tif")
        try GeoTIFFWriter.writeCOG(layer(), to: path, statistics: statistics, overviews: .mode)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-m", "osgeo_utils.samples.validate_cloud_optimized_geotiff", path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard !text.contains("No module named") else {
            print("skipped: python3-gdal is not installed")
            return
        }
        #expect(process.terminationStatus == 0 && text.contains("is a valid cloud optimized GeoTIFF"), "\(text)")
        #expect(!text.contains("warning"), "\(text)")
    }

    @Test func `a layer of one cell and of no data becomes a GeoTIFF`() throws {
        let grid = AnalysisGrid(crs: "EPSG:4326", west: 63, north: 29, cellWidth: 1, cellHeight: 1, columns: 1, rows: 1)
        let writer = try LayerWriter(creating: folder.file("one.f32"), grid: grid)
        try writer.write(Strip(columns: 1, values: [.nan]))
        try writer.finish()
        let layer = try LayerFile(reading: folder.file("one.f32"))
        try GeoTIFFWriter.writeCOG(layer, to: folder.file("one.tif"))
        let cells = Cells(count: 1)
        try Dataset(reading: folder.file("one.tif")).read(band: 1, window: grid.whole, into: cells)
        #expect(cells.values[0].isNaN)
    }

    @Test func `a folder that is not there is an error that names the file`() throws {
        let layer = try layer(columns: 3, rows: 2)
        let error = #expect(throws: RasterError.self) { try GeoTIFFWriter.write(layer, to: "/no/such/folder/a.tif") }
        #expect(error?.description.contains("/no/such/folder/a.tif") == true)
    }

    @Test func `a PNG gives back its pixels, alpha included`() throws {
        let pixels: [UInt8] = [255, 0, 0, 255, 0, 255, 0, 128, 1, 2, 3, 0, 9, 8, 7, 255, 0, 0, 255, 255, 4, 4, 4, 1]
        let path = folder.file("a.png")
        try PNGWriter.write(rgba: pixels, width: 3, height: 2, to: path)
        #expect(try bytes(of: path).prefix(4) == [0x89, 0x50, 0x4E, 0x47])
        let dataset = try Dataset(reading: path)
        #expect(dataset.width == 3 && dataset.height == 2 && dataset.bandCount == 4)
        let alpha = Cells(count: 6)
        try dataset.read(band: 4, window: Window(column: 0, row: 0, columns: 3, rows: 2), into: alpha)
        #expect(alpha.values == [255, 128, 0, 255, 255, 1])
        let red = Cells(count: 6)
        let counts = try dataset.read(band: 1, window: Window(column: 0, row: 0, columns: 3, rows: 2), into: red)
        #expect(counts.masked == 1 && red.values[2].isNaN && red.values[3] == 9)
    }
}
