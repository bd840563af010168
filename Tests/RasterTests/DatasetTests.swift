import KernelTypes
import Survey
import TestBench
import Testing

@testable import Raster

@Suite struct DatasetTests {
    private func cells(_ path: String, nodata: NodataRule = .declared) throws -> (values: [Float], counts: CellCounts) {
        let dataset = try Dataset(reading: path)
        let cells = Cells(count: dataset.width * dataset.height)
        let whole = Window(column: 0, row: 0, columns: dataset.width, rows: dataset.height)
        let counts = try dataset.read(band: 1, window: whole, nodata: nodata, into: cells)
        return (cells.values, counts)
    }

    @Test func `a missing file is an error that names it`() throws {
        let error = #expect(throws: RasterError.self) { _ = try Dataset(reading: "/no/such.tif") }
        #expect(error?.code == .missing)
        #expect(error?.description.contains("/no/such.tif") == true)
    }

    @Test(arguments: ["relative.tif", "/vsicurl/http://localhost/x.tif", "PG:host=localhost", ""])
    func `a name that is not an absolute path of a file is never given to GDAL`(path: String) throws {
        let error = #expect(throws: RasterError.self) { _ = try Dataset(reading: path) }
        #expect(error?.code == .illegalArgument)
    }

    @Test func `errors of two threads do not mix`() async throws {
        let folder = try Folder()
        for index in 0..<32 { try folder.write("not a raster", "\(index).tif") }
        let names = (0..<32).map { folder.file("\($0).tif") }
        await withTaskGroup(of: Bool.self) { group in
            for name in names {
                group.addTask {
                    do throws(RasterError) {
                        _ = try Dataset(reading: name)
                        return false
                    } catch {
                        return error.messages.count == 1 && error.messages[0].contains(name)
                            && error.severity == .failure
                    }
                }
            }
            for await isOwn in group { #expect(isOwn) }
        }
    }

    @Test func `a dataset says what it is`() throws {
        let folder = try Folder()
        let path = try folder.write(
            SmallTIFF(columns: 3, rows: 2, samples: .int16([1, 2, 3, 4, 5, 6]), nodata: "-32768"), "a.tif")
        let dataset = try Dataset(reading: path)
        #expect(dataset.width == 3 && dataset.height == 2 && dataset.bandCount == 1)
        #expect(dataset.driver == "GTiff")
        #expect(try dataset.coordinateSystem?.authority == "EPSG:32641")
        #expect(dataset.geotransform == [500_000, 100, 0, 3_200_000, 0, -100])
        let facts = try dataset.facts(band: 1)
        #expect(facts.type == "Int16" && facts.nodata == -32768 && facts.nodataNote == nil)
        #expect(throws: RasterError.self) { _ = try dataset.facts(band: 2) }
        try dataset.close()
    }

    @Test func `a raster without CRS and place has neither`() throws {
        let folder = try Folder()
        var tiff = SmallTIFF(columns: 1, rows: 1, samples: .bytes([7]))
        tiff.epsg = nil
        tiff.isPlaced = false
        let dataset = try Dataset(reading: folder.write(tiff, "a.tif"))
        #expect(try dataset.crs == nil)
        #expect(dataset.geotransform == nil)
    }

    @Test func `the side file of a stranger changes nothing`() throws {
        let folder = try Folder()
        let path = try folder.write(SmallTIFF(columns: 2, rows: 1, samples: .bytes([1, 2])), "a.tif")
        try folder.write(
            "<PAMDataset><PAMRasterBand band=\"1\"><NoDataValue>1</NoDataValue></PAMRasterBand></PAMDataset>",
            "a.tif.aux.xml")
        #expect(try cells(path).values == [1, 2])
    }

    @Test func `a world file places cells that have no place of their own`() throws {
        let folder = try Folder()
        var tiff = SmallTIFF(columns: 1, rows: 1, samples: .bytes([7]))
        tiff.isPlaced = false
        let path = try folder.write(tiff, "a.tif")
        try folder.write("10\n0\n0\n-10\n105\n995\n", "a.tfw")
        #expect(try Dataset(reading: path).geotransform == [100, 10, 0, 1000, 0, -10])
    }

    @Test func `nodata that a byte cannot hold hides no cell and is noted`() throws {
        let folder = try Folder()
        let path = try folder.write(
            SmallTIFF(columns: 4, rows: 1, samples: .bytes([0, 1, 254, 255]), nodata: "-1"), "a.tif")
        #expect(try cells(path).values == [0, 1, 254, 255])
        let facts = try Dataset(reading: path).facts(band: 1)
        #expect(facts.nodata == nil)
        #expect(facts.nodataNote == "nodata -1 does not exist in Byte and was ignored")
    }

    @Test func `declared nodata is compared as the band's own type holds it`() throws {
        let folder = try Folder()
        let float = try folder.write(
            SmallTIFF(columns: 3, rows: 1, samples: .floats([-999.999, -999.998, 1]), nodata: "-999.999"), "f.tif")
        let values = try cells(float).values
        #expect(values[0].isNaN && values[1] == -999.998 && values[2] == 1)
        // 2^24 + 1 and 2^24 are the same Float32, but not the same Int32.
        let whole = try folder.write(
            SmallTIFF(columns: 2, rows: 1, samples: .int32([16_777_217, 16_777_216]), nodata: "16777217"), "i.tif")
        let integers = try cells(whole)
        #expect(integers.values[0].isNaN && integers.values[1] == 16_777_216)
        #expect(integers.counts.nodata == 1 && integers.counts.valid == 1)
    }

    @Test(arguments: [true, false])
    func `infinities and the field's dummies are no data and are counted`(isDouble: Bool) throws {
        let folder = try Folder()
        let stored: [Double] = [.infinity, -.infinity, .nan, 1.70141e38, 1.70143e38, -1e32, -1e31, -9e30, 1.6e38, 5]
        let samples: SmallTIFF.Samples = isDouble ? .doubles(stored) : .floats(stored.map { Float($0) })
        let read = try cells(folder.write(SmallTIFF(columns: 10, rows: 1, samples: samples), "a.tif"))
        #expect(read.values.map(\.isNaN) == [true, true, true, true, true, true, true, false, false, false])
        #expect(read.values.suffix(3) == [-9e30, 1.6e38, 5])
        #expect(read.counts.infinite == 2 && read.counts.dummies == 4 && read.counts.notANumber == 1)
        #expect(read.counts.valid == 3 && read.counts.missing == 7)
    }

    @Test func `a rule may add nodata values or switch the declared one off`() throws {
        let folder = try Folder()
        let path = try folder.write(
            SmallTIFF(columns: 3, rows: 1, samples: .int16([-1, 0, 9]), nodata: "0"), "a.tif")
        #expect(try cells(path).values.map(\.isNaN) == [false, true, false])
        #expect(try cells(path, nodata: .ignored).values == [-1, 0, 9])
        #expect(try cells(path, nodata: .also([-1, 1e9])).values.map(\.isNaN) == [true, true, false])
    }

    @Test func `a window is read where it lies`() throws {
        let folder = try Folder()
        let path = try folder.write(
            SmallTIFF(columns: 4, rows: 3, samples: .bytes(Array(0..<12))), "a.tif")
        let cells = Cells(count: 4)
        try Dataset(reading: path).read(band: 1, window: Window(column: 1, row: 1, columns: 2, rows: 2), into: cells)
        #expect(cells.values == [5, 6, 9, 10])
    }

    @Test func `Cloncurry's fault density keeps all its cells under a nodata that bytes do not have`() throws {
        guard let path = try shared("cloncurry-iocg/CalculateWeights/FaultDensity.tif") else { return }
        let dataset = try Dataset(reading: path)
        #expect(dataset.width == 1259 && dataset.height == 2487)
        #expect(try dataset.coordinateSystem?.authority == "EPSG:7845")
        let read = try cells(path)
        #expect(read.counts.valid == 1259 * 2487)
        #expect(read.values.min() == 1 && read.values.max() == 10)
    }
}
