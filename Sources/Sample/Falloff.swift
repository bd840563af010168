/// Shapes by which an effect ends.
enum Falloff {
    /// 1 at the middle, 0 from the radius outwards, smooth between: the cube of 1 - (d/r)², which needs no exponential.
    static func bump(squaredDistance: Double, radius: Double) -> Double {
        let rest = 1 - squaredDistance / (radius * radius)
        return rest > 0 ? rest * rest * rest : 0
    }

    /// 0 below the first edge, 1 above the second, a cubic between.
    static func step(_ value: Double, from low: Double, to high: Double) -> Double {
        let t = max(0, min(1, (value - low) / (high - low)))
        return t * t * (3 - 2 * t)
    }
}
