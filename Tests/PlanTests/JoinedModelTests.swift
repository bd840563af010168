import Campaign
import Operations
import Store
import Testing

@testable import Plan

/// Models that join models, and models that learn from decisions on targets.
@Suite struct JoinedModelTests {
    private static let catalog = Catalog(
        PlanWorld.operations + [
            Operation(
                name: "model-ensemble", summary: "joins", family: .model,
                inputs: [
                    .init("scores", .raster, "scores", isMany: true),
                    .init("uncertainties", .raster, "how sure", isMany: true, isOptional: true),
                ], parameters: [.init("weights", .map, default: .map([:]), "weights")],
                outputs: [.init("score", .raster), .init("uncertainty", .raster), .init("disagreement", .raster)],
                memory: .strip, formula: "", source: ""),
            Operation(
                name: "boosted-trees", summary: "trees", family: .model,
                inputs: [
                    .init("evidence", .raster, "evidence", isMany: true), .init("training", .occurrences, "points"),
                    .init("rejected", .occurrences, "none there", isOptional: true),
                ], outputs: [.init("score", .raster), .init("uncertainty", .raster), .init("model", .table)],
                memory: .strip, formula: "", source: ""),
        ])

    private static func text(_ models: String, targets: String, layers: String = "") -> String {
        """
        campaign: chagai
        grid: { crs: EPSG:32641, origin: [380000, 3245000], columns: 6, rows: 4, cell: 100 m }
        layers:
          tmi:    { match: "*tmi*.tif", kind: raster }
          faults: { match: "faults.*", kind: lines }
          k:      { match: "k.tif", kind: raster, optional: true }
          known:  { match: "occurrences.*", kind: occurrences }
        \(layers)
        evidence:
          near: { op: distance, of: faults }
        models:
        \(models)
        targets: { of: \(targets), above: { quantile: 0.98 }, minimum_area: 1 km2 }
        """
    }

    private static let three = """
          weights: { op: weights-of-evidence, evidence: [tmi, near], training: known }
          trees:   { op: boosted-trees, evidence: [tmi, near], training: known }
          potash:  { op: fuzzy-overlay, evidence: [k] }
          joint:   { op: model-ensemble, models: [weights, trees, potash], weights: { potash: 2 } }
        """

    private static func plan(_ text: String, _ more: [AcceptedDrop] = []) throws -> RunPlan {
        let campaign = try PlanWorld.campaign(text, catalog: catalog)
        let drops = [
            PlanWorld.drop("tmi.tif", "tmi"), PlanWorld.drop("faults.shp", "faults"),
            PlanWorld.drop("occurrences.geojson", "known"),
        ]
        return try RunPlan.make(campaign: campaign, catalog: catalog, drops: drops + more)
    }

