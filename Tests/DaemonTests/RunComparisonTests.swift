import Foundation
import Jobs
import Operations
import Store
import SystemPackage
import Testing

@testable import Daemon

/// What changed between two runs, from their manifests and targets.
@Suite struct RunComparisonTests {
    /// A manifest as JSON, with some words changed.
    private static func manifest(_ changes: [(String, String)] = []) throws -> Manifest {
        var text = """
            {
              "format": 1, "campaign": "area", "run": "aaaaaaaaaaaa", "software": "gossan 0.1.0", "notes": [],
              "grid": { "crs": "EPSG:32641", "west": 0, "north": 0, "cellWidth": 100, "cellHeight": 100,
                        "columns": 4, "rows": 4 },
              "outputs": [],
              "inputs": [
                { "name": "tmi.tif", "layer": "tmi", "facts": {}, "files": { "tmi.tif": "HASH-tmi" } },
                { "name": "k.tif", "layer": "k", "facts": {}, "files": { "k.tif": "HASH-k" } }
              ],
              "steps": [
                { "id": "layer/tmi", "operation": "align", "version": 1, "key": "HASH-1", "parameters": {},
                  "inputs": { "in": ["sha256:HASH-tmi"] }, "figures": { "mean": 5 }, "notes": [] },
                { "id": "layer/k", "operation": "align", "version": 1, "key": "HASH-2", "parameters": {},
                  "inputs": { "in": ["sha256:HASH-k"] }, "figures": {}, "notes": [] },
                { "id": "evidence/tmi_z", "operation": "focal-zscore", "version": 1, "key": "HASH-3",
                  "parameters": { "window": 31 }, "inputs": { "in": ["layer/tmi#out"] }, "figures": {}, "notes": [] },
                { "id": "model/m", "operation": "weights-of-evidence", "version": 2, "key": "HASH-4",
                  "parameters": {}, "inputs": { "evidence": ["evidence/tmi_z#out", "layer/k#out"] },
                  "figures": { "auc": 0.75, "points": 8 }, "notes": [] },
                { "id": "targets/m", "operation": "extract-targets", "version": 2, "key": "HASH-5",
                  "parameters": { "quantile": 0.98 }, "inputs": { "score": ["model/m#posterior"] },
                  "figures": { "threshold": 0.5, "targets": 2 }, "notes": [] }
              ]
            }
            """
        for (old, new) in changes {
            try #require(text.contains(old), "the manifest has no '\(old)'")
            text = text.replacingOccurrences(of: old, with: new)
        }
        while let found = text.range(of: #""(sha256:)?HASH-[A-Za-z0-9]+""#, options: .regularExpression) {
            let word = text[found].dropFirst().dropLast()
            let prefix = word.hasPrefix("sha256:") ? "sha256:" : ""
            text.replaceSubrange(
                found, with: "\"\(prefix)\(ContentHash.of(String(word.dropFirst(prefix.count))).hex)\"")
        }
        return try JSON.decode(Manifest.self, from: Data(text.utf8))
    }

    private static let other = ("aaaaaaaaaaaa", "bbbbbbbbbbbb")

