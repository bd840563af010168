/// How a gravimeter drifts in one loop.
struct DriftCurve {
    /// A reading, or several one after the other, of one station without another between.
    private struct Visit {
        var station: String
        var readings: [Int]
    }

    /// The station that was visited most often; of several, the one visited first.
    let base: String
    /// Readings beyond the first of their station.
    let repeats: Int
    let start: Double
    let duration: Double
    /// Mean time and mean reading of each visit of the base, less those of the first.
    let knots: [(time: Double, drift: Double)]
    /// Of what repeats differ by after the drift is gone; NaN where they cannot.
    private(set) var repeatDeviation = Double.nan
    /// Of the time as a part of the duration, from degree 1; empty for a curve through the knots.
    private var coefficients: [Double] = []

    /// `nil` where no station is visited again. `degree` is `nil` for a curve through the visits of the base.
    init?(times: [Double], values: [Double], stations: [String], degree: Int?) {
        var visits: [Visit] = []
        for index in times.indices {
            if let last = visits.indices.last, visits[last].station == stations[index] {
                visits[last].readings.append(index)
            } else {
                visits.append(Visit(station: stations[index], readings: [index]))
            }
        }
        var places: [(station: String, visits: [Visit])] = []
        for visit in visits {
            if let known = places.firstIndex(where: { $0.station == visit.station }) {
                places[known].visits.append(visit)
            } else {
                places.append((visit.station, [visit]))
            }
        }
        let most = places.map(\.visits.count).max() ?? 0
        guard most > 1, let first = times.first, let last = times.last, last > first,
            let place = places.first(where: { $0.visits.count == most })
        else { return nil }
        base = place.station
        repeats = times.count - places.count
        start = first
        duration = last - first
        let means = place.visits.map { visit in
            let count = Double(visit.readings.count)
            return (
                time: visit.readings.reduce(0) { $0 + times[$1] } / count,
                value: visit.readings.reduce(0) { $0 + values[$1] } / count
            )
        }
        knots = means.map { ($0.time, $0.value - means[0].value) }
        // A slope needs time.
        guard zip(knots, knots.dropFirst()).allSatisfy({ $0.time < $1.time }) else { return nil }
        let readings = places.map { $0.visits.flatMap(\.readings) }
        if let degree {
            guard
                let fitted = Self.fit(
                    readings, times.map { ($0 - first) / (last - first) }, values, degree)
            else { return nil }
            coefficients = fitted
        }
        var squares = 0.0
        for own in readings where own.count > 1 {
            let freed = own.map { values[$0] - drift(at: times[$0]) }
            let mean = freed.reduce(0, +) / Double(freed.count)
            squares += freed.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }
        let free = repeats - (degree ?? (knots.count - 1))
        if free > 0 { repeatDeviation = (squares / Double(free)).squareRoot() }
    }

    /// mGal a second, from the first to the last reading.
    var meanRate: Double { (drift(at: start + duration) - drift(at: start)) / duration }

    /// Zero at the base's first visit.
    func drift(at time: Double) -> Double {
        if !coefficients.isEmpty { return polynomial(time) - polynomial(knots[0].time) }
        let next = min(max(1, knots.firstIndex { $0.time >= time } ?? knots.count - 1), knots.count - 1)
        let (before, after) = (knots[next - 1], knots[next])
        return before.drift + (time - before.time) / (after.time - before.time) * (after.drift - before.drift)
    }

    private func polynomial(_ time: Double) -> Double {
        let x = (time - start) / duration
        return coefficients.reversed().reduce(0) { ($0 + $1) * x }
    }

    /// Least squares on what differs from each station's mean, so that the stations' own gravity drops out.
    private static func fit(_ visits: [[Int]], _ x: [Double], _ values: [Double], _ degree: Int) -> [Double]? {
        var rows: [[Double]] = []
        var rests: [Double] = []
        for readings in visits where readings.count > 1 {
            let powers = readings.map { index in
                (1...degree).map { power in (0..<power).reduce(1.0) { p, _ in p * x[index] } }
            }
            let count = Double(readings.count)
            let means = (0..<degree).map { k in powers.reduce(0) { $0 + $1[k] } / count }
            let mean = readings.reduce(0) { $0 + values[$1] } / count
            for (place, index) in readings.enumerated() {
                rows.append((0..<degree).map { powers[place][$0] - means[$0] })
                rests.append(values[index] - mean)
            }
        }
        return SmallSystem.leastSquares(rows, rests)
    }
}
