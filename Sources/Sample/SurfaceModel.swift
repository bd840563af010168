import Survey

/// What airborne and satellite sensors see: the lithology's usual values, their drift within a unit, and the halos.
struct SurfaceModel: Sendable {
    let geology: Geology
    private let halos: [Halo]
    private let texture: SmoothNoise
    private let clouds: SmoothNoise

    init(seed: UInt64, geology: Geology, halos: [Halo]) {
        self.geology = geology
        self.halos = halos
        texture = SmoothNoise(seed: seed, stream: .texture)
        clouds = SmoothNoise(seed: seed, stream: .clouds)
    }

    /// What can reach places at one northing: the many places of a row need not look at the rest.
    struct Reach {
        let stocks: [Geology.Stock]
        let halos: [Halo]
    }

    /// The surface at a place, before noise.
    struct Sample {
        var lithology: Lithology
        /// %.
        var potassium: Double
        /// ppm.
        var thorium: Double
        /// ppm.
        var uranium: Double
        var clay: Double
        var iron: Double
        /// ppm, in the order of `Metal.allCases`; the median about which soil scatters.
        var soil: [Double]
    }

    func reach(of y: Double) -> Reach {
        Reach(stocks: geology.stocks(near: y), halos: halos.filter { abs($0.centre.y - y) <= $0.reach })
    }

    func sample(x: Double, y: Double, within reach: Reach) -> Sample {
        let lithology = geology.lithology(x: x, y: y, stocks: reach.stocks)
        let usual = lithology.background
        // Three views of one noise, far apart, so that layers drift on their own.
        let drift = texture.octaves(x / 4_200, y / 2_600, count: 4)
        let weathering = texture.octaves(x / 3_100 + 300, y / 3_100, count: 4)
        let dust = texture.octaves(x / 5_300, y / 3_300 + 300, count: 3)
        var sample = Sample(
            lithology: lithology,
            potassium: usual.potassium * (1 + 0.3 * drift - 0.15 * dust),
            thorium: usual.thorium * (1 + 0.28 * drift + 0.1 * weathering),
            uranium: usual.uranium * (1 + 0.3 * weathering),
            clay: usual.clay + 0.07 * weathering + 0.03 * dust,
            iron: usual.iron * (1 + 0.2 * dust) + 0.25 * weathering,
            soil: usual.soil)
        let near = reach.halos.filter { abs($0.centre.x - x) <= $0.reach }
        guard !near.isEmpty else { return sample }
        let irregularity = geology.irregularity(x: x + 50_000, y: y)
        let transmission = lithology.transmission
        for halo in near {
            let zones = halo.zones(x: x, y: y, irregularity: irregularity)
            sample.potassium += transmission * halo.potassium * zones.potassic
            sample.thorium += transmission * halo.thorium * zones.potassic
            sample.clay += transmission * halo.clay * zones.clay
            sample.iron += transmission * halo.iron * zones.iron
            for metal in Metal.allCases {
                sample.soil[metal.rawValue] += transmission * halo.soil(metal, in: zones)
            }
        }
        return sample
    }

    /// Whether a cloud hid the place from the satellite.
    func isClouded(x: Double, y: Double) -> Bool {
        clouds.octaves(x / 8_000, y / 5_000, count: 4) > 0.24
    }
}
