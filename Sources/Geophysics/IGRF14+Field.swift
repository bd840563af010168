import KernelTypes

extension IGRF14 {
    typealias Lanes = SIMD4<Double>

    /// A place and time: degrees on WGS 84, metres above the ellipsoid, decimal year within `years`.
    struct Place: Sendable {
        var longitude: Double
        var latitude: Double
        var height: Double
        var year: Double
    }

    /// The field in nT: towards the east, the north and upwards of the ellipsoid.
    struct Field: Sendable, Hashable {
        var east: Double
        var north: Double
        var up: Double

        var total: Double { (east * east + north * north + up * up).squareRoot() }
        /// Degrees east of north.
        var declination: Double { Elementary.atan2(east, north) * (180 / Double.pi) }
        /// Degrees below the horizon.
        var inclination: Double {
            Elementary.atan2(-up, (east * east + north * north).squareRoot()) * (180 / Double.pi)
        }
    }

    /// The field at each place; NaN where the place is. Four places at a time, each as if it were alone.
    func fields(at places: [Place]) -> [Field] {
        var fields: [Field] = []
        fields.reserveCapacity(places.count)
        for start in stride(from: 0, to: places.count, by: Lanes.scalarCount) {
            let count = min(Lanes.scalarCount, places.count - start)
            var batch = Batch()
            var interval = 0
            var isOneInterval = true
            for lane in 0..<Lanes.scalarCount {
                let place = places[start + min(lane, count - 1)]
                let (index, since) = self.interval(of: place.year.isFinite ? place.year : Self.years.lowerBound)
                batch.set(place, since: since, lane: lane)
                if lane == 0 { interval = index } else if index != interval { isOneInterval = false }
            }
            if isOneInterval {
                let found = evaluate(batch, interval: interval)
                for lane in 0..<count { fields.append(found.field(lane)) }
            } else {
                for lane in 0..<count {
                    let index = self.interval(of: places[start + lane].year).index
                    fields.append(evaluate(batch, interval: index).field(lane))
                }
            }
        }
        return fields
    }

    /// Four places on their way through the series.
    struct Batch {
        /// Cosine and sine of the angle between the geocentric and the ellipsoid's upwards.
        var tiltCosine = Lanes()
        var tiltSine = Lanes()
        /// Of the geocentric distance from the north pole.
        var cosine = Lanes()
        var sine = Lanes()
        /// The reference radius over the geocentric one.
        var ratio = Lanes()
        var longitudeCosine = Lanes()
        var longitudeSine = Lanes()
        /// Years since the interval's start.
        var since = Lanes()

        /// WGS 84, kilometres (NIMA TR8350.2).
        private static let semiMajor = 6378.137
        private static let eccentricitySquared = 0.006_694_379_990_141_317
        private static let referenceRadius = 6371.2

        mutating func set(_ place: Place, since: Double, lane: Int) {
            let radian = Double.pi / 180
            let sinLatitude = Elementary.sin(place.latitude * radian)
            let cosLatitude = Elementary.cos(place.latitude * radian)
            let squared = Self.eccentricitySquared
            let normal = Self.semiMajor / (1 - squared * sinLatitude * sinLatitude).squareRoot()
            let height = place.height / 1000
            let outwards = (normal + height) * cosLatitude
            let northwards = (normal * (1 - squared) + height) * sinLatitude
            let radius = (outwards * outwards + northwards * northwards).squareRoot()
            cosine[lane] = northwards / radius
            sine[lane] = outwards / radius
            tiltCosine[lane] = cosLatitude * sine[lane] + sinLatitude * cosine[lane]
            tiltSine[lane] = sinLatitude * sine[lane] - cosLatitude * cosine[lane]
            ratio[lane] = Self.referenceRadius / radius
            longitudeCosine[lane] = Elementary.cos(place.longitude * radian)
            longitudeSine[lane] = Elementary.sin(place.longitude * radian)
            self.since[lane] = since
        }
    }

    struct Components {
        var east = Lanes()
        var north = Lanes()
        var up = Lanes()

        func field(_ lane: Int) -> Field { Field(east: east[lane], north: north[lane], up: up[lane]) }
    }

    /// The series at four places of one interval.
    ///
    /// With Q = P / sin θ for orders above 0, neither the east component nor dP/dθ divides by zero at a pole.
    private func evaluate(_ batch: Batch, interval: Int) -> Components {
        let coefficients = coefficients.span
        let recursion = recursion.span
        var powers = InlineArray<14, Lanes>(repeating: Lanes())
        powers[0] = batch.ratio * batch.ratio
        for n in 1...Self.degree { powers[n] = powers[n - 1] * batch.ratio }
        var firstOrder = InlineArray<14, Lanes>(repeating: Lanes())
        var result = Components()
        var (up, south, east) = (Lanes(), Lanes(), Lanes())
        var term = interval * Self.terms * Self.numbersATerm
        var step = 0
        var diagonal = Lanes(repeating: 1)
        var (cosine, sine) = (batch.longitudeCosine, batch.longitudeSine)
        for m in 1...Self.degree {
            var (before, current) = (Lanes(), diagonal)
            // Sums of g and h with Q, with dP/dθ, and with (n + 1) Q.
            var (gq, hq, gd, hd, gr, hr) = (Lanes(), Lanes(), Lanes(), Lanes(), Lanes(), Lanes())
            for n in m...Self.degree {
                if n > m {
                    let next = recursion[step] * batch.cosine * current - recursion[step + 1] * before
                    before = current
                    current = next
                }
                if m == 1 { firstOrder[n] = current }
                let slope = Double(n) * batch.cosine * current - recursion[step + 2] * before
                let g = coefficients[term] + batch.since * coefficients[term + 1]
                let h = coefficients[term + 2] + batch.since * coefficients[term + 3]
                let scaled = powers[n] * current
                let scaledSlope = powers[n] * slope
                let scaledUp = Double(n + 1) * scaled
                gq += g * scaled
                hq += h * scaled
                gd += g * scaledSlope
                hd += h * scaledSlope
                gr += g * scaledUp
                hr += h * scaledUp
                term += Self.numbersATerm
                step += 3
            }
            up += (gr * cosine + hr * sine) * batch.sine
            south -= gd * cosine + hd * sine
            east += Double(m) * (gq * sine - hq * cosine)
            let turned = cosine * batch.longitudeCosine - sine * batch.longitudeSine
            sine = sine * batch.longitudeCosine + cosine * batch.longitudeSine
            cosine = turned
            let factor = (Double(2 * m + 1) / Double(2 * m + 2)).squareRoot()
            diagonal = factor * batch.sine * diagonal
        }
        var (before, current) = (Lanes(), Lanes(repeating: 1))
        for n in 1...Self.degree {
            let next = recursion[step] * batch.cosine * current - recursion[step + 1] * before
            before = current
            current = next
            let g = (coefficients[term] + batch.since * coefficients[term + 1]) * powers[n]
            let slope = -(Double(n * (n + 1)) / 2).squareRoot() * batch.sine * firstOrder[n]
            up += Double(n + 1) * g * current
            south -= g * slope
            term += Self.numbersATerm
            step += 3
        }
        result.east = east
        result.north = -south * batch.tiltCosine - up * batch.tiltSine
        result.up = up * batch.tiltCosine - south * batch.tiltSine
        return result
    }
}