    @Test func `a model of models takes their scores, and each has its maps, tables and explanation`() throws {
        let plan = try Self.plan(Self.text(Self.three, targets: "joint"), [PlanWorld.drop("k.tif", "k")])
        let joint = try #require(plan.job("model/joint"))
        #expect(joint.inputs["scores"]?.map(\.label) == ["weights", "trees", "potash"])
        #expect(
            joint.inputs["scores"]?.first == .named("weights", of: "model/weights", name: "posterior")
                && joint.inputs["uncertainties"] == nil, "one of them has no uncertainty")
        // Its evidence, for the targets' reasons, are the models.
        #expect(plan.job("targets/joint")?.inputs["evidence"]?.map(\.label) == ["weights", "trees", "potash"])
        let products = Set(plan.jobs.flatMap(\.products.values))
        for path in [
            "prospectivity.tif", "uncertainty.tif", "disagreement.tif", "models/weights/prospectivity.tif",
            "models/weights/uncertainty.tif", "models/trees/uncertainty.tif", "models/trees/model.*",
            "models/potash/prospectivity.tif", "models/weights/explanation.json", "models/trees/explanation.json",
        ] {
            #expect(products.contains(path), "\(path) is not among \(products.sorted())")
        }
        #expect(plan.job("explanation/trees")?.parameters["cut"] == false)
        #expect(plan.job("explanation/joint") == nil, "it keeps no trained model")
    }

    @Test func `uncertainties are joined where each model has one`() throws {
        let models = Self.three.replacing(", potash], weights: { potash: 2 }", with: "]")
        let joint = try #require(try Self.plan(Self.text(models, targets: "joint")).job("model/joint"))
        #expect(
            joint.inputs["uncertainties"] == [
                .named("weights", of: "model/weights", name: "deviation"),
                .named("trees", of: "model/trees", name: "uncertainty"),
            ])
    }

    @Test func `it goes on without a model whose layers were not dropped, and says so`() throws {
        let plan = try Self.plan(Self.text(Self.three, targets: "joint"))
        let joint = try #require(plan.job("model/joint"))
        #expect(plan.isComplete && joint.inputs["scores"]?.map(\.label) == ["weights", "trees"])
        #expect(joint.parameters["weights"] == .map([:]))
        #expect(plan.notes.contains { $0.contains("joint is made without model/potash") }, "\(plan.notes)")
    }

    private static let reviews = "  reviews: { match: \"reviewed.*\", kind: points, optional: true }"

    @Test func `accepted targets are trained on and rejected ones go where a model takes them`() throws {
        let models = """
              weights: { op: weights-of-evidence, evidence: [tmi], training: known, decisions: reviews }
              trees:   { op: boosted-trees, evidence: [tmi], training: known, decisions: reviews }
            """
        let text = Self.text(models, targets: "trees", layers: Self.reviews)
        let plan = try Self.plan(text, [PlanWorld.drop("reviewed.gpkg", "reviews")])
        let reviewed = try #require(plan.job("reviewed/trees"))
        #expect(reviewed.inputs["in"] == [.output(of: "layer/known", name: "out")])
        #expect(reviewed.inputs["decisions"] == [.output(of: "layer/reviews", name: "out")])
        let trees = try #require(plan.job("model/trees"))
        #expect(trees.inputs["training"] == [.output(of: "reviewed/trees", name: "out")])
        #expect(trees.inputs["rejected"] == [.output(of: "reviewed/trees", name: "rejected")])
        let weights = try #require(plan.job("model/weights"))
        #expect(weights.inputs["training"] == [.output(of: "reviewed/weights", name: "out")])
        #expect(weights.inputs["rejected"] == nil)

        let without = try Self.plan(text)
        #expect(without.isComplete && without.job("reviewed/trees") == nil)
        #expect(without.job("model/trees")?.inputs["training"] == [.output(of: "layer/known", name: "out")])
        #expect(without.notes.contains { $0.contains("trees is made without reviews") }, "\(without.notes)")
    }

    @Test func `decisions alone are training, and what they wait for the model waits for`() throws {
        let models = "  trees: { op: boosted-trees, evidence: [tmi], decisions: reviews }"
        let text = Self.text(models, targets: "trees", layers: Self.reviews)
        let plan = try Self.plan(text, [PlanWorld.drop("reviewed.gpkg", "reviews")])
        #expect(plan.job("reviewed/trees")?.inputs["in"] == nil)
        #expect(plan.job("model/trees")?.inputs["training"] == [.output(of: "reviewed/trees", name: "out")])
        let waiting = try Self.plan(text)
        #expect(!waiting.isComplete && waiting.missing == ["waiting for reviews: drop a file that matches reviewed.*"])
    }

    @Test(arguments: [
        ("models: [weights, trees, potash]", "models: [weights, joint]", "no model 'joint' stands above joint"),
        ("models: [weights, trees, potash]", "models: [weights, tres]", "did you mean 'trees'?"),
        ("models: [weights, trees, potash]", "models: [weights]", "names one model; name two or more"),
        ("models: [weights, trees, potash]", "models: [weights, weights]", "'weights' is named twice"),
        ("models: [weights, trees, potash]", "evidence: [tmi]", "a model of models takes models: [NAME, NAME]"),
        ("weights: { potash: 2 }", "weights: { near: 2 }", "'near' in models.joint.weights is no evidence"),
        (
            "trees:   { op: boosted-trees,", "trees:   { decisions: tmi, op: boosted-trees,",
            "declare the layer with kind: points"
        ),
        ("potash:  { op: fuzzy-overlay,", "potash:  { decisions: known, op: fuzzy-overlay,", "remove 'decisions'"),
    ])
    func `a mistake in what is joined or decided is told with its place`(
        _ old: String, _ new: String, _ expected: String
    ) throws {
        #expect(Self.three.contains(old))
        let text = Self.text(Self.three.replacing(old, with: new), targets: "weights")
        let error = #expect(throws: CampaignError.self) { try PlanWorld.campaign(text, catalog: Self.catalog) }
        let words = error?.problems.map(\.description) ?? []
        #expect(words.contains { $0.contains(expected) }, "\(words)")
    }
}
