import Foundation
import Testing

/// The files that people take away, opened by other programs.
@Suite(.serialized) struct PublishedFilesTests {
    /// 12 by 10 cells of 0.1 with two areas of 0.8 and 0.9.
    private static let twoAreas: [[Double]] = (0..<10).map { row in
        (0..<12).map { column in
            if (1...3).contains(row) && (1...3).contains(column) { return 0.8 }
            return (6...8).contains(row) && (7...9).contains(column) ? 0.9 : 0.1
        }
    }

    private func small(_ targets: String, cells: [[Double]] = twoAreas) throws -> SmallCampaign {
        try SmallCampaign(cells, crs: "EPSG:32641", west: 400_000, south: 3_200_000, cell: 100, targets: targets)
    }

    /// What Python prints.
    private func python(_ script: String, _ arguments: String...) throws -> String {
        let (status, output) = try SmallCampaign.program("python3", ["-c", script] + arguments)
        #expect(status == 0)
        return output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func count(_ file: URL, layer: String? = nil) throws -> String {
        let (status, output) = try SmallCampaign.program(
            "ogrinfo", ["-ro", "-so", file.path] + [layer].compactMap(\.self))
        #expect(status == 0, "\(output)")
        return output.split(separator: "\n").first { $0.hasPrefix("Feature Count") }.map(String.init) ?? output
    }

    /// Opens every file of a run and gives the ids of its targets.
    private func open(_ run: URL) throws -> [String] {
        let geopackage = run.appending(path: "targets.gpkg")
        let layers = try python(
            """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            print(sorted(r[0] for r in db.execute("select table_name from gpkg_contents")))
            print(sorted(r[0] for r in db.execute("select f_table_name from layer_styles where useAsDefault = 1 and styleQML like '%<qgis%'")))
            print(db.execute("pragma integrity_check").fetchone()[0])
            """, geopackage.path)
        #expect(
            layers == """
                ['centroids', 'grid', 'occurrences', 'targets']
                ['centroids', 'grid', 'occurrences', 'targets']
                ok
                """)
        #expect(try count(geopackage, layer: "grid") == "Feature Count: 1")
        for name in ["targets.kmz", "targets.gpx"] {
            #expect(try SmallCampaign.program("ogrinfo", ["-ro", run.appending(path: name).path]).status == 0)
        }
        for name in ["map.pdf", "report.pdf"] {
            let facts = try SmallCampaign.program("pdfinfo", [run.appending(path: name).path])
            #expect(facts.status == 0 && facts.output.contains("Pages:"), "\(name): \(facts.output)")
        }
        let map = try SmallCampaign.program("gdalinfo", [run.appending(path: "map.pdf").path])
        #expect(map.status == 0 && map.output.contains("Origin ="), "the map is not georeferenced: \(map.output)")
        let parsed = try python(
            """
            import sys, json, openpyxl, zipfile, xml.dom.minidom as x
            root = sys.argv[1] + "/"
            x.parse(root + "campaign.qgs")
            x.parse(root + "targets.gpx")
            x.parseString(zipfile.ZipFile(root + "targets.kmz").read("doc.kml"))
            print(openpyxl.load_workbook(root + "ranking.xlsx").sheetnames)
            found = json.load(open(root + "targets.geojson"))
            assert found["type"] == "FeatureCollection" and "crs" not in found
            for f in found["features"]:
                shape = f["geometry"]
                for polygon in shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]:
                    for n, ring in enumerate(polygon):
                        assert ring[0] == ring[-1] and len(ring) >= 4
                        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))
                        assert (area > 0) == (n == 0), "outer rings counter-clockwise"
                        assert all(-180 <= p[0] <= 180 and -90 <= p[1] <= 90 for p in ring)
            print(json.dumps([f["properties"]["id"] for f in found["features"]]))
            """, run.path)
        let lines = parsed.split(separator: "\n")
        #expect(lines.first == "['Ranking', 'Scenarios', 'Assumptions']")
        return try JSONDecoder().decode([String].self, from: Data((lines.last ?? "").utf8))
    }

