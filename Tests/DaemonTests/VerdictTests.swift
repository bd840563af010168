import Foundation
import TestBench
import Testing

/// What bad input gets, from a running daemon.
@Suite(.serialized) struct VerdictTests {
    private static let campaign = """
        campaign: verdicts
        grid: { crs: EPSG:32641, bounds: [500000, 3198000, 502000, 3200000], cell: 100 m }
        layers:
          tmi:  { match: "tmi*.tif", kind: raster }
          bare: { match: "bare*.tif", kind: raster, assume_crs: EPSG:32641 }
        """

    private static let side = 20
    private static let good = (0..<(side * side)).map { Float($0 % 37) }

    private static func tiff(
        _ samples: SmallTIFF.Samples = .floats(good), nodata: String? = nil, epsg: UInt16? = 32641,
        west: Double = 500_000
    ) -> Data {
        Data(
            SmallTIFF(columns: side, rows: side, samples: samples, nodata: nodata, epsg: epsg, west: west).encoded)
    }

    /// The same file with another number in the directory's entry of a tag.
    private static func patched(_ bytes: Data, tag: UInt16, to value: UInt32) -> Data {
        var bytes = bytes
        let count = Int(bytes[8]) | Int(bytes[9]) << 8
        for entry in 0..<count {
            let at = 10 + entry * 12
            guard UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8 == tag else { continue }
            for byte in 0..<4 { bytes[at + 8 + byte] = UInt8(truncatingIfNeeded: value >> (8 * UInt32(byte))) }
        }
        return bytes
    }

    @Test func `each bad file is rejected with its reason and its remedy, and the daemon goes on`() throws {
        let daemon = try RunningDaemon(campaign: Self.campaign)
        var words: [String: String] = [:]
        func drop(_ bytes: Data, as name: String, expecting word: String) throws {
            try daemon.drop(bytes, as: name)
            words[name] = word
        }
        try drop(Data(), as: "tmi_empty.tif", expecting: "empty")
        try drop(Data("this is no raster\n".utf8), as: "tmi_text.tif", expecting: "not recognized")
        try drop(Self.tiff().prefix(900), as: "tmi_cut.tif", expecting: "cut short")
        try drop(Self.tiff(epsg: nil), as: "tmi_nocrs.tif", expecting: "CRS")
        try drop(Self.tiff(west: 900_000), as: "tmi_elsewhere.tif", expecting: "grid")
        try drop(
            Self.tiff(.floats(Array(repeating: -9999, count: 400)), nodata: "-9999"), as: "tmi_void.tif",
            expecting: "no")
        try drop(Self.patched(Self.tiff(), tag: 256, to: 0), as: "tmi_zero.tif", expecting: "zero")
        try drop(try sparse(), as: "tmi_huge.tif", expecting: "100000")
        try drop(
            Data(
                """
                <VRTDataset rasterXSize="5" rasterYSize="5"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>
                <SourceFilename relativeToVRT="0">/etc/passwd</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>
                """.utf8), as: "tmi_virtual.tif", expecting: "virtual")
        let link = try daemon.spool("incoming").appending(path: "tmi_link.tif")
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "/etc/passwd")
        words["tmi_link.tif"] = "link"

        for (name, word) in words.sorted(by: { $0.key < $1.key }) {
            let reason = try daemon.reason(for: name)
            #expect(reason.contains("What:") && reason.contains("Remedy:"), "\(name): \(reason)")
            #expect(reason.contains(word), "\(name): \(reason)")
            #expect(!reason.contains("root:"), "\(name) shows another file's content")
            #expect(!reason.contains("/spool/"), "\(name) shows where the daemon keeps it: \(reason)")
            let kept = try daemon.spool("rejected").appending(path: name).path
            // The reason is written first: whoever sees the file there finds it explained.
            if name != "tmi_link.tif" {
                try daemon.wait(seconds: 20, for: "\(name) kept") { FileManager.default.fileExists(atPath: kept) }
            }
        }
        try daemon.drop(Data("x,y\n1,2\n".utf8), as: "stray.csv")
        #expect(try daemon.reason(for: "stray.csv").contains("tmi*.tif"))

