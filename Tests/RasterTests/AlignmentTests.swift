import KernelTypes
import Survey
import TestBench
import Testing

@testable import Raster

@Suite struct AlignmentTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 500_000, north: 3_200_000, cellWidth: 100, cellHeight: 100, columns: 4, rows: 3)

    private struct Result {
        var values: [Float]
        var report: AlignmentReport
    }

    private func align(
        _ sources: [AlignmentSource], to grid: AnalysisGrid, _ resampling: Resampling = .nearest, _ folder: Folder,
        memory: Int = 256 << 20, threads: Int = 1
    ) throws -> Result {
        let path = folder.file("out.f32")
        let writer = try LayerWriter(creating: path, grid: grid)
        let report = try Alignment.align(
            sources: sources, to: grid, resampling: resampling, into: writer, scratch: folder.path, memory: memory,
            threads: threads)
        try writer.finish()
        return Result(values: try LayerFile(reading: path).whole().cells.values, report: report)
    }

    private func same(_ a: [Float], _ b: [Float]) -> Bool { a.map(\.bitPattern) == b.map(\.bitPattern) }

    @Test(arguments: Resampling.allCases)
    func `a source with the grid's cells is copied whatever the resampling`(resampling: Resampling) throws {
        let folder = try Folder()
        let values = (0..<12).map { Float($0) * 1.1 }
        let path = try folder.write(SmallTIFF(columns: 4, rows: 3, samples: .floats(values), nodata: "1.1"), "a.tif")
        let result = try align([AlignmentSource(path: path)], to: grid, resampling, folder)
        #expect(same(result.values, [values[0], .nan] + values[2...]))
        #expect(result.report.covered == 11 && result.report.counts.nodata == 1)
        #expect(result.report.notes.isEmpty)
    }

    @Test func `a source that is whole cells away is copied where it lies`() throws {
        let folder = try Folder()
        var tiff = SmallTIFF(columns: 4, rows: 3, samples: .bytes(Array(1...12)))
        tiff.west += 200
        tiff.north -= 100
        let result = try align([AlignmentSource(path: folder.write(tiff, "a.tif"))], to: grid, .cubic, folder)
        let n = Float.nan
        #expect(same(result.values, [n, n, n, n, n, n, 1, 2, n, n, 5, 6]))
    }

    @Test func `later sources lie over earlier ones where they have data`() throws {
        let folder = try Folder()
        let below = try folder.write(SmallTIFF(columns: 4, rows: 3, samples: .bytes(Array(1...12))), "a.tif")
        var tiff = SmallTIFF(columns: 2, rows: 2, samples: .int16([100, -1, 101, 102]), nodata: "-1")
        tiff.west += 100
        let above = try folder.write(tiff, "b.tif")
        let both = try align([below, above].map { AlignmentSource(path: $0) }, to: grid, .nearest, folder)
        #expect(both.values == [1, 100, 3, 4, 5, 101, 102, 8, 9, 10, 11, 12])
        let turned = try align([above, below].map { AlignmentSource(path: $0) }, to: grid, .nearest, folder)
        #expect(turned.values == (1...12).map { Float($0) })
    }

    @Test func `average is the mean of the valid cells and mode their most frequent value`() throws {
        let folder = try Folder()
        var tiff = SmallTIFF(
            columns: 4, rows: 4, samples: .floats([1, 2, 9, -5, 3, 6, -5, -5, 7, 7, 4, 4, 7, 8, 5, 4]), nodata: "-5")
        tiff.cellWidth = 50
        tiff.cellHeight = 50
        let source = AlignmentSource(path: try folder.write(tiff, "a.tif"))
        let small = AnalysisGrid(
            crs: "EPSG:32641", west: 500_000, north: 3_200_000, cellWidth: 100, cellHeight: 100, columns: 2, rows: 2)
        #expect(try align([source], to: small, .average, folder).values == [3, 9, 7.25, 4.25])
        let mode = try align([source], to: small, .mode, folder).values
        #expect(mode.suffix(3) == [9, 7, 4])
    }

    @Test func `bilinear gives a plane back, and no data does not leak into valid cells`() throws {
        let folder = try Folder()
        var values = (0..<100).map { Float($0 % 10) + 10 * Float($0 / 10) }
        values[5 * 10 + 5] = .infinity
        values[5 * 10 + 6] = 1.70143e38
        values[5 * 10 + 7] = -9999
        var tiff = SmallTIFF(columns: 10, rows: 10, samples: .floats(values), nodata: "-9999")
        tiff.west -= 250
        tiff.north += 250
        let wide = AnalysisGrid(
            crs: "EPSG:32641", west: 500_000, north: 3_200_000, cellWidth: 100, cellHeight: 100, columns: 6, rows: 6)
        let result = try align([AlignmentSource(path: folder.write(tiff, "a.tif"))], to: wide, .bilinear, folder)
        for row in 0..<2 {
            for column in 0..<6 {
                // The grid's centre (0, 0) lies between the source's cells 2 and 3.
                let expected = (Float(column) + 2.5) + 10 * (Float(row) + 2.5)
                #expect(abs(result.values[row * 6 + column] - expected) < 1e-4)
            }
        }
        #expect(result.values.allSatisfy { $0.isNaN || ($0 > 0 && $0 < 100) })
        #expect(result.report.notes.contains("1 infinite cells became no data"))
        #expect(result.report.notes.contains { $0.contains("dummy value") })
    }

    @Test(arguments: [Resampling.bilinear, .cubic])
    func `a field linear in degrees is reproduced on a UTM grid`(resampling: Resampling) throws {
        let folder = try Folder()
        let field = { (lon: Double, lat: Double) in 3 * (lon - 63) - 2 * (lat - 29) + 7 }
        var tiff = SmallTIFF(columns: 120, rows: 100, samples: .bytes([]))
        tiff.epsg = 4326
        tiff.isGeographic = true
        tiff.west = 62.9
        tiff.north = 29.2
        tiff.cellWidth = 0.005
        tiff.cellHeight = 0.004
        tiff.samples = .doubles(
            (0..<12000).map { index in
                field(
                    tiff.west + (Double(index % 120) + 0.5) * tiff.cellWidth,
                    tiff.north - (Double(index / 120) + 0.5) * tiff.cellHeight)
            })
        let utm = AnalysisGrid(
            crs: "EPSG:32641", west: 500_000, north: 3_215_000, cellWidth: 450, cellHeight: 430, columns: 60, rows: 40)
        let source = AlignmentSource(path: try folder.write(tiff, "a.tif"))
        let result = try align([source], to: utm, resampling, folder)
        #expect(result.report.notes == ["a.tif: reprojected from EPSG:4326 (\(resampling.rawValue))"])

        let back = try CoordinateTransformation(
            from: SpatialReference("EPSG:32641"), to: SpatialReference("EPSG:4326"))
        var compared = 0
        for row in 0..<40 {
            for column in 0..<60 {
                let places = back.apply([utm.centre(column: column, row: row)])
                let place = try #require(places[0])
                let isInside = place.x > 62.91 && place.x < 63.49 && place.y < 29.19 && place.y > 28.81
                guard isInside else { continue }
                let value = result.values[row * 60 + column]
                #expect(abs(Double(value) - field(place.x, place.y)) < 2e-6, "\(column) \(row)")
                compared += 1
            }
        }
        #expect(compared > 2000)
    }

    @Test func `neither memory nor threads change a bit of a warped layer`() throws {
        let folder = try Folder()
        var tiff = SmallTIFF(columns: 300, rows: 500, samples: .bytes([]))
        tiff.samples = .floats((0..<150_000).map { Float(($0 * 7919) % 1013) })
        tiff.west -= 333
        tiff.cellWidth = 70
        tiff.cellHeight = 80
        let source = AlignmentSource(path: try folder.write(tiff, "a.tif"))
        let tall = AnalysisGrid(
            crs: "EPSG:32642", west: -85_000, north: 3_215_000, cellWidth: 90, cellHeight: 95, columns: 300, rows: 450)
        for resampling in Resampling.allCases {
            let first = try align([source], to: tall, resampling, folder)
            let second = try align([source], to: tall, resampling, folder, memory: 1 << 16, threads: 3)
            #expect(first.report.covered > 50_000)
            #expect(same(first.values, second.values))
        }
    }

    @Test func `bytes with nodata -1 are warped without a lost or a changed cell`() throws {
        let folder = try Folder()
        var tiff = SmallTIFF(
            columns: 20, rows: 20, samples: .bytes((0..<400).map { $0 % 3 == 0 ? 255 : 0 }), nodata: "-1")
        tiff.west -= 730
        tiff.north += 770
        let result = try align([AlignmentSource(path: folder.write(tiff, "a.tif"))], to: grid, .nearest, folder)
        #expect(result.values.allSatisfy { $0 == 0 || $0 == 255 })
        #expect(result.report.notes.contains("a.tif: nodata -1 does not exist in Byte and was ignored"))
    }

    @Test func `Cloncurry's fault density comes through copying and warping with all its cells`() throws {
        guard let path = try shared("cloncurry-iocg/CalculateWeights/FaultDensity.tif") else { return }
        let folder = try Folder()
        let dataset = try Dataset(reading: path)
        let geotransform = dataset.geotransform
        let place = try #require(geotransform)
        let own = AnalysisGrid(
            crs: "EPSG:7845", west: place[0], north: place[3], cellWidth: place[1], cellHeight: -place[5],
            columns: 1259, rows: 2487)
        let copied = try align([AlignmentSource(path: path)], to: own, .average, folder)
        #expect(copied.report.covered == own.cellCount && copied.values.min() == 1 && copied.values.max() == 10)
        let other = AnalysisGrid(
            crs: "EPSG:7845", west: place[0] + 1300, north: place[3] - 1700, cellWidth: place[1] * 3,
            cellHeight: -place[5] * 3, columns: 400, rows: 800)
        let warped = try align([AlignmentSource(path: path)], to: other, .nearest, folder)
        #expect(warped.report.covered == other.cellCount)
        #expect(warped.values.allSatisfy { $0 >= 1 && $0 <= 10 && $0 == $0.rounded() })
    }

    @Test func `without a CRS the source is refused, or the assumed one is used and named`() throws {
        let folder = try Folder()
        var tiff = SmallTIFF(columns: 4, rows: 3, samples: .bytes(Array(1...12)))
        tiff.epsg = nil
        let path = try folder.write(tiff, "a.tif")
        let error = #expect(throws: RasterError.self) {
            _ = try align([AlignmentSource(path: path)], to: grid, .nearest, folder)
        }
        #expect(error?.code == .noCRS && error?.remedy.contains("assume_crs") == true)
        let assumed = try align([AlignmentSource(path: path, assumedCRS: "EPSG:32641")], to: grid, .nearest, folder)
        #expect(assumed.values == (1...12).map { Float($0) })
        #expect(assumed.report.notes == ["a.tif: has no CRS, EPSG:32641 was assumed"])
    }

    @Test func `what does not reach the grid is an error, or a note beside what does`() throws {
        let folder = try Folder()
        let near = try folder.write(SmallTIFF(columns: 4, rows: 3, samples: .bytes(Array(1...12))), "near.tif")
        var tiff = SmallTIFF(columns: 4, rows: 3, samples: .bytes(Array(1...12)))
        tiff.west += 1e6
        let far = try folder.write(tiff, "far.tif")
        tiff.cellWidth = 77
        let farther = try folder.write(tiff, "farther.tif")
        for path in [far, farther] {
            let error = #expect(throws: RasterError.self) {
                _ = try align([AlignmentSource(path: path)], to: grid, .nearest, folder)
            }
            #expect(error?.code == .noOverlap)
        }
        let both = try align([far, near].map { AlignmentSource(path: $0) }, to: grid, .nearest, folder)
        #expect(both.report.notes == ["far.tif: does not reach the grid"] && both.report.covered == 12)
    }

    @Test func `degrees counted from 0 to 360 are found from a grid in the West`() throws {
        let folder = try Folder()
        var tiff = SmallTIFF(columns: 40, rows: 40, samples: .bytes([UInt8](repeating: 9, count: 1600)))
        tiff.epsg = 4326
        tiff.isGeographic = true
        tiff.west = 290.5
        tiff.north = -22
        tiff.cellWidth = 0.05
        tiff.cellHeight = 0.05
        let andes = AnalysisGrid(
            crs: "EPSG:32719", west: 480_000, north: 7_500_000, cellWidth: 1000, cellHeight: 1000, columns: 20, rows: 20
        )
        let result = try align([AlignmentSource(path: folder.write(tiff, "a.tif"))], to: andes, .bilinear, folder)
        #expect(result.report.covered == 400 && result.values.allSatisfy { $0 == 9 })
    }
}
