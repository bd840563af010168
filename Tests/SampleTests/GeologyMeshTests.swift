import Survey
import Testing

@testable import Sample

@Suite struct GeologyMeshTests {
    private let campaign = SampleCampaign(seed: 1, grid: .chagai(cell: 1_500))

    @Test func `the polygons have the area of the grid together`() {
        let areas = campaign.geologyUnits().flatMap { $0.rings.map(area) }
        let bounds = campaign.grid.bounds
        #expect(abs(areas.reduce(0, +) / (bounds.width * bounds.height) - 1) < 1e-9)
    }

    @Test func `every place lies in exactly one polygon`() {
        let units = campaign.geologyUnits()
        let bounds = campaign.grid.bounds
        var random = SeededGenerator(seed: 4, stream: .names)
        for _ in 0..<400 {
            let place = Point(
                x: random.uniform(bounds.west...bounds.east), y: random.uniform(bounds.south...bounds.north))
            #expect(units.count { contains($0, place) } == 1)
        }
    }

    @Test func `rings are closed, the outer one anticlockwise and the holes clockwise`() throws {
        for unit in campaign.geologyUnits() {
            #expect(unit.rings.allSatisfy { $0.count >= 5 && $0.first == $0.last })
            let areas = unit.rings.map(area)
            #expect(try #require(areas.first) > 0)
            #expect(areas.dropFirst().allSatisfy { $0 < 0 })
        }
    }

    @Test func `no ring meets itself`() {
        for ring in campaign.geologyUnits().flatMap(\.rings) {
            #expect(Set(ring).count == ring.count - 1)
        }
    }

    @Test func `the map agrees with the ground but for its contacts`() {
        let units = campaign.geologyUnits()
        var random = SeededGenerator(seed: 8, stream: .names)
        let bounds = campaign.grid.bounds
        var agreeing = 0
        for _ in 0..<300 {
            let place = Point(
                x: random.uniform(bounds.west...bounds.east), y: random.uniform(bounds.south...bounds.north))
            let mapped = units.first { contains($0, place) }?.lithology
            if mapped == campaign.world.geology.lithology(x: place.x, y: place.y) { agreeing += 1 }
        }
        #expect(agreeing > 255)
    }

    @Test func `every lithology is on the map`() {
        #expect(Set(campaign.geologyUnits().map(\.lithology)) == Set(Lithology.allCases))
    }

    private func area(_ ring: [Point]) -> Double {
        zip(ring, ring.dropFirst()).reduce(0) { sum, side in
            sum + (side.0.x - ring[0].x) * (side.1.y - ring[0].y) - (side.1.x - ring[0].x) * (side.0.y - ring[0].y)
        } / 2
    }

    /// Even–odd rule over all rings.
    private func contains(_ unit: GeologyUnit, _ place: Point) -> Bool {
        var isInside = false
        for ring in unit.rings {
            for (a, b) in zip(ring, ring.dropFirst()) where (a.y > place.y) != (b.y > place.y) {
                if place.x < a.x + (b.x - a.x) * (place.y - a.y) / (b.y - a.y) { isInside.toggle() }
            }
        }
        return isInside
    }
}
