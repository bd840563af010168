import TestBench
import Testing

@testable import Raster

/// Our own readers of structures meet bytes of strangers before GDAL does: they may refuse, never trap.
@Suite struct DamageTests {
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33 | state << 31
        }
    }

    private func isRefused(_ check: () throws(RasterError) -> Void) -> Bool {
        do throws(RasterError) {
            try check()
            return false
        } catch {
            return true
        }
    }

    @Test(arguments: ["tif", "nc", "gxf", "gpkg", "png", "geojson", "shp"])
    func `bytes turned at random or cut are read to an answer`(kind: String) throws {
        let folder = try Folder()
        guard let whole = try sample(kind, folder) else { return }
        var random = Seeded(state: 41)
        var refused = 0
        for round in 0..<400 {
            var bytes = whole
            // Structures lie at the start of these formats.
            let reach = round % 2 == 0 ? min(bytes.count, 400) : bytes.count
            for _ in 0...(round % 5) {
                let value: UInt8 = [0, 255, 127, 128, UInt8.random(in: 0...255, using: &random)][round % 5]
                bytes[Int.random(in: 0..<reach, using: &random)] = value
            }
            if round % 7 == 0 { bytes = Array(bytes.prefix(Int.random(in: 1..<bytes.count, using: &random))) }
            let path = try folder.write(bytes, "damaged." + kind)
            if isRefused({ () throws(RasterError) in try check(kind, path) }) { refused += 1 }
        }
        // A broken GeoJSON is GDAL's to refuse: the check only looks for links.
        #expect(refused > 5 || kind == "geojson")
        #expect(!isRefused { () throws(RasterError) in try check(kind, folder.file("whole." + kind)) })
    }

    private func check(_ kind: String, _ path: String) throws(RasterError) {
        switch kind {
        case "tif": try TIFFLayout.check(path, isNodataDeclared: false)
        case "nc": try FileStructure.check(path, driver: "netCDF")
        case "gxf": try FileStructure.check(path, driver: "GXF")
        case "png": try FileStructure.check(path, driver: "PNG")
        case "gpkg": try GeoPackageCheck.check(path)
        case "shp": try ShapefileCheck.check(path)
        default: try GeoJSONCheck.check(path)
        }
    }

    private func sample(_ kind: String, _ folder: Folder) throws -> [UInt8]? {
        let whole = "whole." + kind
        switch kind {
        case "tif":
            try folder.write(
                SmallTIFF(columns: 20, rows: 20, samples: .bytes([UInt8](repeating: 7, count: 400))), whole)
        case "nc":
            // Classic netCDF: two dimensions, one Float64 variable of 2 × 3 behind the header.
            var header: [UInt8] = Array("CDF".utf8) + [1]
            func word(_ value: UInt8) -> [UInt8] { [0, 0, 0, value] }
            header += word(0) + word(10) + word(2)
            header += word(1) + Array("y\0\0\0".utf8) + word(2) + word(1) + Array("x\0\0\0".utf8) + word(3)
            header += word(0) + word(0) + word(11) + word(1)
            header += word(1) + Array("z\0\0\0".utf8) + word(2) + word(0) + word(1) + word(0) + word(0)
            header += word(6) + word(48)
            header += word(UInt8(header.count + 4))
            try folder.write(header + [UInt8](repeating: 1, count: 48), whole)
        case "gxf":
            let cells = (0..<12).map { "\($0)" }.joined(separator: " ")
            try folder.write("#POINTS\n4\n#ROWS\n3\n#GRID\n\(cells)\n", whole)
        case "png":
            try PNGWriter.write(rgba: [UInt8](repeating: 9, count: 400), width: 10, height: 10, to: folder.file(whole))
        case "gpkg":
            let table = FeatureTable(name: "t", crs: "EPSG:32641", geometryType: .point, fields: [], rows: [])
            try VectorWriter.writeGeoPackage([table], to: folder.file(whole))
        case "geojson":
            let name = #"{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}"#
            try folder.write(#"{"type":"FeatureCollection","crs":\#(name),"features":[]}"#, whole)
        default:
            guard let path = try shared("cloncurry-iocg/IOCG_Deposits.shp") else { return nil }
            try folder.write(try bytes(of: path), whole)
        }
        return try bytes(of: folder.file(whole))
    }
}
