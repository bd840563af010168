import Foundation
import Testing

@testable import Raster

@Suite struct PDFWriterTests {
    private func composition(_ picture: String, srs: String = "EPSG:32641") -> String {
        """
        <PDFComposition>
          <Metadata><Title>Chagai &amp; co</Title></Metadata>
          <Page id="page">
            <DPI>72</DPI><Width>1190.551</Width><Height>841.89</Height>
            <Georeferencing id="ground">
              <SRS dataAxisToSRSAxisMapping="1,2">\(srs)</SRS>
              <BoundingPolygon>POLYGON((100 100,500 100,500 300,100 300,100 100))</BoundingPolygon>
              <ControlPoint x="100" y="100" GeoX="300000" GeoY="3198000"/>
              <ControlPoint x="500" y="100" GeoX="304000" GeoY="3198000"/>
              <ControlPoint x="500" y="300" GeoX="304000" GeoY="3200000"/>
              <ControlPoint x="100" y="300" GeoX="300000" GeoY="3200000"/>
            </Georeferencing>
            <Content><Raster dataset="\(picture)" x1="100" y1="100" x2="500" y2="300"/></Content>
          </Page>
        </PDFComposition>
        """
    }

    private func run(_ tool: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let found = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: found, as: UTF8.self)
    }

    @Test func `other readers find an A3 page that lies where it says`() throws {
        let folder = try Folder()
        let picture = folder.file("map.png")
        try PNGWriter.write(
            rgba: (0..<400).flatMap { [UInt8($0 / 2), 90, 200, 255] }, width: 20, height: 20, to: picture)
        let path = folder.file("map.pdf")
        try PDFWriter.write(composition: composition(picture), to: path)
        let page = try run("/usr/bin/pdfinfo", [path])
        #expect(
            page.contains("1190.55 x 841.89 pts") && page.contains("Chagai & co") && page.contains("Pages:           1")
        )
        let ground = try run("/usr/bin/gdalinfo", ["-json", "--config", "GDAL_PDF_DPI", "72", path])
        let facts = try #require(try JSONSerialization.jsonObject(with: Data(ground.utf8)) as? [String: Any])
        let transform = try #require(facts["geoTransform"] as? [Double])
        // 10 m a point; the page's top left is 100 points west and 541.89 north of the map's.
        #expect(abs(transform[0] - 299_000) < 1 && abs(transform[1] - 10) < 0.01 && abs(transform[5] + 10) < 0.01)
        #expect(abs(transform[3] - 3_205_418.9) < 1)
        #expect(ground.contains("UTM zone 41N"))
        let first = try Data(contentsOf: URL(fileURLWithPath: path))
        try PDFWriter.write(composition: composition(picture), to: path)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == first)
    }

    @Test func `a picture that is not there is an error, and no file is left`() throws {
        let folder = try Folder()
        let path = folder.file("map.pdf")
        #expect(throws: RasterError.self) {
            try PDFWriter.write(composition: composition(folder.file("none.png")), to: path)
        }
        #expect(throws: RasterError.self) { try PDFWriter.write(composition: "<nonsense", to: path) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
