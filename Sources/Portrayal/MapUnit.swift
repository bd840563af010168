/// What one unit of a grid's coordinates is on the ground.
package enum MapUnit: Hashable, Sendable {
    /// A projected CRS: a unit is so many metres.
    case length(metres: Double)
    /// A geographic CRS: a unit is a degree of arc.
    case degrees

    package static let metres = MapUnit.length(metres: 1)

    /// Metres to one unit of x at this y; NaN where there are none (at a pole and beyond).
    func metresAcross(atY y: Double) -> Double {
        switch self {
        case .length(let metres): metres
        // A degree of the WGS84 equator, 6,378,137 m · π / 180, shortened towards the poles as on a sphere: a scale bar
        // needs no more.
        case .degrees: y.magnitude < 90 ? 111_319.490_793 * MapUnit.cosine(degrees: y) : .nan
        }
    }

    /// Taylor's series to x²⁴, below 1e-15 within ±90°: libm's `cos` differs by system.
    private static func cosine(degrees: Double) -> Double {
        let x = degrees * .pi / 180
        var term = 1.0
        var sum = 1.0
        for n in 1...12 {
            term *= -x * x / Double((2 * n - 1) * (2 * n))
            sum += term
        }
        return sum
    }
}
