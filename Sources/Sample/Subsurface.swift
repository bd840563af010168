import KernelTypes
import Survey

/// The magnetic bodies beneath the area and the field that they make.
struct Subsurface: Sendable {
    let bodies: [MagneticPrism]
    let field = GeomagneticField.rekoDiq2025
    private let centre: Point

    init(
        seed: UInt64, bounds: Bounds, terrain: Terrain, network: FaultNetwork, systems: [PorphyrySystem],
        decoys: Decoys
    ) {
        var random = SeededGenerator(seed: seed, stream: .magneticBodies)
        var quarry = BodyQuarry(terrain: terrain, field: field)
        for system in systems { quarry.add(system) }
        for intrusion in decoys.intrusions { quarry.add(intrusion) }
        quarry.addFlows(140, within: bounds, &random)
        quarry.addBasement(7, within: bounds, &random)
        for fault in network.faults where fault.kind == .strikeSlip {
            if random.happens(0.6) { quarry.addDyke(along: fault, magnetisation: random.uniform(0.5...1.1)) }
        }
        bodies = quarry.bodies
        centre = Point(x: (bounds.west + bounds.east) / 2, y: (bounds.south + bounds.north) / 2)
    }

    /// Total-field anomaly in nT at a place above the ground: all bodies and the regional gradient.
    func anomaly(x: Double, y: Double, elevation: Double) -> Double {
        var sum = 0.0008 * (x - centre.x) - 0.0029 * (y - centre.y)
        for body in bodies { sum += body.anomaly(x: x, y: y, elevation: elevation) }
        return sum
    }
}