        // After all that it still takes what is right.
        try daemon.drop(Self.tiff(), as: "tmi_good.tif")
        #expect(try daemon.verdict(on: "tmi_good.tif").state == "accepted")
        #expect(daemon.isRunning)
    }

    @Test func `an assumption is named in the verdict, and so is the way from another CRS`() throws {
        let daemon = try RunningDaemon(campaign: Self.campaign)
        try daemon.drop(Self.tiff(epsg: nil), as: "bare.tif")
        let bare = try daemon.verdict(on: "bare.tif")
        #expect(bare.state == "accepted")
        #expect(bare.notes.contains { $0.contains("EPSG:32641 is assumed") }, "\(bare.notes)")

        // The same ground in zone 42: 63 degrees east is the border of both.
        let warped = SmallTIFF(
            columns: 400, rows: 400, samples: .floats(Array(repeating: 7, count: 160_000)), epsg: 32642,
            west: -105_000, north: 3_225_000, cellWidth: 200, cellHeight: 200)
        try daemon.drop(Data(warped.encoded), as: "tmi_zone42.tif")
        let other = try daemon.verdict(on: "tmi_zone42.tif")
        #expect(other.state == "accepted", "\(other)")
        #expect(other.notes.contains { $0.contains("UTM zone 42N") && $0.contains("UTM zone 41N") }, "\(other.notes)")
    }

    @Test func `NaN is no data and infinity is named, in a file that is otherwise right`() throws {
        let daemon = try RunningDaemon(campaign: Self.campaign)
        var cells = Self.good
        cells[3] = .nan
        cells[4] = .infinity
        cells[5] = -.infinity
        try daemon.drop(Self.tiff(.floats(cells)), as: "tmi_nan.tif")
        let verdict = try daemon.verdict(on: "tmi_nan.tif")
        #expect(verdict.state == "accepted", "\(verdict)")
        #expect(verdict.notes.contains { $0.contains("infinit") }, "\(verdict.notes)")
    }

    @Test func `a name with a line break gets a verdict and forges no line of the log`() throws {
        let daemon = try RunningDaemon(campaign: Self.campaign)
        try daemon.drop(Self.tiff(), as: "tmi\npublished run 000000000000.tif")
        try daemon.wait(seconds: 60, for: "verdict") { try daemon.verdicts().count == 1 }
        let lines = daemon.words.split(whereSeparator: \.isNewline)
        #expect(!lines.contains { $0.hasPrefix("published run 0000") }, "\(lines)")
        #expect(daemon.isRunning)
    }

    @Test func `the same bytes under another name are told apart as a duplicate`() throws {
        let daemon = try RunningDaemon(campaign: Self.campaign)
        try daemon.drop(Self.tiff(), as: "tmi_first.tif")
        #expect(try daemon.verdict(on: "tmi_first.tif").state == "accepted")
        try daemon.drop(Self.tiff(), as: "tmi_second.tif")
        let second = try daemon.verdict(on: "tmi_second.tif")
        #expect(second.state == "duplicate")
        #expect(second.notes.contains { $0.contains("tmi_first.tif") }, "\(second.notes)")
    }

    @Test func `a file that is still being written is taken when it is whole`() throws {
        let daemon = try RunningDaemon(campaign: Self.campaign, quiet: 4)
        let bytes = Self.tiff()
        let path = try daemon.spool("incoming").appending(path: "tmi_slow.tif")
        try Data().write(to: path)
        let file = try FileHandle(forWritingTo: path)
        for part in 0..<8 {
            let (from, to) = (bytes.count * part / 8, bytes.count * (part + 1) / 8)
            try file.write(contentsOf: bytes[from..<to])
            Thread.sleep(forTimeInterval: 0.4)
            #expect(FileManager.default.fileExists(atPath: path.path), "it was taken after part \(part)")
        }
        try file.close()
        #expect(try daemon.verdict(on: "tmi_slow.tif").state == "accepted")
    }

    /// 100,000 x 100,000 cells in a few kilobytes: blocks that are not there count as zero.
    private func sparse() throws -> Data {
        let path = FileManager.default.temporaryDirectory.appending(path: "sparse-\(UUID().uuidString).tif")
        let script = """
            import sys
            from osgeo import gdal, osr
            d = gdal.GetDriverByName('GTiff').Create(sys.argv[1], 100000, 100000, 1, gdal.GDT_Byte,
                ['SPARSE_OK=TRUE', 'TILED=YES', 'BLOCKXSIZE=16384', 'BLOCKYSIZE=16384', 'COMPRESS=DEFLATE'])
            s = osr.SpatialReference(); s.ImportFromEPSG(32641)
            d.SetProjection(s.ExportToWkt()); d.SetGeoTransform([500000, 1, 0, 3200000, 0, -1])
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", script, path.path]
        try process.run()
        process.waitUntilExit()
        let bytes = try Data(contentsOf: path)
        try FileManager.default.removeItem(at: path)
        return bytes
    }
}
