import Foundation
import TestBench
import Testing

@testable import Raster

@Suite struct RasterExaminationTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func failure(_ path: String, cap: Int = RasterExamination.defaultCellCap) -> RasterError? {
        do throws(RasterError) {
            _ = try RasterExamination.examine(path, cellCap: cap)
            return nil
        } catch {
            return error
        }
    }

    private func big(nodata: String? = nil) -> SmallTIFF {
        SmallTIFF(columns: 50, rows: 40, samples: .floats((0..<2000).map { Float($0) }), nodata: nodata)
    }

    @Test func `a sound raster gives its facts`() throws {
        var values = (0..<2000).map { Float($0) }
        values[3] = .nan
        values[4] = -.infinity
        values[5] = -9999
        let path = try folder.write(
            SmallTIFF(columns: 50, rows: 40, samples: .floats(values), nodata: "-9999"), "a.tif")
        let facts = try RasterExamination.examine(path, memory: 1000)
        #expect(facts.driver == "GTiff" && facts.columns == 50 && facts.rows == 40 && facts.bandCount == 1)
        #expect(facts.authority == "EPSG:32641" && facts.crsName == "WGS 84 / UTM zone 41N")
        #expect(facts.counts.valid == 1997 && facts.counts.infinite == 1 && facts.counts.nodata == 1)
        #expect(facts.statistics?.minimum == 0 && facts.statistics?.maximum == 1999)
        #expect(facts.notes == ["1 infinite cells count as no data"])
    }

    @Test func `no CRS and no place are facts`() throws {
        var tiff = big()
        tiff.epsg = nil
        tiff.isPlaced = false
        let facts = try RasterExamination.examine(folder.write(tiff, "a.tif"))
        #expect(facts.crs == nil && facts.authority == nil && facts.geotransform == nil)
    }

    @Test func `zero bytes, text, a folder and a pipe are refused with a remedy`() throws {
        let empty = failure(try folder.write([UInt8](), "a.tif"))
        #expect(empty?.code == .noData && empty?.reason.contains("zero bytes") == true)
        let text = failure(try folder.write("line,x,y\n10,1,2\n", "b.tif"))
        #expect(text?.code == .openFailed && text?.remedy.isEmpty == false)
        #expect(failure(folder.path)?.code == .missing)
        let pipe = folder.file("pipe.tif")
        try #require(mkfifo(pipe, 0o600) == 0)
        #expect(failure(pipe)?.code == .missing)
    }

    @Test func `a file cut anywhere is refused`() throws {
        let whole = big().encoded
        for share in [0.02, 0.1, 0.3, 0.5, 0.9, 0.999] {
            let cut = Array(whole.prefix(Int(Double(whole.count) * share)))
            #expect(failure(try folder.write(cut, "a.tif")) != nil, "\(share)")
        }
    }

    @Test func `blocks beyond the file's end and blocks never written are refused though GDAL reads them`() throws {
        var sparse = big().encoded
        // Tag 279, the lengths of the strips: an array of 40 unsigned longs, whose first becomes 0.
        let entry = try #require((0..<sparse.count - 12).first { Array(sparse[$0..<$0 + 4]) == [0x17, 0x01, 4, 0] })
        let place = Int(sparse[entry + 8]) + Int(sparse[entry + 9]) << 8
        let length = Array(sparse[place..<place + 4])
        sparse.replaceSubrange(place..<place + 4, with: [0, 0, 0, 0])
        let unwritten = failure(try folder.write(sparse, "a.tif"))
        #expect(unwritten?.reason.contains("never written") == true)
        sparse.replaceSubrange(place..<place + 4, with: [0, 0, 0, 1])
        #expect(failure(try folder.write(sparse, "b.tif"))?.code == .corruptData)
        sparse.replaceSubrange(place..<place + 4, with: length)
        #expect(failure(try folder.write(sparse, "c.tif")) == nil)
    }

    @Test func `more cells than the cap are refused before they are read`() throws {
        #expect(failure(try folder.write(big(), "a.tif"), cap: 1999)?.code == .tooLarge)
        // 100,000 × 100,000 declared by a file of a few hundred bytes.
        var huge = SmallTIFF(columns: 1, rows: 1, samples: .bytes([1])).encoded
        for tag in [UInt8(0), 1] {
            let entry = try #require((0..<huge.count - 12).first { Array(huge[$0..<$0 + 4]) == [tag, 1, 4, 0] })
            huge.replaceSubrange(entry + 8..<entry + 12, with: [0xA0, 0x86, 1, 0])
        }
        let error = failure(try folder.write(huge, "b.tif"))
        #expect(error != nil)
    }

    @Test func `only nodata is refused and says of what kind`() throws {
        let tiff = SmallTIFF(columns: 2, rows: 2, samples: .floats([.nan, .infinity, -9999, -9999]), nodata: "-9999")
        let error = failure(try folder.write(tiff, "a.tif"))
        #expect(error?.code == .noData && error?.reason.contains("1 NaN, 2 nodata, 1 infinite") == true)
    }

    @Test func `a virtual dataset is refused under any name`() throws {
        let inner = try folder.write(big(), "inner.tif")
        let text = """
            <VRTDataset rasterXSize="50" rasterYSize="40"><VRTRasterBand dataType="Float32" band="1"><SimpleSource>
            <SourceFilename>\(inner)</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>
            """
        for name in ["a.vrt", "b.tif"] { #expect(failure(try folder.write(text, name))?.code == .externalReference) }
        // As a side file it is not even looked at.
        let path = try folder.write(big(), "c.tif")
        try folder.write(text.replacingOccurrences(of: "Float32", with: "Byte"), "c.tif.msk")
        try folder.write(text, "c.tif.ovr")
        let facts = try RasterExamination.examine(path)
        #expect(facts.counts.valid == 2000)
    }

    @Test func `an ER Mapper header that points elsewhere is refused`() throws {
        let header = """
            DatasetHeader Begin
            \tDataSetType\t= ERStorage
            \tDataFile\t= "../../etc/passwd"
            \tRasterInfo Begin
            \t\tCellType\t= Unsigned8BitInteger
            \t\tNrOfLines\t= 2
            \t\tNrOfCellsPerLine\t= 2
            \t\tNrOfBands\t= 1
            \tRasterInfo End
            DatasetHeader End
            """
        #expect(failure(try folder.write(header, "a.ers"))?.code == .externalReference)
        let other = header.replacingOccurrences(of: "ERStorage", with: "Translated")
            .replacingOccurrences(of: "../../etc/passwd", with: "x.tif")
        #expect(failure(try folder.write(other, "b.ers"))?.code == .externalReference)
    }

    @Test(arguments: [
        "AAIGrid.asc", "GS7BG.grd", "GSBG.bin.grd", "GXF.gxf", "HFA.img", "SAGA.sdat", "netCDF.nc", "XYZ.xyz",
        "GTiff.cog_f64.tif",
    ])
    func `a format cut in the middle is refused`(name: String) throws {
        let source = "grid-and-sensor-formats/derived_grids_from_small_raster/small_raster_"
        guard let path = try shared(source + name) else { return }
        let whole = try bytes(of: path)
        if name.hasSuffix("sdat"), let header = try shared(source + "SAGA.sgrd") {
            try folder.write(try bytes(of: header), "cut.sgrd")
        }
        let ending = name.split(separator: ".").last.map(String.init) ?? ""
        let cut = try folder.write(Array(whole.prefix(whole.count / 2)), "cut." + ending)
        #expect(failure(cut) != nil)
    }

    @Test func `an HDF5 file with a link to another file is refused`() throws {
        // A superblock of version 0, and an external link as the format encodes it: in no group, for all bytes count.
        var file: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0, 0, 8, 8, 0]
        file += [UInt8](repeating: 0, count: 80)
        #expect(try HDF5References.isHDF5(MappedFile(reading: folder.write(file, "plain.h5"))))
        try HDF5References.check(MappedFile(reading: folder.file("plain.h5")), "plain.h5")
        let value = [0] + Array("/etc/passwd\0/x\0".utf8)
        let link: [UInt8] = [1, 0b1000, 64, 4] + Array("data".utf8) + [UInt8(value.count), 0] + value
        let linked = try folder.write(file + link, "linked.h5")
        #expect(failure(linked)?.code == .externalReference)
        // External storage: one slot of names in the heap at address 120.
        let storage: [UInt8] = [1, 0, 0, 0, 1, 0, 1, 0, 120, 0, 0, 0, 0, 0, 0, 0]
        let stored = file + storage + [UInt8](repeating: 0, count: 8) + Array("HEAP".utf8)
        #expect(failure(try folder.write(stored, "stored.h5"))?.code == .externalReference)
        let virtual: [UInt8] = [4, 3, 120, 0, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 14) + Array("GCOL".utf8)
        #expect(failure(try folder.write(file + virtual, "virtual.h5"))?.code == .externalReference)
    }
}
