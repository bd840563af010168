import Foundation
import Testing

/// The published case of Geoscience Australia, through a running daemon.
@Suite(.serialized) struct CloncurryTests {
    private static let campaign = """
        campaign: cloncurry
        grid: { crs: EPSG:7845, bounds: [600261.769, -2509191.016, 726161.769, -2260491.016], cell: 100 m }
        layers:
          breccia: { match: "Dist2Breccia.tif", kind: raster, resample: nearest }
          fault:   { match: "Dist2Fault.tif", kind: raster, resample: nearest }
          density: { match: "FaultDensity.tif", kind: raster, resample: nearest }
          strat:   { match: "StratNo.tif", kind: raster, resample: nearest }
          known:   { match: "IOCG_Deposits.*", kind: occurrences }
        models:
          iocg:
            op: weights-of-evidence
            evidence: [breccia, fault, density, strat]
            training: known
            generalise: none
        targets: { of: iocg, above: { quantile: 0.98 }, minimum_area: 1 km2 }
        """

    private static let data: URL? = {
        var folder = URL(filePath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let data = folder.appending(path: "../shared/data/cloncurry-iocg").standardizedFileURL
            if FileManager.default.fileExists(atPath: data.path) { return data }
        }
        return nil
    }()

    private struct Manifest: Decodable {
        struct Step: Decodable {
            var id: String
            var figures: [String: Double]
        }
        var steps: [Step]
    }

    @Test func `files dropped into a running daemon give the published posterior, deviation, confidence and AUC`()
        throws
    {
        guard let data = Self.data else {
            #expect(ProcessInfo.processInfo.environment["CI"] == nil, "../shared/data/cloncurry-iocg is not there")
            return
        }
        let daemon = try RunningDaemon(campaign: Self.campaign)
        let response = data.appending(path: "CalculateResponse")
        for name in ["Dist2Breccia.tif", "Dist2Fault.tif", "FaultDensity.tif", "StratNo.tif"] {
            try daemon.drop(Data(contentsOf: response.appending(path: name)), as: name)
        }
        for ending in ["shp", "shx", "dbf", "prj", "cpg"] {
            let name = "IOCG_Deposits.\(ending)"
            try daemon.drop(Data(contentsOf: data.appending(path: name)), as: name)
        }
        try daemon.wait(seconds: 400, for: "published run") { daemon.latest != nil }
        let run = try #require(daemon.latest)

        let manifest = try JSONDecoder().decode(
            Manifest.self, from: Data(contentsOf: run.appending(path: "manifest.json")))
        let auc = try #require(manifest.steps.first { $0.id == "model/iocg" }?.figures["auc"])
        #expect(abs(auc - 0.7144677408072047) < 1e-12)
        for (ours, published) in [
            ("prospectivity", "PosteriorProbability"), ("uncertainty", "PosteriorProbability_StdDev"),
            ("confidence", "PosteriorProbability_Conf"),
        ] {
            let difference = try greatestDifference(
                run.appending(path: "\(ours).tif"), response.appending(path: "\(published).tif"))
            #expect(difference <= 1e-6, "\(ours) differs by \(difference)")
        }
    }

    /// The greatest difference of two rasters in any cell, by GDAL's own Python: infinite where they differ in nodata.
    private func greatestDifference(_ a: URL, _ b: URL) throws -> Double {
        let script = """
            import sys, numpy
            from osgeo import gdal
            a, b = (gdal.Open(p).ReadAsArray().astype('float64') for p in sys.argv[1:])
            same = a.shape == b.shape and (numpy.isnan(a) == numpy.isnan(b)).all()
            print(repr(float(numpy.nanmax(abs(a - b)))) if same else 'inf')
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", script, a.path, b.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return try #require(Double(text), "GDAL's Python cannot read \(a.path) and \(b.path)")
    }
}
