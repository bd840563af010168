import Foundation
import Testing

/// Whole published surveys from their files to grids, by the command line.
@Suite(.serialized) struct RealSurveyTests {
    /// A directory of its own that goes with the test.
    private final class Folder {
        let url = FileManager.default.temporaryDirectory.appending(path: "gossan-\(UUID().uuidString)")

        init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

        deinit {
            // A test's own directory: what cannot be removed does no harm.
            do { try FileManager.default.removeItem(at: url) } catch {}
        }

        subscript(name: String) -> String { url.appending(path: name).path }
    }

    private func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: Data) {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    private func op(_ name: String, _ arguments: [String]) throws {
        let gossan = RunningDaemon.programs.appending(path: "gossan").path
        let done = try run(gossan, ["op", name] + arguments)
        #expect(done.status == 0, "\(name) ended with \(done.status)")
    }

    /// What a script of numpy and GDAL prints, as numbers.
    private func figures(_ script: String, _ arguments: [String]) throws -> [Double] {
        let done = try run("/usr/bin/python3", ["-c", script] + arguments)
        #expect(done.status == 0)
        return String(decoding: done.output, as: UTF8.self).split(whereSeparator: \.isWhitespace).compactMap {
            Double($0)
        }
    }

    /// The bytes within a file of `../shared/data`, as a file.
    private func unpack(_ file: String, as name: String, in folder: Folder) throws -> Bool {
        guard let data = SurveyFiles.folder("data") else { return false }
        let done = try run("/usr/bin/xz", ["-dc", data.appending(path: file).path])
        try #require(done.status == 0)
        try done.output.write(to: URL(filePath: folder[name]))
        return true
    }

    @Test func `a grid that Geosoft turned lies where its header says`() throws {
        let folder = try Folder()
        guard let data = SurveyFiles.folder("data") else { return }
        let grids = data.appending(path: "instrument-samples/geosoft_grd")
        // The same cells, turned by 30 degrees clockwise about the centre of the first, at 1, -24.
        let grid = "crs: EPSG:32641\norigin: [0, 40]\ncolumns: 140\nrows: 200\ncell: 0.5 m\n"
        try Data(grid.utf8).write(to: URL(filePath: folder["grid.yaml"]))
        for kind in ["rotate", "double"] {
            let file = grids.appending(path: "om_\(kind).grd").path
            try op(
                "align",
                [
                    "--in", file, "--set", "assume_crs=EPSG:32641", "--set", "resample=nearest", "--grid",
                    folder["grid.yaml"],
                    "--out", folder["\(kind).tif"],
                ])
        }
        let found = try figures(
            """
            import sys, math, numpy as np
            from osgeo import gdal
            turned, plain = (gdal.Open(path).ReadAsArray() for path in sys.argv[1:])
            s, c = math.sin(math.radians(-30)), math.cos(math.radians(-30))
            compared = wrong = 0
            for i in range(50):
                for j in range(49):
                    x, y = 1 + i * c - j * s, -24 + i * s + j * c
                    column, row = int(x // 0.5), int((40 - y) // 0.5)
                    a = plain[int((40 - (-24 + j)) // 0.5), int((1 + i) // 0.5)]
                    if not (0 <= column < 140 and 0 <= row < 200): continue
                    b = turned[row, column]
                    if np.isnan(a) and np.isnan(b): continue
                    compared += 1
                    wrong += not abs(a - b) < 1e-6
            print(compared, wrong)
            """, [folder["rotate.tif"], folder["double.tif"]])
        try #require(found.count == 2)
        #expect(found[0] > 1000 && found[1] == 0, "\(found)")
    }

    @Test func `the airborne readings of Britain become a grid that goes through their means`() throws {
        let folder = try Folder()
        guard try unpack("magnetic-readings/britain-magnetic.csv.xz", as: "britain.csv", in: folder) else { return }
        let grid = "crs: EPSG:27700\norigin: [0, 1250000]\ncolumns: 140\nrows: 250\ncell: 5 km\n"
        try Data(grid.utf8).write(to: URL(filePath: folder["grid.yaml"]))
        try op(
            "read-readings",
            ["--in", folder["britain.csv"], "--grid", folder["grid.yaml"], "--out", folder["britain.readings"]])
        let common = [
            "--in", folder["britain.readings"], "--grid", folder["grid.yaml"], "--set", "channel=total_field_anomaly",
        ]
        try op("grid-block-mean", common + ["--out", folder["mean.tif"]])
        try op("grid-minimum-curvature", common + ["--set", "maximum_distance=15000", "--out", folder["tmi.tif"]])
        let script = """
            import csv, sys, numpy
            from osgeo import gdal, osr
            mean, tmi = (gdal.Open(p).ReadAsArray().astype('float64') for p in sys.argv[1:3])
            wgs, bng = osr.SpatialReference(), osr.SpatialReference()
            wgs.ImportFromEPSG(4326); bng.ImportFromEPSG(27700)
            wgs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
            bng.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
            rows = list(csv.DictReader(open(sys.argv[3])))
            places = numpy.array(osr.CoordinateTransformation(wgs, bng).TransformPoints(
                [(float(r['longitude']), float(r['latitude'])) for r in rows]))
            values = numpy.array([float(r['total_field_anomaly_nt']) for r in rows])
            column = numpy.floor(places[:, 0] / 5000).astype(int)
            row = numpy.floor((1250000 - places[:, 1]) / 5000).astype(int)
            inside = (column >= 0) & (column < 140) & (row >= 0) & (row < 250)
            cell = row[inside] * 140 + column[inside]
            n = numpy.bincount(cell, minlength=35000)
            with numpy.errstate(invalid='ignore'):
                own = (numpy.bincount(cell, values[inside], 35000) / n).reshape(250, 140)
            both = numpy.isfinite(mean) & numpy.isfinite(own)
            print(len(rows), inside.sum(), (numpy.isfinite(mean) != numpy.isfinite(own)).sum(), both.sum(),
                  numpy.median(abs(mean - own)[both]), (abs(mean - own)[both] > 0.01).sum(),
                  numpy.isfinite(tmi[both]).sum(), numpy.sqrt(numpy.mean((tmi - own)[both] ** 2)), own[both].std())
            """
        let found = try figures(script, [folder["mean.tif"], folder["tmi.tif"], folder["britain.csv"]])
        try #require(found.count == 9)
        // Some readings lie off the grid, over the sea.
        #expect(found[0] == 541_508 && found[1] > 540_000, "\(found)")
        // PROJ is the same on both sides: means differ where a reading lies on an edge, to the last digit.
        #expect(found[2] <= 2 && found[4] < 0.001 && found[5] <= 20, "\(found)")
        // A surface that does not pass through means, as their place is not the cell's centre, but near them.
        #expect(found[3] > 9_000 && found[6] == found[3] && found[7] < 0.3 * found[8], "\(found)")
    }

    @Test func `the stations of South Africa, latitude first, become the Bouguer grid of a separate program`() throws {
        let folder = try Folder()
        guard try unpack("gravity-stations/south-africa-gravity.ast.xz", as: "stations.ast", in: folder) else { return }
        let grid = "crs: EPSG:4326\norigin: [16, -17]\ncolumns: 85\nrows: 90\ncell: 0.2\n"
        try Data(grid.utf8).write(to: URL(filePath: folder["grid.yaml"]))
        try op(
            "read-readings",
            [
                "--in", folder["stations.ast"], "--grid", folder["grid.yaml"], "--set",
                "columns=latitude,longitude,elevation_m,gravity_mGal", "--out", folder["stations.readings"],
            ])
        try op(
            "gravity-anomaly",
            [
                "--in", folder["stations.readings"], "--set", "atmosphere=false", "--set", "curvature=false", "--set",
                "negative=water-depth", "--out", folder["anomaly.readings"],
            ])
        try op(
            "grid-block-mean",
            ["--in", folder["anomaly.readings"], "--grid", folder["grid.yaml"], "--out", folder["bouguer.tif"]])
        // Li and Götze (2001) on WGS 84; slab of 2670 kg/m³ on land, of water for rock at sea, where heights are depths.
        let script = """
            import sys, numpy as np
            from osgeo import gdal
            got = gdal.Open(sys.argv[1]).ReadAsArray().astype('float64')
            lat, lon, h, g = np.loadtxt(sys.argv[2]).T
            a, f, GM, w = 6378137.0, 1 / 298.257223563, 3986004.418e8, 7.292115e-5
            b = a * (1 - f); E = np.sqrt(a * a - b * b)
            height = np.maximum(h, 0)
            phi = np.radians(lat); beta = np.arctan2(b * np.sin(phi), a * np.cos(phi))
            z = b * np.sin(beta) + height * np.sin(phi); r = a * np.cos(beta) + height * np.cos(phi)
            D, R = (r * r - z * z) / E**2, (r * r + z * z) / E**2
            c2 = 0.5 + R / 2 - np.sqrt(0.25 + R * R / 4 - D / 2); s2 = 1 - c2
            bp = np.sqrt(r * r + z * z - E * E * c2)
            q0 = 0.5 * ((1 + 3 * b * b / E**2) * np.arctan2(E, b) - 3 * b / E)
            qp = 3 * (1 + bp**2 / E**2) * (1 - bp / E * np.arctan2(E, bp)) - 1
            W = np.sqrt((bp**2 + E**2 * s2) / (bp**2 + E**2))
            normal = (GM / (bp**2 + E**2) + w * w * a * a * E * qp / (bp**2 + E**2) / q0 * (0.5 * s2 - 1 / 6)
                      - w * w * bp * c2) / W * 1e5
            slab = 2 * np.pi * 6.6743e-11 * 1e5 * np.where(h < 0, (2670 - 1040) * h, 2670 * h)
            bouguer = g - normal - slab
            column = np.floor((lon - 16) / 0.2).astype(int); row = np.floor((-17 - lat) / 0.2).astype(int)
            inside = (column >= 0) & (column < 85) & (row >= 0) & (row < 90)
            cell = row[inside] * 85 + column[inside]
            n = np.bincount(cell, minlength=7650)
            with np.errstate(invalid='ignore'):
                own = (np.bincount(cell, bouguer[inside], 7650) / n).reshape(90, 85)
            both = np.isfinite(got) & np.isfinite(own)
            print(len(g), inside.sum(), both.sum(), (np.isfinite(got) != np.isfinite(own)).sum(),
                  np.median(abs(got - own)[both]), (abs(got - own)[both] > 0.01).sum(), own[both].min(), own[both].max())
            """
        let found = try figures(script, [folder["bouguer.tif"], folder["stations.ast"]])
        try #require(found.count == 8)
        #expect(found[0] == 14_559 && found[1] > 14_000 && found[2] > 2_000, "\(found)")
        // A station on the edge of two cells may go to either.
        #expect(found[3] <= 2 && found[4] < 1e-4 && found[5] <= 4, "\(found)")
        #expect(found[6] > -400 && found[7] < 400, "\(found)")
    }
}
