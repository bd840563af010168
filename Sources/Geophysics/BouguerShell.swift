import KernelTypes

/// What the rock between a station and sea level pulls, mGal.
enum BouguerShell {
    /// CODATA 2018, m³/(kg s²).
    static let gravitation = 6.67430e-11
    /// Mean radius of the Earth, m.
    private static let radius = 6_371_000.0
    /// Where the cap ends on the ground: zone O of Hayford and Bowie, m.
    private static let reach = 166_735.0

    /// An endless slab, 2 π G ρ h.
    static func slab(height: Double, density: Double) -> Double {
        2 * Double.pi * gravitation * density * height * 1e5
    }

    /// A spherical cap to 166.735 km less the slab: Bullard's B (LaFehr 1991, Geophysics 56).
    ///
    /// The pull of a thin shell on its axis is in closed form; over the thickness it is summed by Gauss's eight points,
    /// exact to rounding because the shell's edge is far away.
    static func curvature(height: Double, density: Double) -> Double {
        let top = radius + height
        let half = height / 2
        let angle = reach / radius
        let cosine = Elementary.cos(angle)
        var sum = 0.0
        for (node, weight) in zip(nodes, weights) {
            for sign in [-1.0, 1.0] {
                let r = radius + half + sign * node * half
                let edge = (top * top + r * r - 2 * top * r * cosine).squareRoot()
                sum += weight * r * (edge - (top * top - r * r) / edge + 2 * r)
            }
        }
        let cap = Double.pi * gravitation * density / (top * top) * sum * half * 1e5
        return cap - slab(height: height, density: density)
    }

    /// Gauss and Legendre, eight points, Abramowitz and Stegun (1964), table 25.4.
    private static let nodes = [
        0.183434642495650, 0.525532409916329, 0.796666477413627, 0.960289856497536,
    ]
    private static let weights = [
        0.362683783378362, 0.313706645877887, 0.222381034453374, 0.101228536290376,
    ]
}
