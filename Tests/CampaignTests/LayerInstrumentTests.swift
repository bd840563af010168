import Operations
import Survey
import Testing

@testable import Campaign

/// What a layer says of instruments' files that these do not say of themselves.
@Suite struct LayerInstrumentTests {
    private func campaign(_ keys: String) throws(CampaignError) -> CampaignFile {
        try CampaignFile.read(
            """
            campaign: field
            grid: { crs: EPSG:32641, bounds: [0, 0, 1000, 1000], cell: 100 m }
            layers:
              rover: { match: "*.csv", kind: readings\(keys) }
            """, file: "campaign.yaml", catalog: Catalog([]), fileText: { $0 })
    }

    @Test func `time zone, order of dates, columns and unit of heights reach the reader`() throws {
        let layer = try campaign(", time_zone: -06:00, day_first: true, columns: [x, y, mag_nT], height_unit: ft")
            .layers[0]
        #expect(layer.timeZone == "-06:00" && layer.dayFirst == true && layer.heightUnit == "ft")
        #expect(
            layer.instrumentParameters == [
                "time_zone": "-06:00", "day_first": true, "columns": ["x", "y", "mag_nT"], "height_unit": "ft",
            ])
        #expect(layer.channel == nil)
        #expect(try campaign("").layers[0].instrumentParameters.isEmpty)
        #expect(try campaign(", time_zone: UTC").layers[0].timeZone == "Z")
    }

    @Test(
        arguments: [
            ("time_zone: Mexico", "write how far the clock is ahead of UTC, such as -06:00, or Z"),
            ("time_zone: -6", "write how far the clock is ahead of UTC, such as -06:00, or Z"),
            ("time_zone: +15:00", "write how far the clock is ahead of UTC, such as -06:00, or Z"),
            ("height_unit: fathom", "'m' or 'ft'"), ("day_first: perhaps", "true or false"),
        ])
    func `what is no answer is a finding with its remedy`(key: String, remedy: String) {
        let error = #expect(throws: CampaignError.self) { try campaign(", \(key)") }
        #expect(error?.problems.count == 1)
        #expect("\(error?.problems.first?.remedy ?? "")".contains(remedy) || remedy == "'m' or 'ft'")
    }

    @Test func `a document layer gives a table and a document, and has no keys of readings`() throws {
        let text = """
            campaign: field
            grid: { crs: EPSG:32641, bounds: [0, 0, 1000, 1000], cell: 100 m }
            layers:
              scale: { match: "*scal*.csv", kind: document }
            """
        func read(_ text: String) throws(CampaignError) -> CampaignFile {
            try CampaignFile.read(text, file: "campaign.yaml", catalog: Catalog([]), fileText: { $0 })
        }
        #expect(try read(text).layers[0].provides == [.document, .table])
        let error = #expect(throws: CampaignError.self) {
            try read(text.replacing("kind: document", with: "kind: document, channel: a"))
        }
        #expect(error?.problems.first?.remedy.contains("it belongs to readings") == true)
    }
}
