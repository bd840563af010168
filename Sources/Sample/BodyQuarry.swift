import KernelTypes
import Survey

/// Makes magnetic bodies that lie wholly under the ground, so that every place above it is outside them all.
struct BodyQuarry {
    private(set) var bodies: [MagneticPrism] = []
    private let terrain: Terrain
    private let field: GeomagneticField

    init(terrain: Terrain, field: GeomagneticField) {
        self.terrain = terrain
        self.field = field
    }

    mutating func add(_ system: PorphyrySystem) {
        let radius = system.coreRadius
        add(
            at: system.centre, depth: system.coreDepth, height: system.coreHeight, halfLength: 1.15 * radius,
            halfWidth: radius / 1.15, strike: system.strike, magnetisation: system.coreMagnetisation)
        add(
            at: system.centre, depth: 0.5 * system.coreDepth, height: 0.6 * system.coreHeight,
            halfLength: 2.2 * radius, halfWidth: 1.9 * radius, strike: system.strike,
            magnetisation: -system.shellLoss)
    }

    mutating func add(_ intrusion: Decoys.Intrusion) {
        add(
            at: intrusion.centre, depth: intrusion.depth, height: intrusion.height,
            halfLength: 1.3 * intrusion.radius, halfWidth: intrusion.radius / 1.3, strike: intrusion.strike,
            magnetisation: intrusion.magnetisation)
    }

    /// Small shallow remnants of lava, some of them reversed: the restless field over volcanics.
    mutating func addFlows(_ count: Int, within bounds: Bounds, _ random: inout SeededGenerator) {
        for _ in 0..<count {
            add(
                at: place(in: bounds, &random), depth: random.uniform(25...90),
                height: random.uniform(30...130), halfLength: random.uniform(120...600),
                halfWidth: random.uniform(60...260), strike: random.uniform(0...180),
                magnetisation: random.uniform(-0.9...1.3))
        }
    }

    /// Wide deep blocks: the slow swells of the field.
    mutating func addBasement(_ count: Int, within bounds: Bounds, _ random: inout SeededGenerator) {
        for _ in 0..<count {
            add(
                at: place(in: bounds, &random), depth: random.uniform(2_500...4_500),
                height: random.uniform(3_000...6_000), halfLength: random.uniform(4_000...9_000),
                halfWidth: random.uniform(2_000...5_000), strike: 85 + 12 * random.normal(),
                magnetisation: random.uniform(0.3...0.8))
        }
    }

    /// A thin sheet that rose along a fault, a block for each leg of the trace.
    mutating func addDyke(along fault: Fault, magnetisation: Double) {
        for (start, end) in zip(fault.points, fault.points.dropFirst()) {
            let (dx, dy) = (end.x - start.x, end.y - start.y)
            let middle = Point(x: (start.x + end.x) / 2, y: (start.y + end.y) / 2)
            add(
                at: middle, depth: 60, height: 1_800, halfLength: start.distance(to: end) / 2, halfWidth: 14,
                strike: Elementary.atan2(dx, dy) * (180 / Double.pi), magnetisation: magnetisation)
        }
    }

    /// A block whose top lies so far beneath the lowest ground above it.
    private mutating func add(
        at centre: Point, depth: Double, height: Double, halfLength: Double, halfWidth: Double, strike: Double,
        magnetisation: Double
    ) {
        let azimuth = strike * (Double.pi / 180)
        let (alongEast, alongNorth) = (Elementary.sin(azimuth), Elementary.cos(azimuth))
        var lowest = Double.infinity
        let steps = 6
        for alongStep in -steps...steps {
            for acrossStep in -steps...steps {
                let along = halfLength * Double(alongStep) / Double(steps)
                let across = halfWidth * Double(acrossStep) / Double(steps)
                lowest = min(
                    lowest,
                    terrain.elevation(
                        x: centre.x + along * alongEast + across * alongNorth,
                        y: centre.y + along * alongNorth - across * alongEast))
            }
        }
        let top = lowest - depth
        bodies.append(
            MagneticPrism(
                x: centre.x, y: centre.y, top: top, bottom: top - height, halfLength: halfLength,
                halfWidth: halfWidth, strike: strike, magnetisation: magnetisation, field: field))
    }

    private func place(in bounds: Bounds, _ random: inout SeededGenerator) -> Point {
        Point(x: random.uniform(bounds.west...bounds.east), y: random.uniform(bounds.south...bounds.north))
    }
}
