import Foundation
import Survey
import Testing

@testable import Raster

@Suite struct VectorTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func p(_ x: Double, _ y: Double) -> Point { Point(x: x, y: y) }

    private func geoJSON(_ geometry: String, crs: String = "") -> String {
        #"{"type":"FeatureCollection",\#(crs)"features":[{"type":"Feature","properties":{"name":"α","n":3,"r":2.5,"x":null},"geometry":\#(geometry)}]}"#
    }

    private var square: [Point] { [p(0, 0), p(10, 0), p(10, 10), p(0, 10), p(0, 0)] }

    private func tables(crs: String = "EPSG:32641") -> [FeatureTable] {
        let fields = [
            FeatureTable.Field(name: "id", type: .text), .init(name: "rank", type: .integer),
            .init(name: "score", type: .real),
        ]
        let hole = [p(2, 2), p(2, 4), p(4, 4), p(4, 2), p(2, 2)]
        let moved = { (points: [Point]) in points.map { Point(x: 500_000 + $0.x, y: 3_200_000 + $0.y) } }
        return [
            FeatureTable(
                name: "targets", crs: crs, geometryType: .multiPolygon, fields: fields,
                rows: [
                    .init(
                        geometry: .polygons([[moved(square), moved(hole)]]),
                        values: [.text("T1"), .number(1), .number(0.75)]),
                    .init(
                        geometry: .polygons([[moved(square)]]),
                        values: [.text("O'Brien; DROP"), .missing, .number(.nan)]),
                ]),
            FeatureTable(
                name: "centroids", crs: crs, geometryType: .point, fields: [],
                rows: [.init(geometry: .points(moved([p(5, 5)])), values: [])]),
        ]
    }

    @Test func `a GeoPackage gives back what was written, layer by layer`() throws {
        let path = folder.file("targets.gpkg")
        try VectorWriter.writeGeoPackage(tables(), to: path)
        let features = try VectorFile.read(path, layer: "targets")
        #expect(features.map(\.geometry) == tables()[0].rows.map(\.geometry))
        #expect(features[0].value("rank") == .number(1) && features[0].value("score") == .number(0.75))
        #expect(features[1].attributes.map(\.value) == [.text("O'Brien; DROP"), .missing, .missing])
        let facts = try VectorFile.examine(path, layer: "centroids")
        #expect(facts.driver == "GPKG" && facts.layers == ["targets", "centroids"] && facts.featureCount == 1)
        #expect(facts.authority == "EPSG:32641")
        #expect(facts.extent == Bounds(west: 500_005, south: 3_200_005, east: 500_005, north: 3_200_005))
        let error = #expect(throws: RasterError.self) { _ = try VectorFile.read(path) }
        #expect(error?.code == .ambiguous && error?.reason.contains("targets, centroids") == true)
    }

    @Test func `the same tables give the same bytes`() throws {
        for name in ["a", "b"] {
            try VectorWriter.writeGeoPackage(tables(), to: folder.file(name + ".gpkg"))
            try VectorWriter.writeGeoJSON(tables()[0], to: folder.file(name + ".geojson"))
            // The clock's second moves on.
            if name == "a" { Thread.sleep(forTimeInterval: 1.1) }
        }
        #expect(try bytes(of: folder.file("a.gpkg")) == bytes(of: folder.file("b.gpkg")))
        #expect(try bytes(of: folder.file("a.geojson")) == bytes(of: folder.file("b.geojson")))
    }

    @Test func `GeoJSON is written in degrees with seven decimals, outer rings counter-clockwise`() throws {
        let path = folder.file("targets.geojson")
        try VectorWriter.writeGeoJSON(tables()[0], to: path)
        let text = String(decoding: try bytes(of: path), as: UTF8.self)
        #expect(!text.contains("\"crs\""))
        let whole = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let features = try #require(whole?["features"] as? [[String: Any]])
        let geometry = try #require(features[1]["geometry"] as? [String: Any])
        // GDAL writes a multipolygon of one part as a polygon.
        let rings = try #require(geometry["coordinates"] as? [[[Double]]])
        let ring = rings[0]
        var area = 0.0
        for (a, b) in zip(ring, ring.dropFirst()) { area += a[0] * b[1] - b[0] * a[1] }
        #expect(area > 0)
        for place in ring {
            #expect(abs(place[0] - 63) < 0.001 && abs(place[1] - 28.9) < 0.1)
            #expect(abs(place[0] * 1e7 - (place[0] * 1e7).rounded()) < 1e-5)
        }
    }

    @Test func `every kind of geometry is flattened to points, lines or polygons`() throws {
        let cases: [(String, Geometry)] = [
            (#"{"type":"Point","coordinates":[1,2,3]}"#, .points([p(1, 2)])),
            (#"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#, .points([p(1, 2), p(3, 4)])),
            (
                #"{"type":"MultiLineString","coordinates":[[[0,0],[1,1]],[[2,2],[3,3]]]}"#,
                .lines([[p(0, 0), p(1, 1)], [p(2, 2), p(3, 3)]])
            ),
            (#"{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]]]}"#, .polygons([[square]])),
        ]
        for (text, geometry) in cases {
            let path = try folder.write(geoJSON(text), "a.geojson")
            let features = try VectorFile.read(path)
            #expect(features.map(\.geometry) == [geometry])
            #expect(features[0].attributes.prefix(3).map(\.value) == [.text("α"), .number(3), .number(2.5)])
        }
        let mixed =
            #"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"LineString","coordinates":[[0,0],[1,1]]}]}"#
        let both = try VectorFile.read(folder.write(geoJSON(mixed), "b.geojson"))
        #expect(both.map(\.geometry) == [.points([p(1, 2)]), .lines([[p(0, 0), p(1, 1)]])])
        #expect(both[0].attributes == both[1].attributes)
    }

    @Test func `coordinates are brought to the wanted CRS with x as easting`() throws {
        let path = try folder.write(geoJSON(#"{"type":"Point","coordinates":[63,0]}"#), "a.geojson")
        let features = try VectorFile.read(path, into: "EPSG:32641")
        let place = try #require(features[0].geometry.points.first)
        #expect(abs(place.x - 500_000) < 1e-6 && abs(place.y) < 1e-6)
        let far = try folder.write(geoJSON(#"{"type":"Point","coordinates":[63,95]}"#), "b.geojson")
        let error = #expect(throws: RasterError.self) { _ = try VectorFile.read(far, into: "EPSG:32641") }
        #expect(error?.operation.contains("feature 1") == true)
    }

    @Test(arguments: [
        #""crs":{"type":"link","properties":{"href":"http://127.0.0.1:9/crs"}},"#,
        #""crs" : { "type":"name","properties":{"name":"http://127.0.0.1:9/crs"}},"#,
        #""\u0063rs":{"properties":{"href":"file:///etc/passwd"},"type":"Li\u006ek"},"#,
    ])
    func `a crs that leads elsewhere is refused`(crs: String) throws {
        let path = try folder.write(geoJSON(#"{"type":"Point","coordinates":[63,29]}"#, crs: crs), "a.geojson")
        let error = #expect(throws: RasterError.self) { _ = try VectorFile.read(path) }
        #expect(error?.code == .externalReference)
    }

    @Test func `a named crs of the register is taken`() throws {
        let crs = #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32641"}},"#
        let path = try folder.write(geoJSON(#"{"type":"Point","coordinates":[500000,3200000]}"#, crs: crs), "a.geojson")
        #expect(try VectorFile.examine(path).authority == "EPSG:32641")
    }

    @Test func `a GeoPackage with a view is refused before any of it runs`() throws {
        let path = folder.file("a.gpkg")
        try VectorWriter.writeGeoPackage(tables(), to: path)
        let script = """
            import sqlite3
            c = sqlite3.connect('\(path)')
            c.execute("CREATE TABLE filler_\(String(repeating: "x", count: 6000)) (a)")
            c.execute("CREATE VIEW v AS WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i FROM r) SELECT i FROM r")
            c.commit()
            """
        try python(script)
        let error = #expect(throws: RasterError.self) { _ = try VectorFile.read(path, layer: "targets") }
        #expect(error?.code == .externalReference && error?.reason.contains("named v") == true)
    }

    @Test func `the schema is read like SQLite reads it, over many pages`() throws {
        let path = folder.file("a.sqlite")
        try python(
            """
            import sqlite3
            c = sqlite3.connect('\(path)')
            for i in range(300): c.execute("CREATE TABLE t%d (a, b TEXT DEFAULT '%s')" % (i, 'y' * (i * 37)))
            c.commit()
            """)
        let entries = try SQLiteSchema.entries(path)
        #expect(Set(entries.map(\.name)) == Set((0..<300).map { "t\($0)" }))
        for entry in entries {
            let number = try #require(Int(entry.name.dropFirst()))
            #expect(
                entry.sql
                    == "CREATE TABLE t\(number) (a, b TEXT DEFAULT '\(String(repeating: "y", count: number * 37))')")
        }
        let whole = try bytes(of: path)
        let cut = try folder.write(Array(whole.prefix(whole.count / 2)), "cut.gpkg")
        #expect(throws: RasterError.self) { _ = try VectorFile.read(cut) }
    }

    private func python(_ script: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", script]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    @Test func `a shapefile is read with its parts, and refused where one is cut`() throws {
        guard let source = try shared("cloncurry-iocg/IOCG_Deposits.shp") else { return }
        let features = try VectorFile.read(source)
        #expect(features.count == 258)
        let facts = try VectorFile.examine(source)
        #expect(facts.featureCount == 258 && facts.driver == "ESRI Shapefile" && facts.crs != nil)
        for ending in ["shp", "shx", "dbf", "prj"] {
            let part = try #require(try shared("cloncurry-iocg/IOCG_Deposits." + ending))
            try folder.write(try bytes(of: part), "d." + ending)
        }
        #expect(try VectorFile.read(folder.file("d.shp")).map(\.geometry) == features.map(\.geometry))
        let table = try bytes(of: folder.file("d.dbf"))
        try folder.write(Array(table.prefix(table.count * 3 / 4)), "d.dbf")
        #expect(throws: RasterError.self) { _ = try VectorFile.read(folder.file("d.shp")) }
    }

    @Test func `broken or empty vectors and too many features are refused`() throws {
        let text = geoJSON(#"{"type":"Point","coordinates":[63,29]}"#)
        let cut = try folder.write(String(text.dropLast(30)), "cut.geojson")
        #expect(throws: RasterError.self) { _ = try VectorFile.read(cut) }
        let none = try folder.write(#"{"type":"FeatureCollection","features":[]}"#, "none.geojson")
        #expect(throws: RasterError.self) { _ = try VectorFile.examine(none) }
        let null = try folder.write(geoJSON("null"), "null.geojson")
        let error = #expect(throws: RasterError.self) { _ = try VectorFile.examine(null) }
        #expect(error?.code == .noData)
        let path = try folder.write(text, "one.geojson")
        let over = #expect(throws: RasterError.self) { _ = try VectorFile.read(path, featureCap: 0) }
        #expect(over?.code == .tooLarge)
    }
}
