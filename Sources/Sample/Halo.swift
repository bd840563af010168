import Survey

/// What hot water left in the rocks about one centre, as the surface shows it before cover hides it.
///
/// Zoned as about a porphyry: potassium in the middle, clay in a ring, iron and zinc at the rim.
struct Halo: Sendable {
    let centre: Point
    /// Where the clay ends, m, before the irregularity of its outline.
    let radius: Double
    /// Added at the middle: %.
    let potassium: Double
    /// Added at the middle, in the same units as the backgrounds; negative where it was leached.
    let thorium: Double
    let clay: Double
    let iron: Double
    /// ppm added in soil at the height of each zone, in the order of `Metal.allCases`.
    let metals: [Double]

    /// No effect reaches further than this, in metres.
    var reach: Double { 1.9 * radius }

    /// The zones' strengths at a place, each 0...1.
    struct Zones {
        var potassic = 0.0
        var clay = 0.0
        var iron = 0.0
        var rim = 0.0
    }

    /// The zones at a place; the irregularity stretches squared distances.
    func zones(x: Double, y: Double, irregularity: Double) -> Zones {
        let (dx, dy) = (x - centre.x, y - centre.y)
        let squared = (dx * dx + dy * dy) * irregularity
        func bump(_ share: Double) -> Double { Falloff.bump(squaredDistance: squared, radius: share * radius) }
        let wide = bump(1.3)
        return Zones(
            potassic: bump(0.85), clay: max(0, bump(1.1) - 0.45 * bump(0.4)), iron: bump(1.2),
            rim: max(0, wide - bump(0.6)))
    }

    /// ppm that the halo adds to a metal in soil.
    func soil(_ metal: Metal, in zones: Zones) -> Double {
        switch metal {
        case .copper, .molybdenum: metals[metal.rawValue] * zones.potassic
        case .arsenic: metals[metal.rawValue] * zones.clay
        case .zinc: metals[metal.rawValue] * zones.rim
        }
    }
}
