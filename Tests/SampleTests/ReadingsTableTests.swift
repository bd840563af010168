import Survey
import Testing

@testable import Sample

@Suite struct ReadingsTableTests {
    private let campaign = SampleCampaign(seed: 1, grid: .chagai(cell: 1_500))

    @Test func `soil has a header with units, samples inside the grid and readings below the limit`() throws {
        let table = campaign.soilSamples()
        #expect(
            table.header == [
                "sample_id", "easting_m", "northing_m", "Cu_ppm", "Cu_LOD_ppm", "Mo_ppm", "Mo_LOD_ppm", "As_ppm",
                "As_LOD_ppm", "Zn_ppm", "Zn_LOD_ppm",
            ])
        #expect(table.rows.count == 451)
        #expect(Set(table.rows.map { $0[0] }).count == 451)
        for row in table.rows {
            #expect(row.count == table.header.count)
            let place = Point(x: try #require(Double(row[1])), y: try #require(Double(row[2])))
            #expect(campaign.grid.bounds.contains(place))
            for column in [3, 5, 7, 9] where row[column] != "<LOD" {
                let value = try #require(Double(row[column]))
                let limit = try #require(Double(row[column + 1]))
                #expect(value >= limit)
            }
        }
        let molybdenum = table.rows.map { $0[5] }
        #expect(molybdenum.contains("<LOD"))
        let readings = molybdenum.compactMap(Double.init)
        #expect(readings.contains { $0 > 8 })
    }

    @Test func `copper in soil is higher about systems than away from them`() throws {
        var (near, far): ([Double], [Double]) = ([], [])
        for row in campaign.soilSamples().rows {
            guard let copper = Double(row[3]) else { continue }
            let place = Point(x: try #require(Double(row[1])), y: try #require(Double(row[2])))
            let isNear = campaign.world.systems.contains { $0.centre.distance(to: place) < 0.4 * $0.halo.radius }
            if isNear { near.append(copper) } else { far.append(copper) }
        }
        try #require(near.count > 5 && far.count > 5)
        let means = [near, far].map { $0.reduce(0, +) / Double($0.count) }
        #expect(means[0] > 2.5 * means[1])
    }

    @Test func `ground magnetics are lines of readings in time order about the main field`() throws {
        let table = campaign.groundMagnetics()
        #expect(table.header == ["line", "time_utc", "easting_m", "northing_m", "total_field_nT"])
        #expect(table.rows.count == 31 * 241)
        #expect(table.rows.first?[1] == "2025-02-10T04:30:00Z")
        let times = table.rows.map { $0[1] }
        #expect(times == times.sorted() && Set(times).count == times.count)
        for row in table.rows {
            #expect(abs(try #require(Double(row[4])) - 47_130.7) < 6_000)
        }
        #expect(Set(table.rows.map { $0[0] }).count == 31)
    }

    @Test func `a table is written with a header and a line a row`() {
        let table = ReadingsTable(header: ["id", "Cu_ppm"], rows: [["A1", "<LOD"], ["A2", "51"]])
        #expect(table.csv == "id,Cu_ppm\nA1,<LOD\nA2,51\n")
    }

    @Test(arguments: [
        (0.0, 2, "0.00"), (-0.004, 2, "0.00"), (-0.5, 0, "-1"), (12.345, 1, "12.3"), (-7.06, 1, "-7.1"),
        (3_201_821.96, 1, "3201822.0"), (5, 0, "5"),
    ])
    func `numbers have a fixed count of decimals`(value: Double, decimals: Int, text: String) {
        #expect(FixedPoint.text(value, decimals: decimals) == text)
    }
}
