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
          metres:  { match: "graded_Dist2Breccia.tif", kind: raster, resample: nearest }
          tenths:  { match: "graded_FaultDensity.tif", kind: raster, resample: nearest }
          units:   { match: "graded_StratNo.tif", kind: raster, resample: nearest }
          known:   { match: "IOCG_Deposits.*", kind: occurrences }
        models:
          graded:
            op: weights-of-evidence
            evidence: [metres, tenths, units]
            training: known
            generalise: maximum-contrast
            evaluate: false
            classes: { metres: ascending, tenths: descending, units: categorical }
          iocg:
            op: weights-of-evidence
            evidence: [breccia, fault, density, strat]
            training: known
            generalise: none
            evaluate: false
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

    @Test func `dropped files give the published weights, posterior, deviation, confidence and AUC`()
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
        for name in ["Dist2Breccia.tif", "FaultDensity.tif", "StratNo.tif"] {
            let file = data.appending(path: "CalculateWeights").appending(path: name)
            try daemon.drop(Data(contentsOf: file), as: "graded_\(name)")
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
        let weights = data.appending(path: "CalculateWeights")
        try compare(
            run.appending(path: "models/graded/weights.json"),
            with: [
                "metres": weights.appending(path: "Dist2Breccia_CA.csv"),
                "tenths": weights.appending(path: "FaultDensity_CD.csv"),
                "units": weights.appending(path: "StratNo_CT.csv"),
            ])
        try compare(
            run.appending(path: "weights.json"),
            with: [
                "breccia": response.appending(path: "Dist2Breccia_CT.csv"),
                "fault": response.appending(path: "Dist2Fault_CT.csv"),
                "density": response.appending(path: "FaultDensity_CT.csv"),
                "strat": response.appending(path: "StratNo_CT.csv"),
            ])
        for (ours, published) in [
            ("prospectivity", "PosteriorProbability"), ("uncertainty", "PosteriorProbability_StdDev"),
            ("confidence", "PosteriorProbability_Conf"),
        ] {
            let difference = try greatestDifference(
                run.appending(path: "\(ours).tif"), response.appending(path: "\(published).tif"))
            #expect(difference <= 1e-6, "\(ours) differs by \(difference)")
        }
    }

    /// A weights table as a run publishes it.
    private struct Weights: Decodable {
        struct Table: Decodable {
            struct Row: Decodable {
                struct Weights: Decodable {
                    var positive, positiveDeviation, negative, negativeDeviation: Double
                    var contrast, contrastDeviation, studentised: Double
                }
                var name: Double
                var points: Int
                var squareKilometres: Double
                var weights: Weights
            }
            var evidence: String
            var rows: [Row]
        }
        var tables: [Table]
    }

    /// Holds a published run's tables against the published ones, column by column.
    private func compare(_ file: URL, with published: [String: URL]) throws {
        let weights = try JSONDecoder().decode(Weights.self, from: Data(contentsOf: file))
        #expect(Set(weights.tables.map(\.evidence)) == Set(published.keys))
        for table in weights.tables {
            let lines = try Self.lines(of: #require(published[table.evidence]))
            #expect(lines.count == table.rows.count, "\(table.evidence)")
            for row in table.rows {
                let line = try #require(lines.first { $0["CLASS"] == row.name }, "\(table.evidence) \(row.name)")
                let weights = row.weights
                for (column, value) in [
                    ("AREA_SQ_KM", row.squareKilometres), ("NO_POINTS", Double(row.points)),
                    ("WPLUS", weights.positive), ("S_WPLUS", weights.positiveDeviation),
                    ("WMINUS", weights.negative), ("S_WMINUS", weights.negativeDeviation),
                    ("CONTRAST", weights.contrast), ("S_CONTRAST", weights.contrastDeviation),
                    ("STUDC", weights.studentised),
                ] {
                    let expected = try #require(line[column])
                    #expect(
                        abs(value - expected) <= 1e-9,
                        "\(table.evidence) class \(row.name) \(column): \(value), published \(expected)")
                }
            }
        }
    }

    /// A published table's lines, columns by name.
    private static func lines(of file: URL) throws -> [[String: Double]] {
        let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
        func cells(_ line: Substring) -> [String] {
            line.split(separator: ",", omittingEmptySubsequences: false).map { $0.filter { $0 != "\"" } }
        }
        let names = cells(lines[0])
        return lines.dropFirst().map { line in
            Dictionary(uniqueKeysWithValues: zip(names, cells(line).map { Double($0) ?? .nan }))
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
