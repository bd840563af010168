import Foundation
import Spool
import Store
import SystemPackage
import Testing

/// Real files of GDAL and SQLite, whole and cut off at every place that a slow upload may rest at.
@Suite struct WholenessTests {
    private func judge(_ name: String, _ bytes: some Collection<UInt8>) throws -> Wholeness {
        Wholeness(
            try #require(FileName(name)), size: bytes.count, head: Array(bytes.prefix(Wholeness.window)),
            tail: Array(bytes.suffix(Wholeness.window)))
    }

    /// Files that other programs wrote, by name.
    private func samples() throws -> [String: [UInt8]] {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [
            "-c",
            """
            import sys, zipfile, tarfile, io
            from osgeo import gdal, ogr, osr
            gdal.UseExceptions()
            at = sys.argv[1] + '/'
            memory = gdal.GetDriverByName('MEM').Create('', 40, 30, 1, gdal.GDT_Byte)
            memory.SetGeoTransform([380000, 100, 0, 3204000, 0, -100])
            memory.WriteRaster(0, 0, 40, 30, bytes((i * 7) % 251 for i in range(1200)))
            for driver, name, options in [('GTiff', 'strips.tif', []), ('GTiff', 'tiles.tif', ['TILED=YES', 'BLOCKXSIZE=16', 'BLOCKYSIZE=16']),
                    ('GTiff', 'big-endian.tif', ['ENDIANNESS=BIG']), ('PNG', 'a.png', []), ('JPEG', 'a.jpg', []), ('GSBG', 'a.grd', []),
                    ('netCDF', 'four.nc', ['FORMAT=NC4'])]:
                gdal.GetDriverByName(driver).CreateCopy(at + name, memory, options=options).FlushCache()
            reference = osr.SpatialReference(); reference.ImportFromEPSG(32641)
            for driver, name in [('ESRI Shapefile', 'a.shp'), ('GPKG', 'a.gpkg')]:
                source = ogr.GetDriverByName(driver).CreateDataSource(at + name)
                layer = source.CreateLayer('a', reference, ogr.wkbPoint)
                layer.CreateField(ogr.FieldDefn('name', ogr.OFTString))
                for i in range(9):
                    feature = ogr.Feature(layer.GetLayerDefn()); feature['name'] = 'showing ' + str(i)
                    feature.SetGeometry(ogr.CreateGeometryFromWkt('POINT (%d 3202000)' % (381000 + i))); layer.CreateFeature(feature)
                source = layer = None
            with zipfile.ZipFile(at + 'a.zip', 'w') as archive: archive.writestr('a.csv', 'x,y\\n' * 200)
            with tarfile.open(at + 'a.tar', 'w') as archive:
                info = tarfile.TarInfo('a.csv'); info.size = 800
                archive.addfile(info, io.BytesIO(b'x,y\\n' * 200))
            """, folder.path.string,
        ]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "python3-gdal is in packaging/debian-packages.txt")
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path.string) {
            guard ["xml", "prj", "cpg"].allSatisfy({ !name.hasSuffix($0) }) else { continue }
            files[name] = [UInt8](try Data(contentsOf: URL(filePath: folder.path.string).appending(path: name)))
        }
        return files
    }

    @Test func `a whole file is never called short, and one that is cut off is`() throws {
        let files = try samples()
        #expect(files.count == 13)
        for (name, bytes) in files {
            #expect(try judge(name, bytes) == .whole, "\(name)")
            for share in [0.1, 0.3, 0.5, 0.7, 0.9, 0.99] {
                let count = Int(Double(bytes.count) * share)
                // Zeros end a tar: two blocks of them are enough, and more than half of a small one is zeros.
                guard name != "a.tar" || share < 0.3 else { continue }
                #expect(try judge(name, bytes.prefix(count)) == .short, "\(name), \(count) of \(bytes.count) bytes")
            }
        }
    }

    @Test func `a text says by its last line's end whether more may come, and nothing more`() throws {
        #expect(try judge("a.csv", Array("x,y\n1,2\n".utf8)) == .unknown)
        #expect(try judge("a.csv", Array("x,y\n1,2".utf8)) == .openEnd)
        #expect(try judge("a.csv", []) == .unknown)
        #expect(try judge("a.geojson", Array("{\"features\": [{\"type\": \"Fea".utf8)) == .short)
        #expect(try judge("a.geojson", Array("{\"features\": []}\n".utf8)) == .unknown)
        #expect(try judge("a.bin", [1, 2, 3]) == .unknown)
    }

    @Test func `no bytes make it fail`() throws {
        var random = SplitMix(seed: 5)
        let heads: [[UInt8]] = [
            [0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A], Array("SQLite format 3\0".utf8),
            [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], [0, 0, 0x27, 0x0A], Array("DSBB".utf8), [],
        ]
        for _ in 0..<3000 {
            let head = heads[Int(random.next() % UInt64(heads.count))]
            let length = Int(random.next() % 200)
            let bytes =
                head + (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next() % 7 == 0 ? 255 : random.next()) }
            _ = try judge(random.next() % 2 == 0 ? "a.dbf" : "a.tif", bytes)
        }
    }
}
