import Foundation
import TestBench
import Testing

/// Several models in one run of the sample campaign, by the command line: their maps, how far they are to be trusted,
/// why they say so, and what changed in the next run.
@Suite(.serialized) struct ThreeModelsTests {
    private struct Outcome: Decodable {
        var missing: [String]
        var run: String?
        var directory: String?
    }

    private struct Manifest: Decodable {
        struct Output: Decodable {
            var path: String
        }
        struct Step: Decodable {
            var id: String
            var figures: [String: Double]
            var notes: [String]
        }
        var outputs: [Output]
        var steps: [Step]
    }

    private static let models = """
        models:
          weights:
            op: weights-of-evidence
            evidence: [near_faults, tmi_z, k_z, alteration]
            training: known
            generalise: maximum-studentised-contrast
            classes: { near_faults: ascending, tmi_z: descending, k_z: descending, alteration: descending }
            set: { null_runs: 19, area_sample: 1000 }
          logistic:
            op: logistic-regression
            evidence: [near_faults, tmi_z, k_z, alteration]
            training: known
            set: { null_runs: 19, area_sample: 1000, background: 500 }
          boosted:
            op: boosted-trees
            evidence: [near_faults, tmi_z, k_z, alteration]
            training: known
            set: { null_runs: 19, area_sample: 1000, trees: 15, bootstrap: 2, importance: none }
          forest:
            op: random-forest
            evidence: [near_faults, tmi_z, k_z, alteration]
            training: known
            set: { null_runs: 19, area_sample: 1000, trees: 15, bootstrap: 2, importance: none }
          joint: { op: model-ensemble, models: [weights, logistic, boosted, forest] }

        targets: { of: logistic, above: { quantile: QUANTILE }, minimum_area: 0.25 km2 }

        """

    /// The sample's campaign with these models in place of its own.
    private static func write(to place: URL, quantile: String = "0.98", window: String = "31") throws {
        let file = place.appending(path: "campaign.yaml")
        var text = try String(contentsOf: file, encoding: .utf8)
        let start = try #require(text.range(of: "\nmodels:\n"))
        text = text[..<start.lowerBound] + "\n" + models.replacing("QUANTILE", with: quantile)
        let old = try #require(text.firstMatch(of: /k_z: +\{ op: focal-zscore, of: k, window: \d+ \}/))
        text.replaceSubrange(old.range, with: "k_z: { op: focal-zscore, of: k, window: \(window) }")
        try Data(text.utf8).write(to: file)
    }

