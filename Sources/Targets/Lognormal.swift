import KernelTypes

/// A lognormal distribution.
struct Lognormal: Hashable, Sendable {
    /// The standard normal's 90th percentile.
    private static let tenth = 1.281_551_565_544_600_4

    /// Of the natural logarithm.
    var mean: Double
    var deviation: Double

    init(mean: Double, deviation: Double) {
        self.mean = mean
        self.deviation = deviation
    }

    /// Through the median, with the spread between what 90 % and what 10 % reach at least.
    init(p90: Double, p50: Double, p10: Double) {
        mean = Elementary.log(p50)
        deviation = (Elementary.log(p10) - Elementary.log(p90)) / (2 * Self.tenth)
    }

    func value(_ normal: Double) -> Double { Elementary.exp(mean + deviation * normal) }

    /// How many standard deviations a value's logarithm lies above the mean.
    func score(of value: Double) -> Double { (Elementary.log(value) - mean) / deviation }

    var median: Double { Elementary.exp(mean) }
    var expectation: Double { Elementary.exp(mean + deviation * deviation / 2) }
}
