import KernelTypes
import Survey

extension PorphyrySystem {
    /// Draws systems by one process, known and planted alike: most where faults cross, some along one.
    static func draw(
        _ count: Int, seed: UInt64, bounds: Bounds, network: FaultNetwork, geology: Geology
    ) -> [PorphyrySystem] {
        var random = SeededGenerator(seed: seed, stream: .systems)
        var systems: [PorphyrySystem] = []
        var spacing = 3_000.0
        var failures = 0
        while systems.count < count {
            let place = site(bounds, network, &random)
            let ground = geology.lithology(x: place.x, y: place.y)
            let isFree = systems.allSatisfy { $0.centre.distance(to: place) >= spacing }
            let isFit = !ground.isCover || (ground == .alluvium && random.happens(0.2))
            guard bounds.inset(by: 2_500).contains(place), isFree, isFit else {
                failures += 1
                // A small or crowded area is filled more closely rather than never.
                if failures.isMultiple(of: 400) { spacing *= 0.9 }
                continue
            }
            systems.append(PorphyrySystem(at: place, &random))
        }
        return systems
    }

    private static func site(
        _ bounds: Bounds, _ network: FaultNetwork, _ random: inout SeededGenerator
    ) -> Point {
        let choice = random.unit()
        var place = Point(
            x: random.uniform(bounds.west...bounds.east), y: random.uniform(bounds.south...bounds.north))
        var scatter = 0.0
        if choice < 0.62, !network.crossings.isEmpty {
            place = network.crossings[random.index(below: network.crossings.count)]
            scatter = 550
        } else if choice < 0.88 {
            let points = network.faults[random.index(below: network.faults.count)].points
            place = points[random.index(below: points.count)]
            scatter = 500
        }
        place.x += scatter * random.normal()
        place.y += scatter * random.normal()
        return place
    }

    private init(at centre: Point, _ random: inout SeededGenerator) {
        // Size is shared by all signals; beyond it each varies on its own, and at times is missing, so that no single
        // layer gives all systems away.
        let size = Elementary.exp(0.22 * random.normal())
        func strength(missing: Double) -> Double {
            let strength = size * Elementary.exp(0.35 * random.normal())
            return random.happens(missing) ? 0.12 * strength : strength
        }
        let alteration = strength(missing: 0.08)
        let magnetite = strength(missing: 0.14)
        let metal = strength(missing: 0.05)
        let radius = 1_050 * size * random.uniform(0.8...1.25)
        self.centre = centre
        halo = Halo(
            centre: centre, radius: radius, potassium: 0.62 * strength(missing: 0.15),
            thorium: -0.5 * alteration,
            clay: 0.12 * alteration * random.uniform(0.7...1.3),
            iron: 0.42 * strength(missing: 0.18),
            metals: [420 * metal, 26 * metal, 55 * alteration, 170 * alteration])
        coreRadius = radius * random.uniform(0.34...0.5)
        coreDepth = random.uniform(60...340)
        coreHeight = random.uniform(900...2_200)
        coreMagnetisation = 1.5 * magnetite
        shellLoss = 0.22 * alteration
        strike = random.uniform(0...90)
        outcropRadius = random.happens(0.35) ? radius * random.uniform(0.35...0.7) : nil
    }
}
