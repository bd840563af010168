import KernelTypes
import Survey

/// Measures on WGS84's ellipsoid; places are longitude and latitude in degrees.
enum Ellipsoid {
    static let semiMajor = 6_378_137.0
    static let flattening = 1 / 298.257_223_563
    private static let degree = Double.pi / 180
    private static let squaredEccentricity = flattening * (2 - flattening)
    private static let eccentricity = squaredEccentricity.squareRoot()
    private static let semiMinor = semiMajor * (1 - flattening)

    /// Square metres between two parallels over `width` degrees of longitude; beyond a pole there is none.
    static func areaBetween(south: Double, north: Double, width: Double) -> Double {
        let zone = zone(to: min(90, max(-90, north))) - zone(to: min(90, max(-90, south)))
        return zone * width * degree
    }

    /// Square metres from the equator to a parallel for each radian of longitude: Snyder (1987), equation 3-12.
    private static func zone(to latitude: Double) -> Double {
        let sine = latitude == 90 ? 1 : latitude == -90 ? -1 : Elementary.sin(latitude * degree)
        let share = eccentricity * sine
        let logarithm = Elementary.log((1 + share) / (1 - share)) / (2 * eccentricity)
        return semiMinor * semiMinor / 2 * (sine / (1 - share * share) + logarithm)
    }

    /// Metres along the geodesic: Vincenty (1975), to half a millimetre; where that does not converge, between places
    /// on nearly opposite sides of the Earth, along the great circle of a sphere of the same area, to 0.6 %.
    static func distance(from a: Point, to b: Point) -> Double {
        let first = reduced(a.y)
        let second = reduced(b.y)
        var apart = b.x - a.x
        while apart > 180 { apart -= 360 }
        while apart < -180 { apart += 360 }
        let longitude = apart * degree
        var lambda = longitude
        for _ in 0..<100 {
            let step = vincenty(first, second, longitude, lambda)
            if abs(step.lambda - lambda) < 1e-12 { return step.metres }
            lambda = step.lambda
        }
        return sphereDistance(a, b, longitude)
    }

    private static func reduced(_ latitude: Double) -> (sine: Double, cosine: Double) {
        let tangent = (1 - flattening) * Elementary.sin(latitude * degree)
        let cosine = Elementary.cos(latitude * degree)
        let length = (tangent * tangent + cosine * cosine).squareRoot()
        return (tangent / length, cosine / length)
    }

    private static func vincenty(
        _ first: (sine: Double, cosine: Double), _ second: (sine: Double, cosine: Double), _ longitude: Double,
        _ lambda: Double
    ) -> (lambda: Double, metres: Double) {
        let (sineLambda, cosineLambda) = (Elementary.sin(lambda), Elementary.cos(lambda))
        let across = second.cosine * sineLambda
        let along = first.cosine * second.sine - first.sine * second.cosine * cosineLambda
        let sineSigma = (across * across + along * along).squareRoot()
        guard sineSigma > 0 else { return (lambda, 0) }
        let cosineSigma = first.sine * second.sine + first.cosine * second.cosine * cosineLambda
        let sigma = Elementary.atan2(sineSigma, cosineSigma)
        let sineAlpha = first.cosine * second.cosine * sineLambda / sineSigma
        let squareAlpha = 1 - sineAlpha * sineAlpha
        let middle = squareAlpha > 0 ? cosineSigma - 2 * first.sine * second.sine / squareAlpha : 0
        let c = flattening / 16 * squareAlpha * (4 + flattening * (4 - 3 * squareAlpha))
        let turned = middle + c * cosineSigma * (2 * middle * middle - 1)
        let next = longitude + (1 - c) * flattening * sineAlpha * (sigma + c * sineSigma * turned)

        let u = squareAlpha * (semiMajor * semiMajor - semiMinor * semiMinor) / (semiMinor * semiMinor)
        let bigA = 1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u)))
        let bigB = u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)))
        let square = 2 * middle * middle - 1
        let third = bigB / 6 * middle * (4 * sineSigma * sineSigma - 3) * (4 * middle * middle - 3)
        let delta = bigB * sineSigma * (middle + bigB / 4 * (cosineSigma * square - third))
        return (next, semiMinor * bigA * (sigma - delta))
    }

    private static func sphereDistance(_ a: Point, _ b: Point, _ longitude: Double) -> Double {
        let (first, second) = (a.y * degree, b.y * degree)
        let alongHalf = Elementary.sin((second - first) / 2)
        let acrossHalf = Elementary.sin(longitude / 2)
        let cosines = Elementary.cos(first) * Elementary.cos(second)
        let h = min(1, alongHalf * alongHalf + cosines * acrossHalf * acrossHalf)
        return 2 * 6_371_007.181 * Elementary.atan2(h.squareRoot(), (1 - h).squareRoot())
    }
}
