import KernelTypes
import Survey

/// Reduction to the pole or to the equator, and pseudogravity.
struct PoleResponse: SpectralResponse {
    enum Target: Sendable {
        case pole
        /// A level field with the declination that it has.
        case equator
        /// Times this factor over |k|.
        case pseudogravity(Double)
    }

    let field: FieldDirection
    let magnetisation: FieldDirection
    /// Degrees: directions that are flatter are divided by the amplitude of this one.
    let amplitudeInclination: Double
    let target: Target

    func factor(east: Double, north: Double) -> SIMD2<Double> {
        let k = Wave.length(east, north)
        guard k > 0 else {
            // The mean has no direction; the caller says what becomes of it.
            if case .pseudogravity = target { return Wave.stopped }
            return Wave.unchanged
        }
        let x = east / k
        let y = north / k
        let pole = Self.times(inverse(field, x, y), inverse(magnetisation, x, y))
        switch target {
        case .pole: return pole
        case .pseudogravity(let scale): return (scale / k) * pole
        case .equator:
            // (i cos(D - θ))² = -cos²(D - θ)
            return -(Self.level(field, x, y) * Self.level(magnetisation, x, y)) * pole
        }
    }

    /// cos(D - θ) of the level direction.
    private static func level(_ direction: FieldDirection, _ x: Double, _ y: Double) -> Double {
        let length = Wave.length(direction.east, direction.north)
        // A vertical direction has no declination: north stands for it.
        return length > 1e-9 ? (direction.east * x + direction.north * y) / length : y
    }

    /// 1 / Θ, whose amplitude is that of the steeper of the direction and the amplitude inclination.
    private func inverse(_ direction: FieldDirection, _ x: Double, _ y: Double) -> SIMD2<Double> {
        let theta = direction.projection(x, y)
        let squared = theta.x * theta.x + theta.y * theta.y
        var guarded = squared
        if abs(direction.inclination) < amplitudeInclination {
            let degree = Wave.turn / 360
            let steep = Elementary.sin(amplitudeInclination * degree)
            let flat = Elementary.cos(amplitudeInclination * degree) * Self.level(direction, x, y)
            guarded = steep * steep + flat * flat
        }
        let amplitude = (squared * guarded).squareRoot()
        // Both are 0 only for a wave along which a level direction sees nothing: it carries nothing to restore.
        guard amplitude > 1e-12 else { return Wave.stopped }
        return SIMD2(theta.x / amplitude, -theta.y / amplitude)
    }

    private static func times(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> SIMD2<Double> {
        SIMD2(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x)
    }
}
