import Survey
import Testing

@testable import Sample

@Suite struct SampleCampaignTests {
    private let campaign = SampleCampaign(seed: 1, grid: .chagai(cell: 1_500))

    @Test func `the grid is 600 by 450 cells of 100 m about Reko Diq`() {
        let grid = AnalysisGrid.chagai
        #expect(grid.columns == 600 && grid.rows == 450)
        #expect(grid.bounds == Bounds(west: 380_000, south: 3_200_000, east: 440_000, north: 3_245_000))
        // 62.0789° E, 29.1228° N (USGS porphyry copper database) in UTM 41N, to 1 km.
        #expect(grid.bounds.contains(Point(x: 410_400, y: 3_221_900)))
    }

    @Test func `twenty copper showings and six others are on record`() {
        #expect(campaign.occurrences.count == 26)
        #expect(campaign.occurrences.count { $0.commodities.contains("Cu") } == 20)
        #expect(Set(campaign.occurrences.map(\.name)).count == 26)
        #expect(campaign.occurrences.allSatisfy { campaign.grid.bounds.contains($0.location) })
    }

    @Test func `no copper showing lies at a planted deposit`() {
        #expect(campaign.planted.count == 8)
        for deposit in campaign.planted {
            for showing in campaign.occurrences where showing.commodities.contains("Cu") {
                #expect(showing.location.distance(to: deposit.location) > 1_500)
            }
        }
    }

    @Test func `the known and the planted are all the systems in the ground`() {
        let places = Set(campaign.known.map(\.centre)).union(campaign.planted.map(\.location))
        #expect(places == Set(campaign.world.systems.map(\.centre)))
        #expect(places.count == 28)
    }

    @Test func `which systems are planted does not follow the order in which they were drawn`() {
        let drawn = campaign.world.systems.map(\.centre)
        #expect(campaign.planted.map(\.location) != Array(drawn.suffix(8)))
    }

    @Test func `faults stay within the grid and cross each other`() {
        #expect(campaign.faults.count == 21)
        #expect(Set(campaign.faults.map(\.kind)) == Set(Fault.Kind.allCases))
        for fault in campaign.faults {
            #expect(fault.points.count >= 2)
            #expect(fault.points.allSatisfy(campaign.grid.bounds.contains))
        }
        #expect(campaign.world.network.crossings.count >= 10)
        for crossing in campaign.world.network.crossings {
            #expect(campaign.world.network.distance(from: crossing) < 1e-3)
        }
    }

    @Test func `vectors and tables follow from the seed`() {
        let again = SampleCampaign(seed: 1, grid: campaign.grid)
        let other = SampleCampaign(seed: 2, grid: campaign.grid)
        #expect(again.faults == campaign.faults && other.faults != campaign.faults)
        #expect(again.geologyUnits() == campaign.geologyUnits() && other.geologyUnits() != campaign.geologyUnits())
        #expect(again.occurrences == campaign.occurrences && other.occurrences != campaign.occurrences)
        #expect(again.planted == campaign.planted && other.planted != campaign.planted)
        #expect(again.soilSamples() == campaign.soilSamples() && other.soilSamples() != campaign.soilSamples())
    }
}
