import Foundation
import TestBench
import Testing

/// Folders and archives through a running daemon: what lies in them becomes known as if it had come by itself.
@Suite(.serialized) struct BundleTests {
    private static let campaign = """
        campaign: bundles
        grid: { crs: EPSG:32641, bounds: [500000, 3196000, 504000, 3200000], cell: 100 m }
        layers:
          tmi:   { match: "tmi*.tif", kind: raster }
          known: { match: "known*.shp", kind: occurrences }
        models:
          ore: { op: weights-of-evidence, evidence: [tmi], training: known, classes: { tmi: ascending } }
        """

    private static let side = 40

    /// The distance to the line on which the points of the shapefile lie.
    private static func tiff(_ offset: Float = 0) -> Data {
        let cells = (0..<(side * side)).map { abs(Float($0 / side) - 20) * 100 + Float($0 % 3) + offset }
        return Data(SmallTIFF(columns: side, rows: side, samples: .floats(cells), epsg: 32641, west: 500_000).encoded)
    }

    /// What a Python script writes to the file that it is told, with a shapefile of points in `shapefile`.
    private func pack(_ script: String, files: [String: Data] = [:]) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gossan-pack-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(at: folder) } catch {} }
        for (name, data) in files { try data.write(to: folder.appending(path: name)) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.currentDirectoryURL = folder
        process.arguments = ["-c", "import io, os, zipfile, tarfile\n" + script]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "python3 failed on \(script)")
        return try Data(contentsOf: folder.appending(path: "out"))
    }

    private static let shapefile = """
        from osgeo import ogr, osr
        reference = osr.SpatialReference(); reference.ImportFromEPSG(32641)
        source = ogr.GetDriverByName('ESRI Shapefile').CreateDataSource('known.shp')
        layer = source.CreateLayer('known', reference, ogr.wkbPoint)
        layer.CreateField(ogr.FieldDefn('name', ogr.OFTString))
        for i in range(6):
            feature = ogr.Feature(layer.GetLayerDefn())
            feature['name'] = str(i)
            feature.SetGeometry(ogr.CreateGeometryFromWkt('POINT (%d 3198000)' % (500450 + 600 * i)))
            layer.CreateFeature(feature)
        source = layer = None

        """

    @Test func `an archive with a raster and a shapefile ends as published layers, and the same raster alone is known`()
        throws
    {
        let daemon = try RunningDaemon(campaign: Self.campaign)
        let archive = try pack(
            Self.shapefile + """
                with zipfile.ZipFile('out', 'w', zipfile.ZIP_DEFLATED) as archive:
                    archive.write('tmi.tif', 'north/tmi.tif')
                    for ending in ('shp', 'shx', 'dbf', 'prj'): archive.write('known.' + ending, 'north/known.' + ending)
                    archive.writestr('readme.txt', 'how it was flown')
                    archive.writestr('__MACOSX/._tmi.tif', 'junk')
                """, files: ["tmi.tif": Self.tiff()])
        try daemon.drop(archive, as: "delivery.zip")
        let verdict = try daemon.verdict(on: "delivery.zip")
        #expect(verdict.state == "accepted", "\(verdict)")
        #expect(verdict.notes.contains { $0.contains("no layer takes readme.txt") }, "\(verdict)")
        try daemon.wait(seconds: 60, for: "published run") { daemon.latest != nil }
        let first = try #require(daemon.latest).resolvingSymlinksInPath().lastPathComponent
        let manifest = try #require(daemon.latest).appending(path: "manifest.json")
        let text = String(decoding: try Data(contentsOf: manifest), as: UTF8.self)
        #expect(text.contains("tmi.tif"))

        // The same bytes in another archive and by themselves change nothing in what is published.
        let again = try pack(
            "with tarfile.open('out', 'w:gz') as archive: archive.add('tmi.tif')", files: ["tmi.tif": Self.tiff()])
        try daemon.drop(again, as: "again.tar.gz")
        #expect(try daemon.verdict(on: "again.tar.gz").state == "accepted")
        try daemon.drop(archive, as: "same.zip")
        #expect(try daemon.verdict(on: "same.zip").state == "duplicate")
        #expect(try #require(daemon.latest).resolvingSymlinksInPath().lastPathComponent == first)
        let done = try daemon.spool("done")
        let kept = try FileManager.default.subpathsOfDirectory(atPath: done.path)
        #expect(kept.contains { $0.hasSuffix("/contents/north/tmi.tif") })
    }

    @Test func `a folder is one drop, and a part that is missing in it refuses all of it by name`() throws {
        let daemon = try RunningDaemon(campaign: Self.campaign)
        let outside = daemon.directory.appending(path: "sending")
        func send(_ name: String, _ files: [String: Data]) throws {
            let folder = outside.appending(path: name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for (file, data) in files { try data.write(to: folder.appending(path: file)) }
            try FileManager.default.moveItem(at: folder, to: daemon.spool("incoming").appending(path: name))
        }
        try send("north", ["tmi-1.tif": Self.tiff(), "notes.txt": Data("x".utf8)])
        #expect(try daemon.verdict(on: "north").state == "accepted")
        try send("south", ["tmi-2.tif": Self.tiff(5), "known.shp": Data("x".utf8)])
        let reason = try daemon.reason(for: "south")
        #expect(reason.contains("known.shx") && reason.contains("File:    south"), "\(reason)")
        #expect(
            FileManager.default.fileExists(atPath: try daemon.spool("rejected").appending(path: "south/tmi-2.tif").path)
        )
        try send("none", ["readme.txt": Data("x".utf8)])
        #expect(try daemon.reason(for: "none").contains("tmi*.tif"))
    }

    @Test func `each hostile archive is rejected with its reason and remedy, and leaves nothing behind`() throws {
        let daemon = try RunningDaemon(campaign: Self.campaign)
        let zip = "with zipfile.ZipFile('out', 'w', zipfile.ZIP_DEFLATED) as archive: "
        let tar = "archive = tarfile.open('out', 'w'); info = tarfile.TarInfo('tmi.tif'); "
        let cases: [(name: String, script: String, word: String)] = [
            ("bomb.zip", zip + "archive.writestr('tmi.tif', bytes(1 << 28))", "bomb"),
            ("above.zip", zip + "archive.writestr('../../tmi.tif', b'x')", "leads out"),
            ("absolute.zip", zip + "archive.writestr('/tmp/tmi.tif', b'x')", "absolute"),
            ("many.zip", zip + "[archive.writestr(f'{i}.tif', b'') for i in range(10001)]", "more than 10000"),
            ("nested.zip", zip + "archive.writestr('inner.zip', b'PK')", "packed file within"),
            (
                "link.tar",
                tar
                    + "info.type, info.linkname = tarfile.SYMTYPE, '/etc/passwd'; archive.addfile(info); archive.close()",
                "a link"
            ),
            ("device.tar", tar + "info.type = tarfile.CHRTYPE; archive.addfile(info); archive.close()", "a device"),
            ("cut.zip", zip + "archive.writestr('tmi.tif', os.urandom(5000))\nos.truncate('out', 3000)", "cut off"),
            ("bad.zip", zip + "archive.writestr('tmi.tif', b'this is no raster')", "not recognized"),
            ("other.7z", "open('out', 'wb').write(b'7z')", "pack it as .zip"),
        ]
        for item in cases { try daemon.drop(try pack(item.script), as: item.name) }
        for item in cases {
            let reason = try daemon.reason(for: item.name)
            #expect(reason.contains(item.word), "\(item.name): \(reason)")
            #expect(reason.contains("Remedy:") && !reason.contains("/spool/"), "\(item.name): \(reason)")
            let kept = try daemon.spool("rejected").appending(path: item.name).path
            try daemon.wait(seconds: 20, for: "\(item.name) kept") { FileManager.default.fileExists(atPath: kept) }
        }
        let active = try daemon.spool("active").path
        try daemon.wait(seconds: 20, for: "an empty active/") {
            try FileManager.default.contentsOfDirectory(atPath: active).isEmpty
        }
        try daemon.drop(Self.tiff(), as: "tmi.tif")
        #expect(try daemon.verdict(on: "tmi.tif").state == "accepted")
    }
}