    @Test func `a run is the same as itself`() throws {
        let comparison = RunComparison(from: try Self.manifest(), to: try Self.manifest())
        #expect(
            comparison.isSame && comparison.figures.isEmpty && comparison.steps.isEmpty && comparison.remade.isEmpty)
        #expect(comparison.lines == ["aaaaaaaaaaaa is aaaaaaaaaaaa: nothing changed"])
    }

    @Test func `a replaced file is told, with what was made anew from it and the figures that moved`() throws {
        let after = try Self.manifest([
            Self.other, (#""tmi.tif": "HASH-tmi""#, #""tmi.tif": "HASH-new""#), ("sha256:HASH-tmi", "sha256:HASH-new"),
            ("HASH-1", "HASH-11"), ("HASH-3", "HASH-33"), ("HASH-4", "HASH-44"), ("HASH-5", "HASH-55"),
            (#""auc": 0.75"#, #""auc": 0.8125"#), (#""points": 8"#, #""points": 8, "boyce": 0.5"#),
        ])
        let comparison = RunComparison(from: try Self.manifest(), to: after)
        #expect(comparison.inputs == [.init(layer: "tmi", name: "tmi.tif", change: .replaced)])
        #expect(comparison.steps == [.init(id: "layer/tmi", differences: ["other files"])])
        #expect(comparison.remade == ["evidence/tmi_z", "model/m", "targets/m"])
        #expect(
            comparison.figures == [
                .init(step: "model/m", name: "auc", before: 0.75, after: 0.8125),
                .init(step: "model/m", name: "boyce", before: nil, after: 0.5),
            ])
        #expect(comparison.lines.contains("  model/m auc: 0.75 → 0.8125"))
    }

    @Test func `parameters, versions, evidence and files that came or went are told where they stand`() throws {
        let after = try Self.manifest([
            Self.other, (#""window": 31"#, #""window": 51"#), (#""HASH-3""#, #""HASH-33""#),
            (#""version": 2, "key": "HASH-4""#, #""version": 3, "key": "HASH-44""#),
            (#", "layer/k#out""#, ""), (#"["evidence/tmi_z#out"]"#, #"["evidence/tmi_z#out", "evidence/new#out"]"#),
            (#""layer": "k""#, #""layer": "th""#), ("gossan 0.1.0", "gossan 0.2.0"),
        ])
        let comparison = RunComparison(from: try Self.manifest(), to: after)
        #expect(
            comparison.inputs == [
                .init(layer: "k", name: "k.tif", change: .removed), .init(layer: "th", name: "k.tif", change: .added),
            ])
        #expect(comparison.settings == ["programs: gossan 0.1.0 → gossan 0.2.0"])
        let steps = Dictionary(uniqueKeysWithValues: comparison.steps.map { ($0.id, $0.differences) })
        #expect(steps["evidence/tmi_z"] == ["window: 31 → 51"])
        #expect(
            steps["model/m"] == ["weights-of-evidence of version 2 → 3", "without layer/k", "with evidence/new"],
            "\(steps)")
        #expect(steps["targets/m"] == nil && !comparison.remade.contains("targets/m"), "it was not made anew")
    }

    private static func target(
        _ id: String, rank: Int, _ longitude: Double, _ latitude: Double, half: Double = 0.01
    ) -> OutlinedTarget {
        let (w, e, s, n) = (longitude - half, longitude + half, latitude - half, latitude + half)
        return OutlinedTarget(
            entry: TargetList.Entry(properties: [
                "id": .text(id), "rank": .number(Double(rank)), "longitude": .number(longitude),
                "latitude": .number(latitude), "mean_score": .number(1 - Double(rank) / 10),
            ]), polygons: [[[[w, s], [e, s], [e, n], [w, n], [w, s]]]])
    }

    @Test func `targets are matched by id, then by where they lie; the others came or went`() {
        let before = [
            Self.target("T-A", rank: 1, 60, 30), Self.target("T-B", rank: 2, 61, 30),
            Self.target("T-C", rank: 3, 62, 30),
        ]
        let after = [
            Self.target("T-D", rank: 1, 63, 30), Self.target("T-A", rank: 2, 60.3, 30),
            // A small part of B with another best cell, so another id.
            Self.target("T-E", rank: 3, 61.005, 30, half: 0.002),
        ]
        let changes = TargetChanges(from: before, to: after)
        #expect(changes.kept.map(\.id) == ["T-A", "T-E"] && changes.kept.map(\.formerId) == [nil, "T-B"])
        #expect(changes.kept[0].rankBefore == 1 && changes.kept[0].rankAfter == 2)
        #expect(changes.came.map(\.id) == ["T-D"] && changes.went.map(\.id) == ["T-C"])
    }

    @Test func `a hole of an outline is outside`() {
        let target = Self.target("T-A", rank: 1, 60, 30)
        var ring = target.polygons[0]
        ring.append([[59.995, 29.995], [60.005, 29.995], [60.005, 30.005], [59.995, 30.005], [59.995, 29.995]])
        let holed = OutlinedTarget(entry: target.entry, polygons: [ring])
        #expect(target.holdsCentre(of: target) && !holed.holdsCentre(of: target))
        #expect(holed.holdsCentre(of: Self.target("T-B", rank: 2, 60.008, 30)))
    }

    @Test func `a target's end is told by its score, the evidence that moved there, and what moved it`() throws {
        let after = try Self.manifest([
            Self.other, (#""window": 31"#, #""window": 51"#), (#""HASH-3""#, #""HASH-33""#),
            (#""HASH-4""#, #""HASH-44""#), (#""HASH-5""#, #""HASH-55""#), (#""threshold": 0.5"#, #""threshold": 0.55"#),
            (#""quantile": 0.98"#, #""quantile": 0.99"#),
        ])
        let reasons = TargetReasons(from: try Self.manifest(), to: after)
        let moved = RunComparer.PlaceValues(
            before: 0.62, after: 0.41, layersBefore: ["tmi_z": 2.5, "k": 1], layersAfter: ["tmi_z": 0.25, "k": 1])
        #expect(
            reasons.why(moved, hasGone: true) == [
                "the score at its centre went from 0.62 to 0.41; the threshold went from 0.5 to 0.55",
                "tmi_z went from 2.5 to 0.25 there (evidence/tmi_z: window: 31 → 51)",
                "targets/m: quantile: 0.98 → 0.99",
            ])
        let small = RunComparer.PlaceValues(before: 0.6, after: 0.6, layersBefore: [:], layersAfter: [:])
        #expect(try #require(reasons.why(small, hasGone: true).first).contains("its area was too small"))
        let new = RunComparer.PlaceValues(before: nil, after: 0.6, layersBefore: [:], layersAfter: [:])
        #expect(reasons.why(new, hasGone: false).first == "its centre had no score before")
    }
}
