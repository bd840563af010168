import Testing

@testable import Campaign

@Suite struct LayerMatchingTests {
    private let campaign: CampaignFile

    init() throws {
        campaign = try SmallWorld.read(SmallWorld.campaign)
    }

    @Test func `a name belongs to the one layer whose pattern it matches`() throws {
        #expect(try campaign.layer(forName: "Chagai_TMI_2024.TIF").name == "tmi")
        #expect(try campaign.layer(forName: "faults.shp").name == "faults")
        #expect(try campaign.layer(forName: "mag_01.csv").name == "ground")
    }

    @Test func `a name that matches nothing is told all patterns`() throws {
        let error = #expect(throws: CampaignError.self) { try campaign.layer(forName: "holiday\n.jpg") }
        let problem = try #require(error).problems[0]
        #expect(problem.code == .noLayer)
        #expect(
            problem.remedy
                == "rename it to match one of: *tmi*.{tif,grd,gxf,ers} for tmi, mag_*.csv for ground, "
                + "faults.* for faults, occurrences.* for known")
    }

    @Test func `a name that matches two layers is told both`() throws {
        let wide = try SmallWorld.read(
            SmallWorld.campaign(replacing: "\"faults.*\"", with: "[\"faults.*\", \"*.tif\"]"))
        let error = #expect(throws: CampaignError.self) { try wide.layer(forName: "tmi.tif") }
        let problem = try #require(error).problems[0]
        #expect(problem.code == .severalLayers)
        #expect(
            problem.description
                == "tmi.tif: the name matches more than one layer: tmi (*tmi*.{tif,grd,gxf,ers}) "
                + "and faults (faults.* or *.tif); "
                + "rename the file, or make the patterns narrower in the campaign file")
    }
}
