import Campaign
import Operations
import Store
import Survey
import Testing

@testable import Plan

@Suite struct JobKeyTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 380_000, north: 3_245_000.5, cellWidth: 100, cellHeight: 0.1, columns: 600, rows: 450)
    private let operation = Operation(
        name: "weights-of-evidence", summary: "", family: .model,
        inputs: [.init("evidence", .raster, "", isMany: true), .init("training", .occurrences, "")],
        memory: .twoPass, formula: "", source: "", version: 3)

    private func text(
        parameters: [String: ParameterValue] = [:], path: String = "/a", label: String = "evidence/tilt"
    ) -> CanonicalText {
        CanonicalText(
            operation: operation, parameters: parameters, grid: grid,
            inputs: [
                "training": [.drop(PlanWorld.drop("known.shp", "known", bytes: "bytes", path: path))],
                "evidence": [.output(of: label, name: "out"), .output(of: "layer/tmi", name: "out")],
            ],
            keys: [label: ContentHash.of("tilt"), "layer/tmi": ContentHash.of("tmi")])
    }

    @Test func `the canonical text is this, to the byte`() {
        let parameters: [String: ParameterValue] = [
            "unit_cell": 1, "limit": 0.1, "zero": .number(-0.0), "far": 1e300, "flag": true, "word": "a\"b\\c\nd é",
            "list": [1, "x"], "classes": .map(["b": "ascending", "a": .map(["Z": 2, "é": 1])]),
        ]
        let text = text(parameters: parameters)
        #expect(
            text.text == """
                gossan job 1
                operation "weights-of-evidence"
                version 3
                grid "EPSG:32641" 380000.0 3245000.5 100.0 0.1 600 450
                parameter "classes" {"a":{"Z":2.0,"é":1.0},"b":"ascending"}
                parameter "far" 1e+300
                parameter "flag" true
                parameter "limit" 0.1
                parameter "list" [1.0,"x"]
                parameter "unit_cell" 1.0
                parameter "word" "a\\"b\\\\c\\u{a}d é"
                parameter "zero" 0.0
                input "evidence" output \(ContentHash.of("tilt").hex) "out" as "tilt"
                input "evidence" output \(ContentHash.of("tmi").hex) "out" as "tmi"
                input "training" drop 277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9

                """)
        #expect(text.hash == ContentHash.of(text.text))
    }

    @Test func `the keys of the example plan are these, so that stored work stays good`() throws {
        let plan = try PlanWorld.plan()
        let keys = Dictionary(uniqueKeysWithValues: plan.jobs.map { ($0.id, $0.key.short) })
        #expect(keys["layer/tmi"] == "5ef6be01bf26")
        #expect(keys["model/porphyry"] == "d9b527f31da6")
        #expect(plan.name == "648a1fd63459")
    }

    @Test func `paths and delivered names change no key`() throws {
        #expect(text().hash == text(path: "/elsewhere").hash)
        let here = try PlanWorld.plan()
        let there = try PlanWorld.plan(
            PlanWorld.all.map { drop in
                var moved = drop
                moved.path = "/mnt/\(drop.name)"
                return moved
            })
        #expect(here.jobs.map(\.key) == there.jobs.map(\.key))
        let renamed = try PlanWorld.plan(
            PlanWorld.all.map { drop in
                guard drop.layer == "tmi" else { return drop }
                var renamed = drop
                renamed.name = "new_tmi.tif"
                return renamed
            })
        #expect(renamed.job("model/porphyry")?.key == here.job("model/porphyry")?.key)
    }

    @Test func `the name of evidence counts where many go in, and only there`() throws {
        #expect(text().hash != text(label: "evidence/slope").hash)
        let named = try PlanWorld.campaign(
            PlanWorld.text.split(separator: "tilt:  ").joined(separator: "lean:  ")
                .split(separator: "[tilt,").joined(separator: "[lean,"))
        let plan = try RunPlan.make(campaign: named, catalog: PlanWorld.catalog, drops: PlanWorld.all)
        let before = try PlanWorld.plan()
        #expect(plan.job("evidence/lean")?.key == before.job("evidence/tilt")?.key)
        #expect(plan.job("model/porphyry")?.key != before.job("model/porphyry")?.key)
    }

    @Test func `version, parameter, grid and bytes each change the key and all keys after it`() throws {
        let before = try PlanWorld.plan()
        var operations = PlanWorld.operations
        let index = try #require(operations.firstIndex { $0.name == "tilt" })
        operations[index].version = 2
        let version = try RunPlan.make(
            campaign: PlanWorld.campaign(), catalog: Catalog(operations), drops: PlanWorld.all)
        let parameter = try RunPlan.make(
            campaign: PlanWorld.campaign(replacing: "unit: nT", with: "unit: nT, resample: cubic"),
            catalog: PlanWorld.catalog, drops: PlanWorld.all)
        let bytes = try PlanWorld.plan([PlanWorld.drop("tmi.tif", "tmi", bytes: "other")] + PlanWorld.all.dropFirst())
        for changed in [version, parameter, bytes] {
            for id in ["evidence/tilt", "model/porphyry", "product/prospectivity", "product/report"] {
                #expect(changed.job(id)?.key != before.job(id)?.key, "\(id)")
            }
            #expect(changed.job("evidence/near_faults")?.key == before.job("evidence/near_faults")?.key)
            #expect(changed.name != before.name)
        }
        let grid = try RunPlan.make(
            campaign: PlanWorld.campaign(replacing: "columns: 6", with: "columns: 7"), catalog: PlanWorld.catalog,
            drops: PlanWorld.all)
        #expect(zip(grid.jobs, before.jobs).allSatisfy { $0.key != $1.key })
    }

    @Test func `nothing is stale when all is stored, and all is when nothing is`() throws {
        let plan = try PlanWorld.plan()
        #expect(plan.stale { _ in true }.isEmpty)
        #expect(plan.stale { _ in false }.map(\.id) == plan.jobs.map(\.id))
    }

    @Test func `a new survey makes only what comes from it stale`() throws {
        let before = try PlanWorld.plan()
        let stored = Set(before.jobs.map(\.key))
        let after = try PlanWorld.plan(PlanWorld.all + [PlanWorld.drop("faults.zip", "faults")])
        #expect(
            after.stale { stored.contains($0) }.map(\.id) == [
                "layer/faults", "evidence/near_faults", "model/porphyry", "product/evidence/near_faults",
                "product/prospectivity", "product/uncertainty", "product/confidence", "contributions/porphyry",
                "targets/porphyry", "explanation/porphyry", "targets/ranking", "targets/advice", "product/targets",
                "product/field",
                "product/map", "product/report", "product/project",
            ])
    }

    @Test func `what only serves stored work is not done again`() throws {
        let plan = try PlanWorld.plan()
        let report = try #require(plan.job("product/report")?.key)
        let map = try #require(plan.job("product/map")?.key)
        let stored = Set(plan.jobs.filter { !$0.products.isEmpty }.map(\.key))
        // The gridded readings are used by nothing, so they are an end of their own.
        #expect(
            plan.stale { stored.contains($0) }.map(\.id) == ["readings/ground", "layer/ground"])
        let stale = plan.stale { stored.subtracting([report, map]).contains($0) }.map(\.id)
        #expect(stale.contains("layer/tmi") && stale.contains("targets/porphyry") && !stale.contains("product/targets"))
    }

    @Test func `equal work is done once`() throws {
        let campaign = try PlanWorld.campaign(
            replacing: "near_faults: {", with: "twin: { op: tilt, of: tmi }\n  near_faults: {")
        let plan = try RunPlan.make(campaign: campaign, catalog: PlanWorld.catalog, drops: PlanWorld.all)
        #expect(plan.job("evidence/twin")?.key == plan.job("evidence/tilt")?.key)
        let stale = plan.stale { _ in false }
        #expect(stale.filter { $0.operation == "tilt" }.map(\.id) == ["evidence/tilt"])
        #expect(Set(stale.map(\.key)).count == stale.count)
    }

    @Test func `equal work that only a later job asks for is done before it`() throws {
        let campaign = try PlanWorld.campaign(
            replacing: "near_faults: {", with: "twin: { op: tilt, of: tmi }\n  near_faults: {")
        let plan = try RunPlan.make(campaign: campaign, catalog: PlanWorld.catalog, drops: PlanWorld.all)
        let stale = plan.stale { _ in false }
        var made: Set<ContentHash> = []
        for job in stale {
            for id in job.dependencies {
                let key = try #require(plan.job(id)?.key)
                #expect(made.contains(key), "\(job.id) needs \(id)")
            }
            made.insert(job.key)
        }
    }
}
