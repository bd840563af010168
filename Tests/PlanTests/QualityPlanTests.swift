import Campaign
import Operations
import Testing

@testable import Plan

/// What a survey's readings become in a plan.
@Suite struct QualityPlanTests {
    @Test func `corrections have one page in the campaign's order, and the last one a table`() throws {
        let campaign = try PlanWorld.campaign(
            replacing: "  tilt:        { op: tilt, of: tmi }\n",
            with: """
                  tilt:        { op: tilt, of: tmi }
                  again:       { op: despike, of: clean }
                  clean:       { op: despike, of: ground }

                """)
        let plan = try RunPlan.make(campaign: campaign, catalog: PlanWorld.catalog, drops: PlanWorld.all)
        let page = try #require(plan.job("product/quality"))
        #expect(page.products == ["out": "quality.html"])
        #expect(page.inputs["in"]?.map(\.label) == ["ground", "again", "clean"])
        #expect(page.dependencies == ["evidence/again", "evidence/clean", "readings/ground"])
        #expect(plan.job("product/readings/again")?.products == ["out": "readings/again.csv"])
        #expect(plan.job("product/readings/clean") == nil)
    }

    @Test func `a campaign without corrections has no such page`() throws {
        #expect(try PlanWorld.plan().job("product/quality") == nil)
    }

    @Test func `what a layer says of its instruments goes into the reading and its name`() throws {
        let plain = try PlanWorld.plan()
        let campaign = try PlanWorld.campaign(
            replacing: "channel: total_field", with: "time_zone: +05:00, day_first: true, channel: total_field")
        let plan = try RunPlan.make(campaign: campaign, catalog: PlanWorld.catalog, drops: PlanWorld.all)
        #expect(
            plan.job("readings/ground")?.parameters == [
                "channel": "total_field", "time_zone": "+05:00", "day_first": true,
            ])
        #expect(plan.job("readings/ground")?.key != plain.job("readings/ground")?.key)
    }
}
