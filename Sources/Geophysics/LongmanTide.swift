import KernelTypes

/// The tidal acceleration by Moon and Sun on a rigid Earth, upwards, in mGal.
///
/// Longman (1959), Formulas for computing the tidal accelerations due to the Moon and the Sun, JGR 64, with his
/// constants.
enum LongmanTide {
    // Centimetres, grams and seconds, as in the paper.
    private static let gravitation = 6.673e-8
    private static let moonMass = 7.3537e25
    private static let sunMass = 1.993e33
    private static let moonDistance = 3.84402e10
    private static let sunDistance = 1.495e13
    private static let earthRadius = 6.378270e8
    private static let moonEccentricity = 0.05490
    private static let motionRatio = 0.074804
    private static let moonInclination = 0.08979719
    private static let obliquity = 23.452 * Double.pi / 180

    /// Degrees, metres, seconds since 1970 UTC.
    static func acceleration(longitude: Double, latitude: Double, height: Double, time: Double) -> Double {
        let radian = Double.pi / 180
        // 1899-12-31T12:00Z, the paper's epoch.
        let days = (time + 2_209_032_000) / 86400
        let century = days / 36525
        let hour = (time / 86400 - (time / 86400).rounded(.down)) * 24
        let moon = Moon(century)
        let sine = Elementary.sin(latitude * radian)
        let cosine = Elementary.cos(latitude * radian)
        // Hour angle of the mean Sun, from the meridian of the place.
        let hourAngle = (15 * (hour - 12) + longitude) * radian
        let radius = earthRadius / (1 + 0.006738 * sine * sine).squareRoot() + height * 100
        let moonZenith = zenithCosine(
            sine, cosine, tilt: moon.tilt, longitude: moon.longitude,
            meridian: hourAngle + moon.sunLongitude - moon.node)
        let sunLongitude =
            moon.sunLongitude + 2 * moon.sunEccentricity * Elementary.sin(moon.sunLongitude - moon.sunPerigee)
        let sunZenith = zenithCosine(
            sine, cosine, tilt: obliquity, longitude: sunLongitude, meridian: hourAngle + moon.sunLongitude)
        let d = moon.distance
        let near = gravitation * moonMass * radius / (d * d * d)
        let second = near * (3 * moonZenith * moonZenith - 1)
        let third = 1.5 * near * radius / d * (5 * moonZenith * moonZenith * moonZenith - 3 * moonZenith)
        let s = moon.sunDistance
        let far = gravitation * sunMass * radius / (s * s * s) * (3 * sunZenith * sunZenith - 1)
        return (second + third + far) * 1000
    }

    private static func zenithCosine(
        _ sine: Double, _ cosine: Double, tilt: Double, longitude: Double, meridian: Double
    ) -> Double {
        let half = Elementary.cos(tilt / 2)
        let other = Elementary.sin(tilt / 2)
        let along =
            half * half * Elementary.cos(longitude - meridian) + other * other * Elementary.cos(longitude + meridian)
        return sine * Elementary.sin(tilt) * Elementary.sin(longitude) + cosine * along
    }

    /// What depends on the time alone.
    private struct Moon {
        /// Of its orbit to the equator, and the longitude in the equator where both cross.
        var tilt: Double
        var node: Double
        /// In its orbit, from that crossing.
        var longitude: Double
        var distance: Double
        var sunLongitude: Double
        var sunPerigee: Double
        var sunEccentricity: Double
        var sunDistance: Double

        init(_ t: Double) {
            // Mean longitudes of Moon, its perigee, the Sun, the Moon's node and the Sun's perigee.
            let s = polynomial(t, 4.72000889397, 8399.70927456, 3.45575191895e-05, 3.49065850399e-08)
            let p = polynomial(t, 5.83515162814, 71.0180412089, 1.80108282532e-04, 1.74532925199e-07)
            let h = polynomial(t, 4.88162798259, 628.331950894, 5.23598775598e-06, 0)
            let n = polynomial(t, 4.52360161181, -33.757146295, 3.6264063347e-05, 3.39369576777e-08)
            let perigee = polynomial(t, 4.90822941839, 0.0300025492114, 7.85398163397e-06, 5.3329504922e-08)
            let (sinObliquity, cosObliquity) = (Elementary.sin(obliquity), Elementary.cos(obliquity))
            let (sinNode, cosNode) = (Elementary.sin(n), Elementary.cos(n))
            let cosTilt =
                cosObliquity * Elementary.cos(moonInclination) - sinObliquity * Elementary.sin(moonInclination)
                * cosNode
            let sinTilt = (1 - cosTilt * cosTilt).squareRoot()
            tilt = Elementary.atan2(sinTilt, cosTilt)
            let sinNu = Elementary.sin(moonInclination) * sinNode / sinTilt
            let cosNu = (1 - sinNu * sinNu).squareRoot()
            node = Elementary.atan2(sinNu, cosNu)
            let cosAlpha = cosNode * cosNu + sinNode * sinNu * cosObliquity
            let sinAlpha = sinObliquity * sinNode / sinTilt
            let alpha = 2 * Elementary.atan(sinAlpha / (1 + cosAlpha))
            let e = moonEccentricity
            let m = motionRatio
            var along = s - (n - alpha) + 2 * e * Elementary.sin(s - p) + 1.25 * e * e * Elementary.sin(2 * (s - p))
            along += 3.75 * m * e * Elementary.sin(s - 2 * h + p) + 1.375 * m * m * Elementary.sin(2 * (s - h))
            longitude = along
            let scale = 1 / (moonDistance * (1 - e * e))
            var inverse =
                1 / moonDistance + scale * e * Elementary.cos(s - p) + scale * e * e * Elementary.cos(2 * (s - p))
            inverse +=
                1.875 * scale * m * e * Elementary.cos(s - 2 * h + p) + scale * m * m * Elementary.cos(2 * (s - h))
            distance = 1 / inverse
            sunLongitude = h
            sunPerigee = perigee
            let e1 = 0.01675104 - 0.00004180 * t - 0.000000126 * t * t
            sunEccentricity = e1
            let sunInverse =
                1 / LongmanTide.sunDistance
                + e1 * Elementary.cos(h - perigee) / (LongmanTide.sunDistance * (1 - e1 * e1))
            sunDistance = 1 / sunInverse
        }
    }

    private static func polynomial(_ t: Double, _ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
        ((d * t + c) * t + b) * t + a
    }
}
