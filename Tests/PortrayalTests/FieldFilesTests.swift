import Foundation
import Survey
import Testing

@testable import Portrayal

@Suite struct FieldFilesTests {
    private let hostile = "<&\"'>\u{1}=1+1"

    private func target(_ rank: Int, _ place: Point?) -> Target {
        Target(
            id: hostile, rank: rank, meanScore: 0.5, maximumScore: 0.5, meanUncertainty: nil, cells: 1,
            squareMetres: 2.5e6, centroid: Point(x: 0, y: 0), bounds: Bounds(west: 0, south: 0, east: 1, north: 1),
            geographic: place, nearest: nil, contributions: [.init(evidence: hostile, value: 1)], outline: [])
    }

    @Test func `waypoints are named by rank, in order, and those without a place are left out`() throws {
        let points = FieldWaypoints(
            targets: [target(12, Point(x: 61.5, y: 29)), target(3, Point(x: -180, y: -90)), target(4, nil)],
            occurrences: [(hostile, Point(x: 1, y: 2)), ("nowhere", Point(x: 200, y: 0))])
        #expect(points.waypoints.map(\.name) == ["T03", "T12", hostile])
        let gpx = try XMLElements(points.gpx(title: hostile))
        let found = gpx.found.filter { $0.name == "wpt" }
        #expect(found.map { $0.attributes["lat"] } == ["-90.0000000", "29.0000000", "2.0000000"])
        #expect(found.map { $0.attributes["lon"] } == ["-180.0000000", "61.5000000", "1.0000000"])
        #expect(gpx.texts(of: "name").count == 4)
        #expect(gpx.texts(of: "desc").first?.contains("2.50 km²") == true)
        #expect(FieldWaypoints(targets: []).waypoints.isEmpty)
        #expect(try XMLElements(FieldWaypoints(targets: []).gpx(title: "")).found.filter { $0.name == "wpt" }.isEmpty)
    }

    @Test func `the overlay holds the map's corners, outlines with holes, and waypoints`() throws {
        let ring = [Point(x: 61, y: 29), Point(x: 61, y: 28), Point(x: 62, y: 28), Point(x: 61, y: 29)]
        let kml = FieldOverlay(
            title: hostile, waypoints: FieldWaypoints(targets: [target(1, Point(x: 61.2, y: 28.5))]),
            outlines: [(hostile, [[ring, ring]])],
            corners: [Point(x: 60, y: 27), Point(x: 63, y: 27.1), Point(x: 63, y: 30), Point(x: 60, y: 30)]
        ).kml
        let elements = try XMLElements(kml)
        #expect(
            elements.texts(of: "coordinates").first
                == "60.0000000,27.0000000 63.0000000,27.1000000 63.0000000,30.0000000 60.0000000,30.0000000")
        #expect(elements.found.count { $0.name == "innerBoundaryIs" } == 1)
        #expect(elements.found.count { $0.name == "Placemark" } == 2)
        #expect(elements.texts(of: "href") == ["files/overlay.png"])
        let empty = try XMLElements(
            FieldOverlay(title: "", waypoints: FieldWaypoints(targets: []), outlines: [], corners: []).kml)
        #expect(!empty.found.contains { $0.name == "GroundOverlay" || $0.name == "Folder" })
    }

    @Test func `a QGIS project lists its layers once, by relative paths, and holds hostile names as text`() throws {
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 300_000, north: 3_200_000, cellWidth: 100, cellHeight: 100, columns: 10, rows: 10)
        let text = QGISProject.text(
            title: hostile,
            layers: [
                QGISLayer("Targets", source: "targets.gpkg|layername=targets", style: .outlines(.ink, label: "rank")),
                QGISLayer("Known", source: "targets.gpkg|layername=occurrences", style: .points(.ink, label: hostile)),
                QGISLayer(
                    hostile, source: "evidence/\(hostile).tif",
                    style: .raster(ColourScale(.navyToRose, from: 0, to: 1)), isVisible: false),
            ], grid: grid)
        let elements = try XMLElements(text)
        let tree = elements.found.filter { $0.name == "layer-tree-layer" }
        #expect(tree.map { $0.attributes["id"] } == elements.texts(of: "id"))
        #expect(Set(elements.texts(of: "id")).count == 3)
        #expect(tree.map { $0.attributes["checked"] } == ["Qt::Checked", "Qt::Checked", "Qt::Unchecked"])
        #expect(elements.texts(of: "datasource").allSatisfy { $0.hasPrefix("./") })
        #expect(
            elements.found.filter { $0.name == "maplayer" }.map { $0.attributes["type"] } == [
                "vector", "vector", "raster",
            ])
        #expect(Set(elements.texts(of: "authid")) == ["EPSG:32641"])
        #expect(elements.texts(of: "xmax") == ["301000.0"])
        let degrees = AnalysisGrid(
            crs: "EPSG:4326", west: 60, north: 30, cellWidth: 1, cellHeight: 1, columns: 2, rows: 2)
        let units = try XMLElements(QGISProject.text(title: "", layers: [], grid: degrees)).texts(of: "units")
        #expect(units == ["degrees"])
    }

    @Test func `each layer of the GeoPackage has its default style, well-formed`() throws {
        let styles = GeoPackageStyles.ofTargets()
        #expect(styles.rows.map(\.layer) == ["targets", "centroids", "grid", "occurrences"])
        for row in styles.rows {
            let elements = try XMLElements(row.qml)
            #expect(row.isDefault && elements.found.first?.name == "qgis")
            #expect(
                elements.found.contains { $0.name == "renderer-v2" }
                    && elements.found.contains { $0.name == "labeling" } == (row.layer != "grid"))
        }
    }
}

@Suite struct ZipFileTests {
    @Test func `another reader finds the files of a KMZ whole, and the same files give the same bytes`() throws {
        let overlay = FieldOverlay(
            title: "t", waypoints: FieldWaypoints(targets: []), outlines: [],
            corners: [Point(x: 60, y: 27), Point(x: 63, y: 27), Point(x: 63, y: 30), Point(x: 60, y: 30)])
        let map = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let bytes = overlay.kmz(map: map)
        #expect(overlay.kmz(map: map) == bytes)
        let script = """
            import io, sys, zipfile
            file = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
            assert file.testzip() is None
            print([(i.filename, i.file_size, i.date_time[0]) for i in file.infolist()], file.read("doc.kml")[:5])
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", script]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        input.fileHandleForWriting.write(Data(bytes))
        try input.fileHandleForWriting.close()
        let found = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(
            found == "[('doc.kml', \(overlay.kml.utf8.count), 1980), ('files/overlay.png', 70000, 1980)] b'<?xml'\n")
    }
}