    private static func run(_ place: URL, _ arguments: [String] = []) throws -> (latest: URL, manifest: Manifest) {
        let run = try Command.gossan(["run", place.path, "--json"] + arguments)
        try #require(run.status == 0, "\(run.errors)")
        let outcome = try JSONDecoder().decode(Outcome.self, from: run.output)
        let latest = URL(filePath: try #require(outcome.directory))
        let manifest = try Data(contentsOf: latest.appending(path: "manifest.json"))
        return (latest, try JSONDecoder().decode(Manifest.self, from: manifest))
    }

    private struct Explained: Decodable {
        struct Place: Decodable {
            struct Score: Decodable {
                struct Reason: Decodable {
                    var evidence: String
                    var contribution: Double
                }
                var score: Double
                var contributionUnit: String
                var reasons: [Reason]
            }
            var model: String
            var explanation: Score?
            var decisive: [String]?
        }
        var place: Place
        var files: [String: [String: String]]
    }

    private struct Target: Decodable {
        struct Properties: Decodable {
            var longitude: Double
            var latitude: Double
        }
        struct Model: Decodable {
            struct Share: Decodable {
                var evidence: String
                var contribution: Double?
                var dropsOut: Bool?
            }
            var evidence: [Share]
            var sentence: String
        }
        struct Entry: Decodable {
            var properties: Properties
        }
        var target: Entry
        var models: [String: Model]
    }

    private struct Comparison: Decodable {
        struct Step: Decodable {
            var id: String
            var differences: [String]
        }
        struct Map: Decodable {
            var file: String
            var figures: [String: Double]
        }
        struct Targets: Decodable {
            struct Single: Decodable {
                var id: String
                var why: [String]
            }
            struct Kept: Decodable {
                var id: String
            }
            var kept: [Kept]
            var came: [Single]
            var went: [Single]
        }
        var isSame: Bool
        var steps: [Step]
        var remade: [String]
        var map: Map?
        var targets: Targets
    }

    private static let evidence = ["alteration", "k_z", "near_faults", "tmi_z"]

    @Test func `four models and their mean are published in one run, explained, and compared with the next`() throws {
        let folder = try Command.Folder()
        let place = folder.url.appending(path: "chagai")
        #expect(try Command.gossan(["init", "--sample", place.path]).status == 0)
        try Self.write(to: place)
        let sample = place.appending(path: "sample")
        // What the models need; the rest is for the sample's own run.
        let names = ["clay.tif", "dem.tif", "faults.gpkg", "iron.tif", "k.tif", "occurrences.gpkg", "tmi.tif"]
        let first = try Self.run(place, names.flatMap { ["--drop", sample.appending(path: $0).path] })

        let paths = Set(first.manifest.outputs.map(\.path))
        for (model, folder) in [
            ("weights", "models/weights/"), ("logistic", ""), ("boosted", "models/boosted/"),
            ("forest", "models/forest/"),
        ] {
            for file in [
                "prospectivity.tif", "uncertainty.tif", "model.json", "evaluation.json", "curves.csv", "figures.csv",
                "explanation.json",
            ] {
                #expect(paths.contains(folder + file), "\(model) has no \(folder)\(file)")
            }
            // The planted deposits are found better than chance where they were held out.
            let step = try #require(first.manifest.steps.first { $0.id == "model/\(model)" })
            #expect(step.figures["null_probability"] ?? 1 <= 0.05, "\(model): \(step.notes)")
            #expect(step.figures["auc_held_out_low"] ?? 0 > 0.5, "\(model): \(step.figures)")
        }
        #expect(paths.isSuperset(of: ["models/joint/prospectivity.tif", "models/joint/disagreement.tif"]))
        let report = try String(contentsOf: first.latest.appending(path: "report.html"), encoding: .utf8)
        #expect(report.contains("<svg") && report.contains("deposits that the model had not seen"))
        // The logistic model's reasons are no memberships.
        #expect(report.contains("Why here (log-odds)"))
        for model in ["weights", "boosted", "forest"] {
            #expect(report.contains("Model \(model): ") && report.contains("\(model): "), "no word on \(model)")
        }

        try Self.explains(place)

        // Another window and a stricter cut: what changed, where, and which targets it cost.
        try Self.write(to: place, quantile: "0.99", window: "15")
        let second = try Self.run(place)
        #expect(second.latest.lastPathComponent != first.latest.lastPathComponent)
        try Self.compares(place, first.latest.lastPathComponent, second.latest.lastPathComponent, folder.url)
    }

    private static func explains(_ place: URL) throws {
        let answer = try Command.gossan(["explain", "1", place.path, "--json"])
        #expect(answer.status == 0, "\(answer.errors)")
        let target = try JSONDecoder().decode(Target.self, from: answer.output)
        #expect(target.models.keys.sorted() == ["boosted", "forest", "logistic", "weights"])
        #expect(target.models["logistic"]?.evidence.map(\.evidence).sorted() == evidence)
        #expect(target.models["logistic"]?.sentence.contains("at its median") == true)
        #expect(target.models["boosted"]?.evidence.allSatisfy { $0.dropsOut == nil && $0.contribution != nil } == true)

        let lonlat = "\(target.target.properties.longitude),\(target.target.properties.latitude)"
        for (model, operation) in [
            (nil, "logistic-regression"), ("boosted", "boosted-trees"), ("weights", "weights-of-evidence"),
        ] {
            let chosen = model.map { ["--model", $0] } ?? []
            let cell = try Command.gossan(["explain", "--at", lonlat, place.path, "--json"] + chosen)
            #expect(cell.status == 0, "\(cell.errors)")
            let explained = try JSONDecoder().decode(Explained.self, from: cell.output)
            #expect(explained.place.model == operation)
            let score = try #require(explained.place.explanation)
            #expect(score.reasons.map(\.evidence).sorted() == evidence)
            #expect((model == nil) == (explained.place.decisive != nil))
            #expect(explained.files["k_z"]?.keys.sorted() == ["k.tif"])
        }
        let text = try Command.gossan(["explain", "--at", lonlat, place.path])
        #expect(String(decoding: text.output, as: UTF8.self).contains("score at its median"))
        #expect(try Command.gossan(["explain", "--at", "66,29", place.path]).status == 64)
        let none = try Command.gossan(["explain", "--at", lonlat, place.path, "--model", "joint"])
        #expect(none.status == 66 && none.errors.contains("keeps no file"), "\(none.errors)")
        #expect(try Command.gossan(["explain", place.path, "--at", "sixty,thirty"]).status == 64)
    }

    private static func compares(_ place: URL, _ before: String, _ after: String, _ folder: URL) throws {
        let difference = folder.appending(path: "difference.tif")
        let answer = try Command.gossan(
            ["compare", before, "latest", place.path, "--out", difference.path, "--json"])
        #expect(answer.status == 0, "\(answer.errors)")
        let comparison = try JSONDecoder().decode(Comparison.self, from: answer.output)
        let steps = Dictionary(uniqueKeysWithValues: comparison.steps.map { ($0.id, $0.differences) })
        #expect(steps["evidence/k_z"] == ["window: 31.0 → 15.0"] || steps["evidence/k_z"] == ["window: 31 → 15"])
        #expect(steps["targets/logistic"]?.contains { $0.hasPrefix("quantile: 0.98 → 0.99") } == true, "\(steps)")
        #expect(steps.count == 2, "\(steps)")
        #expect(comparison.remade.contains("model/logistic") && !comparison.remade.contains("evidence/tmi_z"))
        let figures = try #require(comparison.map?.figures)
        #expect(figures["cells"] == 600 * 450 && (figures["changed_share"] ?? 0) > 0.01)
        #expect(FileManager.default.fileExists(atPath: difference.path))
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "difference-values.json").path))
        #expect(!comparison.targets.went.isEmpty && !comparison.targets.kept.isEmpty)
        for target in comparison.targets.went + comparison.targets.came {
            #expect(target.why.contains { $0.contains("the score at its centre went from") }, "\(target.why)")
            #expect(target.why.contains { $0.contains("quantile: 0.98 → 0.99") }, "\(target.why)")
        }
        let text = try Command.gossan([
            "compare", String(before.prefix(8)), after, place.path, "--out", difference.path,
        ])
        let words = String(decoding: text.output, as: UTF8.self)
        #expect(text.status == 0 && words.contains("% of the cells changed") && words.contains(" went: "), "\(words)")
        let same = try Command.gossan(["compare", after, after, place.path])
        #expect(String(decoding: same.output, as: UTF8.self).contains("nothing changed"))
        #expect(try Command.gossan(["compare", "nosuchrun", after, place.path]).status == 66)
    }

    @Test func `on scattered occurrences each model says that no association was found`() throws {
        let folder = try Command.Folder()
        let side = 48
        let campaign = """
            campaign: scattered
            grid: { crs: EPSG:32641, bounds: [500000, 3190400, 504800, 3195200], cell: 100 m }
            layers:
              a:     { match: "a.tif", kind: raster }
              b:     { match: "b.tif", kind: raster }
              known: { match: "occurrences.*", kind: occurrences }
            models:
              weights:
                op: weights-of-evidence
                evidence: [a, b]
                training: known
                classes: { a: descending, b: descending }
                set: { unit_cell: 0.01, null_runs: 39, block_size: 800 }
              logistic:
                op: logistic-regression
                evidence: [a, b]
                training: known
                set: { unit_cell: 0.01, null_runs: 39, block_size: 800, background: 500, area_sample: 1000 }
              boosted:
                op: boosted-trees
                evidence: [a, b]
                training: known
                set: { unit_cell: 0.01, null_runs: 19, block_size: 800, trees: 10, bootstrap: 0, area_sample: 1000 }
            targets: { of: logistic, above: { quantile: 0.98 } }

            """
        try Data(campaign.utf8).write(to: folder.url.appending(path: "campaign.yaml"))
        // Two fields of noise and points anywhere, by a generator of its own: nothing ties them to each other.
        var state: UInt64 = 20_261_125
        func unit() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / 9_007_199_254_740_992
        }
        var drops: [String] = []
        for name in ["a", "b"] {
            let cells = (0..<side * side).map { _ in Float(unit()) }
            let file = folder.url.appending(path: "\(name).tif")
            let image = SmallTIFF(
                columns: side, rows: side, samples: .floats(cells), nodata: nil, epsg: 32641, west: 500_000,
                north: 3_195_200)
            try Data(image.encoded).write(to: file)
            drops += ["--drop", file.path]
        }
        let points = (0..<30).map { number in
            let (x, y) = (500_100 + 4600 * unit(), 3_190_500 + 4600 * unit())
            return """
                {"type":"Feature","properties":{"name":"p\(number)"},\
                "geometry":{"type":"Point","coordinates":[\(x),\(y)]}}
                """
        }
        let crs = #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32641"}}"#
        let collection = "{\"type\":\"FeatureCollection\",\(crs),\"features\":[\(points.joined(separator: ","))]}"
        let known = folder.url.appending(path: "occurrences.geojson")
        try Data(collection.utf8).write(to: known)
        let run = try Self.run(folder.url, drops + ["--drop", known.path])
        for model in ["weights", "logistic", "boosted"] {
            let step = try #require(run.manifest.steps.first { $0.id == "model/\(model)" })
            #expect(step.notes.contains { $0.hasPrefix("no association found") }, "\(model): \(step.notes)")
            #expect(step.figures["null_probability"] ?? 0 > 0.05)
        }
        let report = try String(contentsOf: run.latest.appending(path: "report.html"), encoding: .utf8)
        #expect(report.contains("No association found"))
    }
}
