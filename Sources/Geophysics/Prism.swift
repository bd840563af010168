import KernelTypes

/// The vertical pull of upright columns of rock on a station at the origin, as magnitudes in m/s² a density of 1 kg/m³.
enum Prism {
    /// A right rectangular prism between x0...x1, y0...y1 and from height 0 to `height`, all from the station.
    ///
    /// Nagy (1966), Geophysics 31, as in Nagy, Papp and Benedek (2000); the sum of eight corners.
    static func pull(x0: Double, x1: Double, y0: Double, y1: Double, height: Double) -> Double {
        let z = height.magnitude
        guard z > 0 else { return 0 }
        var sum = 0.0
        for (x, xSign) in [(x0, -1.0), (x1, 1.0)] {
            for (y, ySign) in [(y0, -1.0), (y1, 1.0)] {
                let sign = xSign * ySign
                sum += sign * (corner(x, y, z) - corner(x, y, 0))
            }
        }
        return BouguerShell.gravitation * sum.magnitude
    }

    /// x ln(y + r) + y ln(x + r) - z atan(x y / (z r)), each term with its limit where it is 0 times infinity.
    private static func corner(_ x: Double, _ y: Double, _ z: Double) -> Double {
        let r = (x * x + y * y + z * z).squareRoot()
        guard r > 0 else { return 0 }
        let first = x == 0 ? 0 : x * logarithm(y, r, x * x + z * z)
        let second = y == 0 ? 0 : y * logarithm(x, r, y * y + z * z)
        let third = z == 0 ? 0 : z * Elementary.atan(x * y / (z * r))
        return first + second - third
    }

    /// ln(a + r), with r² = a² + rest; for negative a as ln(rest) - ln(r - a), which does not cancel.
    private static func logarithm(_ a: Double, _ r: Double, _ rest: Double) -> Double {
        a >= 0 ? Elementary.log(a + r) : Elementary.log(rest) - Elementary.log(r - a)
    }

    /// A column condensed to its axis at a distance: base area times (1/d - 1/sqrt(d² + h²)).
    static func axisPull(distanceSquared: Double, area: Double, height: Double) -> Double {
        let inner = 1 / distanceSquared.squareRoot()
        let outer = 1 / (distanceSquared + height * height).squareRoot()
        return BouguerShell.gravitation * area * (inner - outer)
    }
}
