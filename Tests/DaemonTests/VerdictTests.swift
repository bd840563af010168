import Foundation
import Testing

/// What bad input gets, from a running daemon.
@Suite(.serialized) struct VerdictTests {
    private static let campaign = """
        campaign: verdicts
        grid: { crs: EPSG:32641, bounds: [380000, 3200000, 384000, 3204000], cell: 100 m }
        layers:
          tmi: { match: "*.tif", kind: raster }
        """

    @Test func `each bad file is rejected with its reason and the daemon goes on`() throws {
        let daemon = try RunningDaemon(campaign: Self.campaign)
        try daemon.drop(Data(), as: "empty.tif")
        try daemon.drop(Data("this is no raster\n".utf8), as: "text.tif")
        try daemon.drop(Data("x,y\n1,2\n".utf8), as: "stray.csv")
        try daemon.drop(
            Data(
                """
                <VRTDataset rasterXSize="5" rasterYSize="5"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>
                <SourceFilename relativeToVRT="0">/etc/passwd</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>
                """.utf8), as: "virtual.tif")
        let link = try daemon.spool("incoming").appending(path: "link.tif")
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "/etc/passwd")

        for name in ["empty.tif", "text.tif", "virtual.tif", "link.tif"] {
            let reason = try daemon.reason(for: name)
            #expect(reason.contains("What:") && reason.contains("Remedy:"), "\(name): \(reason)")
            #expect(!reason.contains("root:"), "\(name) shows another file's content")
        }
        #expect(try daemon.reason(for: "stray.csv").contains("*.tif"))
        #expect(daemon.isRunning)
    }
}
