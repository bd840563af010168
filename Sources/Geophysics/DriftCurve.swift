/// How a gravimeter drifts in one loop.
struct DriftCurve {
    /// The station that was read most often; of several, the one read first.
    let base: String
    /// Readings beyond the first of their station.
    let repeats: Int
    let start: Double
    let duration: Double
    /// Readings of the base, less the first.
    let knots: [(time: Double, drift: Double)]
    /// Of what repeats differ by after the drift is gone; NaN where they cannot.
    private(set) var repeatDeviation = Double.nan
    /// Of the time as a part of the duration, from degree 1; empty for a curve through the knots.
    private var coefficients: [Double] = []

    /// `nil` where no station is read twice at different times. `degree` is `nil` for a curve through the base's
    /// readings.
    init?(times: [Double], values: [Double], stations: [String], degree: Int?) {
        var visits: [(station: String, readings: [Int])] = []
        for index in times.indices {
            if let known = visits.firstIndex(where: { $0.station == stations[index] }) {
                visits[known].readings.append(index)
            } else {
                visits.append((stations[index], [index]))
            }
        }
        let most = visits.map(\.readings.count).max() ?? 0
        guard most > 1, let first = times.first, let last = times.last, last > first,
            let visit = visits.first(where: { $0.readings.count == most })
        else { return nil }
        base = visit.station
        repeats = times.count - visits.count
        start = first
        duration = last - first
        let origin = values[visit.readings[0]]
        var knots: [(time: Double, drift: Double)] = []
        for index in visit.readings {
            // Readings of one moment count once, as a slope needs time.
            if let last = knots.last, last.time == times[index] { continue }
            knots.append((times[index], values[index] - origin))
        }
        guard knots.count > 1 else { return nil }
        self.knots = knots
        if let degree {
            guard
                let fitted = Self.fit(
                    visits.map(\.readings), times.map { ($0 - first) / (last - first) }, values, degree)
            else { return nil }
            coefficients = fitted
        }
        var squares = 0.0
        for visit in visits where visit.readings.count > 1 {
            let freed = visit.readings.map { values[$0] - drift(at: times[$0]) }
            let mean = freed.reduce(0, +) / Double(freed.count)
            squares += freed.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }
        let free = repeats - (degree ?? (knots.count - 1))
        if free > 0 { repeatDeviation = (squares / Double(free)).squareRoot() }
    }

    /// mGal a second, from the first to the last reading.
    var meanRate: Double { (drift(at: start + duration) - drift(at: start)) / duration }

    /// Zero at the base's first reading.
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
