import Foundation
import Testing

/// The sample campaign from its generator to its ranked targets, by the command line alone.
@Suite(.serialized) struct SampleRunTests {
    private struct Outcome: Decodable {
        struct Verdict: Decodable {
            var name: String
            var verdict: String
            var notes: [String]
        }
        var verdicts: [Verdict]
        var missing: [String]
        var directory: String?
    }

    private struct Found: Decodable {
        var found: [String: Int?]
        var planted: Int
        var targets: Int
        var squareKilometres: Double
    }

    private struct Manifest: Decodable {
        struct Output: Decodable {
            var path: String
            var sha256: String
        }
        struct Step: Decodable {
            var id: String
            var figures: [String: Double]
            var notes: [String]
        }
        var outputs: [Output]
        var steps: [Step]
    }

    /// Runs `gossan` and gives its status and what it printed.
    private func gossan(_ arguments: [String]) throws -> (status: Int32, output: Data) {
        let process = Process()
        process.executableURL = RunningDaemon.programs.appending(path: "gossan")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    @Test func `a new campaign is one that can be run as it is`() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "gossan-\(UUID().uuidString)/area")
        defer {
            // A test's own directory: what cannot be removed does no harm.
            do { try FileManager.default.removeItem(at: place.deletingLastPathComponent()) } catch {}
        }
        #expect(try gossan(["init", place.path]).status == 0)
        let run = try gossan(["run", place.path, "--json"])
        #expect(run.status == 66)
        let outcome = try JSONDecoder().decode(Outcome.self, from: run.output)
        #expect(outcome.missing.count == 3, "\(outcome.missing)")
    }

    @Test func `planted deposits are found by rasters, vectors and readings that were dropped once`() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "gossan-\(UUID().uuidString)/chagai")
        defer {
            // A test's own directory: what cannot be removed does no harm.
            do { try FileManager.default.removeItem(at: place.deletingLastPathComponent()) } catch {}
        }
        #expect(try gossan(["init", "--sample", place.path]).status == 0)
        let sample = place.appending(path: "sample")
        let names = try FileManager.default.contentsOfDirectory(atPath: sample.path).sorted()
        let drops = names.flatMap { ["--drop", sample.appending(path: $0).path] }

        // Without its files a campaign says what it waits for, and ends with 66.
        let empty = try gossan(["run", place.path, "--json"])
        #expect(empty.status == 66)
        let waiting = try JSONDecoder().decode(Outcome.self, from: empty.output)
        #expect(waiting.missing.contains { $0.contains("tmi") }, "\(waiting.missing)")

        let run = try gossan(["run", place.path, "--json"] + drops)
        #expect(run.status == 0)
        let outcome = try JSONDecoder().decode(Outcome.self, from: run.output)
        #expect(outcome.verdicts.count == names.count && outcome.verdicts.allSatisfy { $0.verdict == "accepted" })
        let readings = try #require(outcome.verdicts.first { $0.name == "mag_ground.csv" })
        #expect(readings.notes.contains { $0.contains("EPSG:32641 is assumed") }, "\(readings.notes)")

        let latest = URL(filePath: try #require(outcome.directory))
        let manifest = try JSONDecoder().decode(
            Manifest.self, from: Data(contentsOf: latest.appending(path: "manifest.json")))
        for path in ["evidence/ground_z.tif", "evidence/soil_cu_z.tif", "item.json", "ranking.xlsx", "evaluation.json"]
        {
            #expect(manifest.outputs.contains { $0.path == path }, "\(path) is not published")
        }
        let model = try #require(manifest.steps.first { $0.id == "model/porphyry" })
        #expect(model.figures["null_probability"] ?? 1 <= 0.05, "no better than shuffled deposits")
        #expect(model.notes.contains { $0.contains("deposits that the model had not seen") }, "\(model.notes)")

        let score = try JSONDecoder().decode(Found.self, from: gossan(["score-sample", place.path, "--json"]).output)
        let hits = score.found.values.count { $0 != nil }
        // By chance: 56 targets over 54 of 2700 km2, so a sixth of a deposit.
        #expect(score.planted == 8 && hits >= 6, "\(hits) of 8 planted deposits")
        #expect(score.squareKilometres < 100)

        // Files that leave are those of the manifest, checked on the way; and a second run has nothing to do.
        let copy = place.appending(path: "copy")
        #expect(try gossan(["export", place.path, "--to", copy.path, "--only", "targets"]).status == 0)
        #expect(FileManager.default.fileExists(atPath: copy.appending(path: "targets.gpkg").path))
        let again = try JSONDecoder().decode(Outcome.self, from: gossan(["run", place.path, "--json"]).output)
        #expect(again.directory == outcome.directory && again.verdicts.isEmpty)
        #expect(try gossan(["explain", "1", place.path, "--json"]).status == 0)
        #expect(try gossan(["explain", "no-such-target", place.path]).status == 66)
    }
}
