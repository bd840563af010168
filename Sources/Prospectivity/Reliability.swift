/// Whether probabilities come true: predicted chances beside what was found, in unit cells.
package struct Reliability: Hashable, Sendable, Codable {
    package struct Bin: Hashable, Sendable, Codable {
        /// Mean predicted probability.
        package var predicted: Double
        /// Deposits a unit cell.
        package var observed: Double
        package var units: Double
        package var points: Int
    }

    /// From the lowest prediction up.
    package var bins: [Bin]
    /// Mean squared error of the probabilities over all unit cells: Brier (1950).
    package var brier: Double
    /// The Brier score of the prior alone; a model that knows something has less.
    package var brierOfPrior: Double
    /// Expected calibration error: the mean difference of predicted and observed over bins, by their extent.
    package var calibrationError: Double

    /// Takes held-out probabilities of the points and of cases that stand for `units` unit cells in equal parts.
    ///
    /// Bins hold equal parts of the predicted deposits, so that the rare high probabilities are looked at closely.
    package init(points: [Float], area: [Float], units: Double, bins wanted: Int = 10) {
        let points = points.filter { !$0.isNaN }.map(Double.init)
        let area = area.filter { !$0.isNaN }.map(Double.init).sorted()
        let each = area.isEmpty ? 0 : units / Double(area.count)
        let expected = area.reduce(0, +)
        let limits = Self.limits(area, expected / Double(wanted))
        var bins = limits.map { _ in Bin(predicted: 0, observed: 0, units: 0, points: 0) }
        for probability in area {
            let bin = limits.partition { $0 >= probability }
            bins[bin].predicted += probability
            bins[bin].units += 1
        }
        for probability in points where !bins.isEmpty { bins[limits.partition { $0 >= probability }].points += 1 }
        for bin in bins.indices {
            if bins[bin].units > 0 { bins[bin].predicted /= bins[bin].units }
            bins[bin].units *= each
            bins[bin].observed = bins[bin].units > 0 ? Double(bins[bin].points) / bins[bin].units : 0
        }
        self.bins = bins.filter { $0.units > 0 }
        // A unit cell with a deposit adds (1 - p)², one without p²; the area's cases stand for all of them.
        var error = 0.0
        for probability in area { error += probability * probability * each }
        for probability in points { error += 1 - 2 * probability }
        brier = units > 0 ? error / units : .nan
        let prior = units > 0 ? Double(points.count) / units : .nan
        brierOfPrior = prior * (1 - prior)
        var difference = 0.0
        for bin in self.bins { difference += abs(bin.predicted - bin.observed) * bin.units }
        calibrationError = units > 0 ? difference / units : .nan
    }

    /// Upper limits of bins that hold about `share` predicted deposits each, the last open; equal predictions stay
    /// together.
    private static func limits(_ ascending: [Double], _ share: Double) -> [Double] {
        guard !ascending.isEmpty else { return [] }
        var limits: [Double] = []
        var (sum, start) = (0.0, 0)
        while start < ascending.count {
            var end = start
            while end < ascending.count && ascending[end] == ascending[start] { end += 1 }
            let run = ascending[start] * Double(end - start)
            // Closed before the run where that comes nearer to the share.
            if start > 0 && sum > 0 && sum + run - share > share - sum {
                limits.append(ascending[start - 1])
                sum = 0
            }
            sum += run
            start = end
        }
        return limits + [.infinity]
    }
}
