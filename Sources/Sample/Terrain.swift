import Survey

/// The lie of the land: ranges and basins, ridges and valleys, and a few volcanoes.
struct Terrain: Sendable {
    private struct Volcano {
        let summit: Point
        let radius: Double
        let height: Double
        let craterRadius: Double
    }

    private let ranges: SmoothNoise
    private let ridges: SmoothNoise
    private let volcanoes: [Volcano]
    private let bounds: Bounds

    init(seed: UInt64, bounds: Bounds) {
        let ranges = SmoothNoise(seed: seed, stream: .ranges)
        self.ranges = ranges
        self.bounds = bounds
        ridges = SmoothNoise(seed: seed, stream: .ridges)
        var random = SeededGenerator(seed: seed, stream: .cones)
        volcanoes = (0..<4).map { _ in
            // Of some places the highest above the basins: a volcano stands in the range that it built.
            let places = (0..<8).map { _ in
                Point(
                    x: random.uniform(bounds.west...bounds.east), y: random.uniform(bounds.south...bounds.north))
            }
            let summit = places.reduce(places[0]) {
                Self.rise(ranges, $1.x, $1.y) > Self.rise(ranges, $0.x, $0.y) ? $1 : $0
            }
            let radius = random.uniform(2_200...5_200)
            return Volcano(
                summit: summit, radius: radius, height: radius * random.uniform(0.14...0.2),
                craterRadius: radius * random.uniform(0.1...0.16))
        }
    }

    /// How far a place is from the floor of a basin (0) to the ranges (1).
    func upland(x: Double, y: Double) -> Double {
        Falloff.step(Self.rise(ranges, x, y), from: -0.13, to: 0.13)
    }

    /// Whether a place lies on a volcano's slope.
    func isVolcano(x: Double, y: Double) -> Bool {
        volcanoes.contains { Self.squaredDistance($0.summit, x, y) < 0.7 * $0.radius * $0.radius }
    }

    /// Metres above the sea.
    func elevation(x: Double, y: Double) -> Double {
        let upland = upland(x: x, y: y)
        let fall = 70 * (y - bounds.south) / bounds.height
        var height = 845 - fall + 5 * ridges.sample(x / 900, y / 900).value
        if upland > 0 { height += upland * (90 + 640 * relief(x: x, y: y)) }
        for volcano in volcanoes { height += Self.cone(volcano, ridges: ridges, x, y) }
        return height
    }

    /// Ridges and valleys in 0...1. Each octave is damped where the ones before are steep, as slopes shed their detail
    /// and crests keep it: the look of erosion without its history.
    private func relief(x: Double, y: Double) -> Double {
        var (u, v) = (x / 5_600, y / 4_200)
        var (sum, total, amplitude) = (0.0, 0.0, 1.0)
        var (steepX, steepY) = (0.0, 0.0)
        for _ in 0..<7 {
            let noise = ridges.sample(u, v)
            let crest = max(0, 1 - 1.7 * noise.value.magnitude)
            sum += amplitude * crest * crest / (1 + 0.6 * (steepX * steepX + steepY * steepY))
            total += amplitude
            steepX += noise.slopeX * amplitude
            steepY += noise.slopeY * amplitude
            amplitude *= 0.47
            (u, v) = SmoothNoise.finer(u, v)
        }
        return sum / total
    }

    private static func rise(_ ranges: SmoothNoise, _ x: Double, _ y: Double) -> Double {
        // The belt strikes east to west.
        ranges.octaves(x / 21_000, y / 11_000, count: 4)
    }

    private static func cone(_ volcano: Volcano, ridges: SmoothNoise, _ x: Double, _ y: Double) -> Double {
        let squared = squaredDistance(volcano.summit, x, y)
        guard squared < volcano.radius * volcano.radius else { return 0 }
        let flank = 1 - squared.squareRoot() / volcano.radius
        let gullies = 1 - 0.5 * flank * ridges.sample(x / 750 + 40, y / 750 - 25).value.magnitude
        let crater = Falloff.bump(squaredDistance: squared, radius: volcano.craterRadius)
        return volcano.height * (flank * flank * (1.6 - 0.6 * flank) * gullies - 0.3 * crater)
    }

    private static func squaredDistance(_ point: Point, _ x: Double, _ y: Double) -> Double {
        (x - point.x) * (x - point.x) + (y - point.y) * (y - point.y)
    }
}
