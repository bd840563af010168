import Campaign
import Operations
import Testing

@testable import Plan

/// How targets are valued and ranked, as jobs.
@Suite struct TargetPlanTests {
    private static let rules = """
        targets:
          of: porphyry
          above: { quantile: 0.98 }
          core: { quantile: 0.99 }
          value: { model: Models/a.yaml, prices: Prices/b.yaml, draws: 500 }
          access: { to: { fault: faults }, roads: [faults], elevation: tmi }
          exclude: { park: { of: parks, source: WDPA } }
          risks: { flood: { of: tilt, weight: 0.25, source: a survey } }
          ranking: { scenarios: { dear: { prices: { Cu: 2 } } } }
          follow: true
        """

    private func campaign(_ parks: String = "kind: polygons") throws -> CampaignFile {
        let head = PlanWorld.text.split(separator: "\n").filter { !$0.hasPrefix("targets:") }.joined(separator: "\n")
        return try PlanWorld.campaign(
            head.split(separator: "evidence:\n").joined(
                separator: "  parks:  { match: \"parks.*\", \(parks) }\nevidence:\n") + "\n" + Self.rules)
    }

    private func plan(
        _ campaign: CampaignFile, parks: Bool = true, previous: AcceptedDrop? = nil
    ) throws -> RunPlan {
        try RunPlan.make(
            campaign: campaign, catalog: PlanWorld.catalog,
            drops: PlanWorld.all + (parks ? [PlanWorld.drop("parks.gpkg", "parks")] : []), previous: previous)
    }

    @Test func `value, access and limits become jobs whose results rank the targets`() throws {
        let plan = try plan(try campaign())
        #expect(plan.isComplete, "\(plan.missing)")
        let ranking = try #require(plan.job("targets/ranking"))
        #expect(ranking.inputs["access"] == [.named("fault", of: "access/fault", name: "out")])
        #expect(ranking.inputs["exclusions"] == [.named("park", of: "limit/park", name: "out")])
        #expect(ranking.inputs["risks"] == [.named("flood", of: "evidence/tilt", name: "out")])
        #expect(ranking.inputs["prices"] == [.output(of: "value/prices", name: "out")])
        #expect(ranking.parameters["sources"] == .map(["park": "WDPA", "flood": "a survey"]))
        #expect(ranking.parameters["risk_weights"] == .map(["flood": 0.25]))
        #expect(plan.job("limit/park")?.parameters["background"] == 0)
        #expect(plan.job("targets/value")?.parameters["draws"] == 500)
        #expect(plan.job("targets/porphyry")?.parameters["core_quantile"] == 0.99)
        #expect(plan.job("access/fault")?.inputs["elevation"] == [.output(of: "layer/tmi", name: "out")])
        let products = Set(plan.jobs.flatMap(\.products.values))
        #expect(products.isSuperset(of: ["values.csv", "scenarios.csv", "access/fault.tif", "targets.json"]))
    }

    @Test func `a layer that ranks is awaited, and an optional one is missed aloud`() throws {
        let waiting = try plan(try campaign(), parks: false)
        #expect(waiting.missing == ["waiting for parks: drop a file that matches parks.*"])
        let without = try plan(try campaign("kind: polygons, optional: true"), parks: false)
        #expect(without.isComplete && without.job("targets/ranking")?.inputs["exclusions"] == [])
        #expect(without.notes.contains { $0.contains("ranked without parks") }, "\(without.notes)")
        #expect(without.job("targets/ranking")?.parameters["sources"] == .map(["flood": "a survey"]))
    }

    @Test func `a run that follows another has the name that it has alone, and keys of its own`() throws {
        let first = try plan(try campaign())
        let before = PlanWorld.drop("targets.json", "targets")
        let second = try plan(try campaign(), previous: before)
        #expect(second.name == first.name)
        #expect(second.job("targets/porphyry")?.inputs["previous"] == [.drop(before)])
        #expect(second.job("targets/porphyry")?.key != first.job("targets/porphyry")?.key)
        #expect(second.job("product/prospectivity")?.key == first.job("product/prospectivity")?.key)
    }
}