    @Test func `every file of a run opens in another program`() throws {
        let campaign = try small("of: sought\nabove: { value: 0.5 }")
        defer { campaign.remove() }
        let run = try campaign.run()
        let ids = try open(run)
        #expect(ids.count == 2)
        #expect(try count(run.appending(path: "targets.gpkg"), layer: "centroids") == "Feature Count: 2")
        let project = try String(contentsOf: run.appending(path: "campaign.qgs"), encoding: .utf8)
        for source in project.matches(of: /<datasource>\.\/([^<|]*)/).map(\.output.1) {
            #expect(FileManager.default.fileExists(atPath: run.appending(path: String(source)).path), "\(source)")
        }
        let report = try String(contentsOf: run.appending(path: "report.html"), encoding: .utf8)
        #expect(report.contains(ids[0]) && report.contains("JORC"))
    }

    /// Debian's python3-qgis; not everywhere, as it is large.
    private static let hasQGIS = FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/qgis")

    @Test(.enabled(if: hasQGIS, "python3-qgis is not installed"))
    func `QGIS opens every layer of the project, and draws it`() throws {
        let campaign = try small("of: sought\nabove: { value: 0.5 }")
        defer { campaign.remove() }
        let run = try campaign.run()
        let drawn = try python(
            """
            import os, sys
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
            from qgis.core import *
            from qgis.PyQt.QtCore import QSize
            app = QgsApplication([], False); app.initQgis()
            project = QgsProject.instance()
            assert project.read(sys.argv[1] + "/campaign.qgs")
            layers = list(project.mapLayers().values())
            settings = QgsMapSettings()
            settings.setLayers([l for l in project.layerTreeRoot().layerOrder()])
            settings.setDestinationCrs(project.crs())
            settings.setExtent(next(l for l in layers if l.name() == "Prospectivity").extent())
            settings.setOutputSize(QSize(240, 200))
            job = QgsMapRendererSequentialJob(settings); job.start(); job.waitForFinished()
            image = job.renderedImage()
            colours = {image.pixel(x, y) for x in range(0, 240, 5) for y in range(0, 200, 5)}
            print(len(layers), all(l.isValid() for l in layers), project.crs().authid(), len(colours) > 2)
            """, run.path)
        #expect(drawn.split(separator: "\n").last == "4 True EPSG:32641 True")
    }

    @Test(arguments: [
        ("of: sought\nabove: { value: 0.95 }", 0), ("of: sought\nabove: { value: 0.0 }", 1),
        ("of: sought\nabove: { value: 0.85 }\nminimum_area: 0.09 km2", 1),
    ])
    func `no target, one target and all cells make files that open`(_ targets: String, _ count: Int) throws {
        let campaign = try small(targets)
        defer { campaign.remove() }
        let run = try campaign.run()
        #expect(try open(run).count == count)
        if count == 0 {
            let report = try String(contentsOf: run.appending(path: "report.html"), encoding: .utf8)
            #expect(report.contains("No connected area lies above the threshold"))
        }
    }

    @Test func `a target of one cell is a file that opens`() throws {
        var cells = Self.twoAreas.map { $0.map { _ in 0.1 } }
        cells[4][5] = 0.9
        let campaign = try small("of: sought\nabove: { value: 0.5 }", cells: cells)
        defer { campaign.remove() }
        #expect(try open(campaign.run()).count == 1)
    }

    @Test func `a target over the antimeridian is parted there`() throws {
        // Zone 1 of UTM ends at 180 degrees: easting 166,000 on the equator.
        let campaign = try SmallCampaign(
            Self.twoAreas.map { $0.map { _ in 0.9 } }, crs: "EPSG:32601", west: 160_000, south: 100_000, cell: 1000,
            targets: "of: sought\nabove: { value: 0.5 }")
        defer { campaign.remove() }
        let run = try campaign.run()
        #expect(try open(run).count == 1)
        let west = try python(
            """
            import sys, json
            f = json.load(open(sys.argv[1]))["features"][0]["geometry"]
            sides = [[p[0] for ring in polygon for p in ring] for polygon in f["coordinates"]]
            print(len(sides), all(max(s) - min(s) < 1 for s in sides), any(min(s) == -180 for s in sides), any(max(s) == 180 for s in sides))
            """, run.appending(path: "targets.geojson").path)
        #expect(west == "2 True True True")
    }

