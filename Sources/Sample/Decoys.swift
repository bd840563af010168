import KernelTypes
import Survey

/// What looks like a deposit in one layer and is none.
struct Decoys: Sendable {
    /// A magnetic intrusion without ore.
    struct Intrusion: Sendable {
        let centre: Point
        let radius: Double
        let depth: Double
        let height: Double
        /// A/m.
        let magnetisation: Double
        let strike: Double
        let outcrops: Bool
    }

    let intrusions: [Intrusion]
    /// Clay and iron of faults and hot springs, and domes rich in potassium and thorium alike.
    let halos: [Halo]

    init(seed: UInt64, bounds: Bounds, network: FaultNetwork, systems: [PorphyrySystem]) {
        var random = SeededGenerator(seed: seed, stream: .decoys)
        func place(onFault: Bool, _ random: inout SeededGenerator) -> Point {
            var place = Point(
                x: random.uniform(bounds.west...bounds.east), y: random.uniform(bounds.south...bounds.north))
            // Some trials suffice to keep most decoys off the systems; one on a system only makes it odd.
            for _ in 0..<20 {
                if onFault {
                    let points = network.faults[random.index(below: network.faults.count)].points
                    place = points[random.index(below: points.count)]
                    place.x += 300 * random.normal()
                    place.y += 300 * random.normal()
                }
                if systems.allSatisfy({ $0.centre.distance(to: place) > 3_000 }) { return place }
                place = Point(
                    x: random.uniform(bounds.west...bounds.east), y: random.uniform(bounds.south...bounds.north))
            }
            return place
        }
        intrusions = (0..<16).map { index in
            Intrusion(
                centre: place(onFault: index.isMultiple(of: 4), &random), radius: random.uniform(300...1_300),
                depth: random.uniform(40...500), height: random.uniform(600...2_500),
                magnetisation: random.uniform(0.5...2.2), strike: random.uniform(0...90),
                outcrops: random.happens(0.4))
        }
        let springs = (0..<18).map { index in
            let strength = Elementary.exp(0.3 * random.normal())
            return Halo(
                centre: place(onFault: index.isMultiple(of: 2), &random), radius: random.uniform(500...1_500),
                potassium: 0, thorium: 0, clay: 0.11 * strength, iron: random.happens(0.6) ? 0.45 * strength : 0,
                metals: [10 * strength, 1.5 * strength, 70 * strength, 120 * strength])
        }
        let domes = (0..<12).map { _ in
            let strength = Elementary.exp(0.3 * random.normal())
            return Halo(
                centre: place(onFault: false, &random), radius: random.uniform(700...1_800),
                potassium: 0.9 * strength, thorium: 3.6 * strength, clay: 0.01, iron: 0, metals: [0, 1, 2, 10])
        }
        halos = springs + domes
    }
}
