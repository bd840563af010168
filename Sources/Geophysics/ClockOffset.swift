/// How much a rover's clock differs from its base station's, told by what both saw of the field's changes.
struct ClockOffset {
    /// Seconds that the base's clock is behind: added to its times, both agree best.
    var seconds: Double
    /// Correlation there.
    var correlation: Double
    /// Correlation as the clocks stand.
    var correlationAsIs: Double
    /// Samples that were compared.
    var samples: Int
    /// Whether the agreement is far above chance and above that of the clocks as they stand.
    var isTold: Bool

    /// Cross-correlation of the changes from step to step, as both fields' levels differ and the ground adds its own.
    ///
    /// The rover's changes are cut at three robust deviations, so that anomalies on its way do not rule the sum. `nil`
    /// where less than 60 steps can be compared, or one of them does not change.
    static func estimate(rover: TimeSeries, base: TimeSeries, reach: Double, gap: Double) -> ClockOffset? {
        guard rover.count > 60, base.count > 60 else { return nil }
        let spacing = Sample(zip(base.times, base.times.dropFirst()).map { $1 - $0 }).median
        let own = Sample(zip(rover.times, rover.times.dropFirst()).map { $1 - $0 }).median
        let step = max(spacing, own)
        guard step > 0, reach >= step else { return nil }
        let count = Int((rover.times[rover.count - 1] - rover.times[0]) / step)
        guard count > 60, count < 1_000_000 else { return nil }
        let moments = (0...count).map { rover.times[0] + Double($0) * step }
        let rovers = clipped(changes(rover, at: moments, gap: gap))
        let lags = Int(reach / step)
        var best: (lag: Int, correlation: Double, samples: Int)?
        var asIs = 0.0
        var others: [Double] = []
        for lag in -lags...lags {
            let shift = Double(lag) * step
            let bases = changes(base, at: moments.map { $0 - shift }, gap: gap)
            guard let (correlation, samples) = correlation(rovers, bases) else { continue }
            if lag == 0 { asIs = correlation }
            others.append(correlation)
            if best.map({ correlation > $0.correlation }) ?? true { best = (lag, correlation, samples) }
        }
        guard let best else { return nil }
        // Under chance a correlation has a standard deviation of 1 / sqrt(samples); that of all lags tells more where
        // the series are themselves smooth.
        let spread = max(Sample(others).robustDeviation, 1 / Double(best.samples).squareRoot())
        let isTold = best.lag != 0 && best.correlation > 6 * spread && best.correlation > asIs + 3 * spread
        return ClockOffset(
            seconds: Double(best.lag) * step, correlation: best.correlation, correlationAsIs: asIs,
            samples: best.samples, isTold: isTold)
    }

    private static func changes(_ series: TimeSeries, at moments: [Double], gap: Double) -> [Double] {
        let values = moments.map { moment -> Double in
            if case .value(let value) = series.linear(at: moment, gap: gap) { value } else { .nan }
        }
        return zip(values, values.dropFirst()).map { $1 - $0 }
    }

    private static func clipped(_ values: [Double]) -> [Double] {
        let sample = Sample(values)
        let (middle, reach) = (sample.median, 3 * sample.robustDeviation)
        guard reach > 0 else { return values }
        return values.map { min(max($0, middle - reach), middle + reach) }
    }

    private static func correlation(_ a: [Double], _ b: [Double]) -> (Double, samples: Int)? {
        let pairs = zip(a, b).filter { $0.isFinite && $1.isFinite }
        guard pairs.count > 60 else { return nil }
        let count = Double(pairs.count)
        let meanA = pairs.reduce(0) { $0 + $1.0 } / count
        let meanB = pairs.reduce(0) { $0 + $1.1 } / count
        var (squareA, squareB, product) = (0.0, 0.0, 0.0)
        for (x, y) in pairs {
            squareA += (x - meanA) * (x - meanA)
            squareB += (y - meanB) * (y - meanB)
            product += (x - meanA) * (y - meanB)
        }
        guard squareA > 0, squareB > 0 else { return nil }
        return (product / (squareA * squareB).squareRoot(), pairs.count)
    }
}