    @Test func `a target over the pole makes files that open`() throws {
        let campaign = try SmallCampaign(
            Self.twoAreas.map { $0.map { _ in 0.9 } }, crs: "EPSG:3413", west: -6000, south: -5000, cell: 1000,
            targets: "of: sought\nabove: { value: 0.5 }")
        defer { campaign.remove() }
        let run = try campaign.run()
        #expect(try open(run).count == 1)
        let highest = try python(
            """
            import sys, json
            f = json.load(open(sys.argv[1]))["features"][0]["geometry"]
            polygons = f["coordinates"] if f["type"] == "MultiPolygon" else [f["coordinates"]]
            print(max(p[1] for polygon in polygons for ring in polygon for p in ring))
            """, run.appending(path: "targets.geojson").path)
        #expect(highest == "90" || highest == "90.0")
    }

    @Test func `an exclusion takes targets off the list, with its source, and a way is timed`() throws {
        let campaign = try small(
            """
            of: sought
            above: { value: 0.5 }
            access: { to: { camp: place } }
            exclude: { park: { of: limit, source: a map of the parks } }
            value: { model: Models/porphyry-copper.yaml, prices: Prices/usgs-2021.yaml, draws: 500 }
            ranking: { scenarios: { dear: { prices: { Cu: 2 } } } }
            """)
        defer { campaign.remove() }
        let geojson = { (type: String, coordinates: String) in
            """
            {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32641"}},
            "features":[{"type":"Feature","properties":{},"geometry":{"type":"\(type)","coordinates":\(coordinates)}}]}
            """
        }
        // Over the area of 0.9, which would be the first.
        let park = "[[[400650,3200050],[401050,3200050],[401050,3200450],[400650,3200450],[400650,3200050]]]"
        let (limit, place) = (
            campaign.place.appending(path: "limit.geojson"), campaign.place.appending(path: "place.geojson")
        )
        try Data(geojson("Polygon", park).utf8).write(to: limit)
        try Data(geojson("Point", "[400050,3200050]").utf8).write(to: place)
        let run = try campaign.run(dropping: [limit, place])
        #expect(try open(run).count == 2)
        let ranking = try String(contentsOf: run.appending(path: "ranking.csv"), encoding: .utf8)
        let rows = ranking.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let column = { (name: String) in rows[0].firstIndex { $0 == name } }
        let excluded = try #require(column("excluded"))
        let hours = try #require(column("access_camp_h"))
        let worth = try #require(column("value_USD_p50"))
        try #require(rows.count == 3)
        #expect(rows[1][excluded] == "no" && rows[2][excluded] == "yes")
        #expect(Double(rows[1][hours]).map { $0 > 0 && $0 < 1 } == true)
        #expect(Double(rows[1][worth]).map { $0 > 1e6 } == true)
        for name in ["scenarios.csv", "values.csv", "access/camp.tif"] {
            #expect(FileManager.default.fileExists(atPath: run.appending(path: name).path), "\(name)")
        }
        let report = try String(contentsOf: run.appending(path: "report.html"), encoding: .utf8)
        #expect(report.contains("a map of the parks") && report.contains("Access"))
    }

    @Test func `ids follow the run before, and the run says what became of each target`() throws {
        let campaign = try small("of: sought\nabove: { value: 0.5 }\nfollow: true")
        defer { campaign.remove() }
        let first = try open(campaign.run()).sorted()
        // The north-western area moves by a cell and grows; the other is gone.
        var cells = Self.twoAreas.map { $0.map { $0 == 0.8 ? 0.1 : min($0, 0.1) } }
        for row in 2...5 { for column in 2...4 { cells[row][column] = 0.95 } }
        let header = try String(contentsOf: campaign.place.appending(path: "membership.asc"), encoding: .utf8)
            .split(separator: "\n").prefix(6).joined(separator: "\n")
        let values = cells.map { $0.map { "\($0)" }.joined(separator: " ") }.joined(separator: "\n")
        try Data((header + "\n" + values + "\n").utf8).write(to: campaign.place.appending(path: "membership.asc"))
        let run = try campaign.run()
        let second = try open(run)
        #expect(second.count == 1 && first.contains(second[0]))
        let ranking = try String(contentsOf: run.appending(path: "ranking.csv"), encoding: .utf8)
        #expect(ranking.contains("grown"))
        let report = try String(contentsOf: run.appending(path: "report.html"), encoding: .utf8)
        #expect(first.filter { $0 != second[0] }.allSatisfy(report.contains), "the report names what is gone")
    }
}
