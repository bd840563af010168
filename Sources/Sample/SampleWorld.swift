import Survey

/// The ground truth that all surveys of the sample look at.
struct SampleWorld: Sendable {
    /// Height of the magnetic survey above the ground, m.
    static let terrainClearance = 80.0

    let seed: UInt64
    let bounds: Bounds
    let terrain: Terrain
    let network: FaultNetwork
    let systems: [PorphyrySystem]
    let decoys: Decoys
    let surface: SurfaceModel
    let subsurface: Subsurface

    var geology: Geology { surface.geology }

    init(seed: UInt64, bounds: Bounds, systems count: Int) {
        self.seed = seed
        self.bounds = bounds
        terrain = Terrain(seed: seed, bounds: bounds)
        network = FaultNetwork(seed: seed, bounds: bounds)
        let country = Geology(seed: seed, terrain: terrain, stocks: [])
        systems = PorphyrySystem.draw(count, seed: seed, bounds: bounds, network: network, geology: country)
        decoys = Decoys(seed: seed, bounds: bounds, network: network, systems: systems)
        let outcrops =
            systems.compactMap { system in
                system.outcropRadius.map { Geology.Stock(centre: system.centre, radius: $0) }
            }
            + decoys.intrusions.filter(\.outcrops).map { Geology.Stock(centre: $0.centre, radius: $0.radius) }
        let geology = Geology(seed: seed, terrain: terrain, stocks: outcrops)
        surface = SurfaceModel(seed: seed, geology: geology, halos: systems.map(\.halo) + decoys.halos)
        subsurface = Subsurface(
            seed: seed, bounds: bounds, terrain: terrain, network: network, systems: systems, decoys: decoys)
    }

    /// Whether the magnetic survey covered a place: it left out the north-eastern corner.
    func isFlown(x: Double, y: Double) -> Bool {
        (bounds.east - x) / bounds.width + (bounds.north - y) / bounds.height >= 0.24
    }
}
