import Campaign
import Operations
import Store
import Testing

@testable import Plan

@Suite struct RunPlanTests {
    @Test func `a campaign with all its layers becomes a whole run`() throws {
        let plan = try PlanWorld.plan()
        #expect(plan.isComplete)
        #expect(plan.missing.isEmpty)
        #expect(plan.notes.isEmpty)
        #expect(
            plan.jobs.map { "\($0.id) \($0.operation)" } == [
                "layer/tmi align", "readings/ground read-readings", "layer/ground grid-nearest",
                "layer/faults read-vector", "layer/known read-occurrences", "evidence/tilt tilt",
                "evidence/near_faults distance", "model/porphyry weights-of-evidence",
                "product/evidence/tilt export-cog", "product/evidence/near_faults export-cog",
                "product/prospectivity export-cog", "product/uncertainty export-cog", "product/confidence export-cog",
                "contributions/porphyry model-contributions", "targets/porphyry extract-targets",
                "explanation/porphyry explain-targets", "targets/ranking rank-targets",
                "targets/advice advise-surveys", "product/targets write-targets", "product/field write-field-files",
                "product/map draw-map", "product/report write-report", "product/project write-project",
            ])
        #expect(
            Set(plan.jobs.flatMap(\.products.values)) == [
                "evidence/tilt.tif", "evidence/tilt.qml", "evidence/near_faults.tif", "evidence/near_faults.qml",
                "prospectivity.tif", "prospectivity.qml", "uncertainty.tif", "uncertainty.qml", "confidence.tif",
                "confidence.qml", "targets.gpkg", "targets.geojson", "ranking.csv", "map.png", "report.html",
                "weights.*", "model.*", "ranking.xlsx", "targets.gpx", "targets.kmz", "map.pdf", "report.pdf",
                "campaign.qgs", "surveys.csv", "explanation.json",
            ])
    }

    @Test func `each job comes after all that it depends on`() throws {
        let campaign = try PlanWorld.campaign(replacing: "op: tilt, of: tmi", with: "op: tilt, of: near_faults")
        let plan = try RunPlan.make(campaign: campaign, catalog: PlanWorld.catalog, drops: PlanWorld.all)
        var done: Set<String> = []
        for job in plan.jobs {
            #expect(done.isSuperset(of: job.dependencies), "\(job.id)")
            done.insert(job.id)
        }
        #expect(done.count == plan.jobs.count)
        #expect(plan.job("evidence/tilt")?.dependencies == ["evidence/near_faults"])
    }

    @Test func `a job has what it needs`() throws {
        let plan = try PlanWorld.plan()
        let align = try #require(plan.job("layer/tmi"))
        #expect(align.parameters == ["resample": "bilinear", "band": 1, "unit": "nT"])
        #expect(align.inputs == ["in": [.drop(PlanWorld.all[0])]])
        let model = try #require(plan.job("model/porphyry"))
        #expect(model.inputs["evidence"]?.map(\.label) == ["tilt", "near_faults"])
        #expect(model.inputs["training"] == [.output(of: "layer/known", name: "out")])
        #expect(plan.job("layer/known")?.parameters == ["commodity": ["Cu", "Au"]])
        #expect(plan.job("readings/ground")?.parameters == ["channel": "total_field"])
        let targets = try #require(plan.job("targets/porphyry"))
        #expect(targets.parameters["quantile"] == 0.98 && targets.parameters["minimum_area"] == 1_000_000)
        #expect(targets.parameters["diagonal"] == true && targets.inputs["previous"] == nil)
        #expect(
            targets.inputs["contributions"] == [
                .named("tilt", of: "contributions/porphyry", name: "contributions.tilt"),
                .named("near_faults", of: "contributions/porphyry", name: "contributions.near_faults"),
            ])
        #expect(targets.inputs["contributions"]?.map(\.label) == ["tilt", "near_faults"])
        #expect(plan.job("product/report")?.inputs["model"] == [.output(of: "model/porphyry", name: "weights")])
        #expect(targets.inputs["uncertainty"] == [.output(of: "model/porphyry", name: "deviation")])
        #expect(targets.inputs["known"] == [.output(of: "layer/known", name: "out")])
        #expect(plan.job("product/report")?.inputs["map"] == [.output(of: "product/map", name: "map")])
    }

    @Test func `a stated period gives an item for catalogues that lists the run's files, and none is invented`() throws
    {
        let campaign = try PlanWorld.campaign(
            replacing: "campaign: chagai", with: "campaign: chagai\nperiod: [2025-01-15, 2025-02-14]")
        let plan = try RunPlan.make(campaign: campaign, catalog: PlanWorld.catalog, drops: PlanWorld.all)
        let item = try #require(plan.job("product/stac"))
        #expect(item.products == ["item": "item.json"])
        #expect(item.parameters["start"] == "2025-01-15" && item.parameters["end"] == "2025-02-14")
        #expect(item.parameters["assets"]?.list?.contains("prospectivity.tif") ?? false)
        #expect(try PlanWorld.plan().job("product/stac") == nil)
    }

    @Test func `each output of an evidence can be named, also where it is the only reason for it`() throws {
        let operations = PlanWorld.operations.map { operation in
            var operation = operation
            if operation.name == "tilt" { operation.outputs = [.init("out", .raster), .init("depth", .raster)] }
            return operation
        }
        let catalog = Catalog(operations)
        let text = PlanWorld.text.split(separator: "evidence: [tilt, near_faults]").joined(
            separator: "evidence: [tilt.depth, near_faults]")
        let plan = try RunPlan.make(
            campaign: PlanWorld.campaign(text, catalog: catalog), catalog: catalog, drops: PlanWorld.all)
        #expect(
            plan.job("model/porphyry")?.inputs["evidence"]?.first
                == .named("tilt.depth", of: "evidence/tilt", name: "depth"))
    }

    @Test func `a layer without a drop is waited for in words, and what can be prepared is`() throws {
        let plan = try PlanWorld.plan([PlanWorld.drop("tmi.tif", "tmi")])
        #expect(!plan.isComplete)
        #expect(
            plan.missing == [
                "waiting for faults: drop a file that matches faults.*",
                "waiting for known: drop a file that matches occurrences.*",
            ])
        #expect(plan.notes == ["nothing was dropped for ground, which the targets do not need"])
        #expect(plan.jobs.map(\.id) == ["layer/tmi", "evidence/tilt"])
        #expect(plan.jobs.flatMap(\.products).isEmpty)
    }

    @Test func `a layer that the targets do not need stops nothing`() throws {
        let plan = try PlanWorld.plan(PlanWorld.all.filter { $0.layer != "ground" })
        #expect(plan.isComplete)
        #expect(plan.notes == ["nothing was dropped for ground, which the targets do not need"])
    }

    @Test func `the model goes on without an optional layer, and says so`() throws {
        let campaign = try PlanWorld.campaign(replacing: "kind: lines", with: "kind: lines, optional: true")
        let plan = try RunPlan.make(
            campaign: campaign, catalog: PlanWorld.catalog, drops: PlanWorld.all.filter { $0.layer != "faults" })
        #expect(plan.isComplete)
        #expect(
            plan.notes == ["porphyry is made without near_faults: nothing was dropped for the optional layer faults"])
        let model = try #require(plan.job("model/porphyry"))
        #expect(model.inputs["evidence"]?.map(\.label) == ["tilt"])
        #expect(model.parameters["classes"] == .map([:]))
        #expect(plan.job("evidence/near_faults") == nil)
        #expect(plan.job("product/report")?.parameters["notes"]?.list?.count == 1)
    }

    @Test func `a model whose evidence is all optional waits for some of it`() throws {
        let campaign = try PlanWorld.campaign(
            PlanWorld.text.split(separator: "kind: lines").joined(separator: "kind: lines, optional: true")
                .split(separator: "unit: nT").joined(separator: "unit: nT, optional: true"))
        let plan = try RunPlan.make(
            campaign: campaign, catalog: PlanWorld.catalog, drops: PlanWorld.all.filter { $0.layer == "known" })
        #expect(!plan.isComplete)
        #expect(
            plan.missing == [
                "waiting for faults: drop a file that matches faults.*",
                "waiting for tmi: drop a file that matches *tmi*.tif",
            ])
    }

    @Test func `an optional training layer is waited for all the same`() throws {
        let campaign = try PlanWorld.campaign(replacing: "kind: occurrences", with: "kind: occurrences, optional: true")
        let plan = try RunPlan.make(
            campaign: campaign, catalog: PlanWorld.catalog, drops: PlanWorld.all.filter { $0.layer != "known" })
        #expect(plan.missing == ["waiting for known: drop a file that matches occurrences.*"])
    }

    @Test func `nothing delivered is no run`() throws {
        let plan = try PlanWorld.plan([])
        #expect(plan.jobs.isEmpty)
        #expect(!plan.isComplete)
        let bare = try PlanWorld.campaign(
            "campaign: a\ngrid: { crs: EPSG:1, bounds: [0, 0, 1, 1], cell: 1 }\n"
                + "layers: { l: { match: x, kind: raster, optional: true } }")
        let empty = try RunPlan.make(campaign: bare, catalog: PlanWorld.catalog, drops: [])
        #expect(empty.missing == ["waiting for a first file"])
    }

    @Test func `a campaign without models publishes its evidence`() throws {
        let campaign = try PlanWorld.campaign(
            "campaign: a\ngrid: { crs: EPSG:1, bounds: [0, 0, 1, 1], cell: 1 }\n"
                + "layers: { l: { match: x, kind: raster } }\nevidence: { e: { op: tilt, of: l } }")
        let plan = try RunPlan.make(campaign: campaign, catalog: PlanWorld.catalog, drops: [PlanWorld.drop("x", "l")])
        #expect(plan.isComplete)
        #expect(plan.jobs.map(\.id) == ["layer/l", "evidence/e", "product/evidence/e"])
    }

    @Test func `a second model is published in a folder of its own, or left out with a note`() throws {
        let campaign = try PlanWorld.campaign(
            replacing: "targets:", with: "  magnetic: { op: fuzzy-overlay, evidence: [ground] }\ntargets:")
        let plan = try RunPlan.make(campaign: campaign, catalog: PlanWorld.catalog, drops: PlanWorld.all)
        #expect(
            plan.job("product/models/magnetic/prospectivity")?.products["out"] == "models/magnetic/prospectivity.tif")
        #expect(plan.job("model/magnetic")?.inputs == ["in": [.output(of: "layer/ground", name: "out")]])
        #expect(plan.job("product/evidence/ground")?.products["out"] == "evidence/ground.tif")
        let less = try RunPlan.make(
            campaign: campaign, catalog: PlanWorld.catalog, drops: PlanWorld.all.filter { $0.layer != "ground" })
        #expect(less.isComplete)
        #expect(
            less.notes.first
                == "the model magnetic is left out: waiting for ground: drop a file that matches mag_*.csv")
    }

    @Test func `a polygon layer with an attribute is read once and rasterised`() throws {
        let campaign = try PlanWorld.campaign(replacing: "kind: lines", with: "kind: polygons, attribute: code")
        let plan = try RunPlan.make(campaign: campaign, catalog: PlanWorld.catalog, drops: PlanWorld.all)
        #expect(plan.job("layer/faults")?.operation == "rasterize")
        #expect(plan.job("layer/faults")?.parameters == ["attribute": "code", "all_touched": false])
        #expect(plan.job("evidence/near_faults")?.inputs == ["features": [.output(of: "vector/faults", name: "out")]])
    }

    @Test func `a later delivery of the same name replaces the earlier`() throws {
        let old = PlanWorld.drop("tmi.tif", "tmi", bytes: "old")
        let new = PlanWorld.drop("tmi.tif", "tmi", bytes: "new")
        let plan = try PlanWorld.plan([old] + PlanWorld.all.dropFirst() + [new])
        #expect(plan.job("layer/tmi")?.inputs["in"] == [.drop(new)])
        #expect(!plan.drops.contains(old))
    }

    @Test func `several drops of a layer are joined by name, whatever the order of delivery`() throws {
        let drops = ["tmi_b.tif", "tmi_a.tif", "tmi_c.tif"].map { PlanWorld.drop($0, "tmi") }
        let one = try PlanWorld.plan(drops + PlanWorld.all.dropFirst())
        let other = try PlanWorld.plan(PlanWorld.all.dropFirst() + drops.reversed())
        #expect(one.job("layer/tmi")?.inputs["in"]?.map(\.label) == ["tmi_a.tif", "tmi_b.tif", "tmi_c.tif"])
        #expect(one == other)
    }

    @Test func `the same bytes under two names count once`() throws {
        let twins = ["a.geojson", "b.geojson"].map { PlanWorld.drop($0, "known", bytes: "same") }
        let plan = try PlanWorld.plan(PlanWorld.all.dropLast() + twins)
        #expect(plan.job("layer/known")?.inputs["in"]?.map(\.label) == ["a.geojson"])
    }

    @Test func `a drop of a layer that is not declared is an error`() throws {
        let error = #expect(throws: PlanError.self) { try PlanWorld.plan([PlanWorld.drop("x", "gravity")]) }
        #expect(error?.code == .campaign)
    }

    @Test func `a catalog that lacks an operation is an error that names it`() throws {
        let less = Catalog(PlanWorld.operations.filter { $0.name != "draw-map" })
        let error = #expect(throws: PlanError.self) {
            try RunPlan.make(campaign: PlanWorld.campaign(), catalog: less, drops: PlanWorld.all)
        }
        #expect(error?.job == "product/map")
        #expect(RunPlan.mismatches(in: less).count == 1)
    }

    @Test func `the catalog fits what plans ask for, and a mismatch is told`() throws {
        #expect(RunPlan.mismatches(in: PlanWorld.catalog).isEmpty)
        var operations = PlanWorld.operations
        let index = try #require(operations.firstIndex { $0.name == "extract-targets" })
        operations[index].inputs.removeAll { $0.name == "contributions" }
        operations[index].inputs[1].isOptional = false
        operations[index].outputs = []
        #expect(
            RunPlan.mismatches(in: Catalog(operations)) == [
                "extract-targets has no input 'contributions'",
                "extract-targets demands the input 'uncertainty', which not every campaign has",
                "extract-targets has no output of the kind table",
            ])
    }
}
