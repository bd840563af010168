import KernelTypes

/// A level ellipsoid with the field of its own mass and rotation.
struct Ellipsoid: Sendable {
    /// Metres.
    let semiMajor: Double
    let flattening: Double
    /// Gravitational constant times mass, with the atmosphere's, m³/s².
    let gravitation: Double
    /// Radians a second.
    let rotation: Double

    /// NIMA TR8350.2 (2000).
    static let wgs84 = Ellipsoid(
        semiMajor: 6_378_137, flattening: 1 / 298.257223563, gravitation: 3.986004418e14, rotation: 7.292115e-5)
    /// Moritz (1980).
    static let grs80 = Ellipsoid(
        semiMajor: 6_378_137, flattening: 1 / 298.257222101, gravitation: 3.986005e14, rotation: 7.292115e-5)

    var semiMinor: Double { semiMajor * (1 - flattening) }
    /// Half the distance of the foci.
    private var linear: Double { (semiMajor * semiMajor - semiMinor * semiMinor).squareRoot() }

    /// Normal gravity at a height above the ellipsoid, mGal: exact at any height.
    ///
    /// Li and Götze (2001), Ellipsoid, geoid, gravity, geodesy and geophysics, Geophysics 66: closed form in
    /// ellipsoidal coordinates; on the ellipsoid it is Somigliana's.
    func gravity(latitude: Double, height: Double) -> Double {
        let radian = Double.pi / 180
        let (a, b, e) = (semiMajor, semiMinor, linear)
        let (sine, cosine) = (Elementary.sin(latitude * radian), Elementary.cos(latitude * radian))
        // Reduced latitude without its tangent, which has no value at the poles.
        let norm = (b * b * sine * sine + a * a * cosine * cosine).squareRoot()
        let z = b * (b * sine / norm) + height * sine
        let r = a * (a * cosine / norm) + height * cosine
        let (r2, z2, e2) = (r * r, z * z, e * e)
        let d = (r2 - z2) / e2
        let s = (r2 + z2) / e2
        let cosine2 = max(0, 0.5 + s / 2 - (0.25 + s * s / 4 - d / 2).squareRoot())
        let sine2 = 1 - cosine2
        let b2 = r2 + z2 - e2 * cosine2
        let confocal = b2.squareRoot()
        let w = ((b2 + e2 * sine2) / (b2 + e2)).squareRoot()
        let q = 3 * (1 + b2 / e2) * (1 - confocal / e * Elementary.atan(e / confocal)) - 1
        let q0 = ((1 + 3 * b * b / e2) * Elementary.atan(e / b) - 3 * b / e) / 2
        let omega2 = rotation * rotation
        let mass = gravitation / (b2 + e2)
        let bulge = omega2 * a * a * e / (b2 + e2) * (q / q0) * (sine2 / 2 - 1.0 / 6)
        let turn = omega2 * confocal * cosine2
        return (mass + bulge - turn) / w * 1e5
    }

    /// Change of normal gravity from the ellipsoid up to a height by the series of second order, mGal; negative
    /// upwards.
    ///
    /// Heiskanen and Moritz (1967), 2-123.
    func heightChange(latitude: Double, height: Double) -> Double {
        let sine = Elementary.sin(latitude * (Double.pi / 180))
        let surface = gravity(latitude: latitude, height: 0)
        let m = rotation * rotation * semiMajor * semiMajor * semiMinor / gravitation
        let first = 2 * (1 + flattening + m - 2 * flattening * sine * sine) * height / semiMajor
        let second = 3 * height * height / (semiMajor * semiMajor)
        return -surface * (first - second)
    }
}
