/// What values of an evidence a model has seen: where it stands on known ground.
package struct EvidenceProfile: Hashable, Sendable, Codable {
    package var name: String
    /// Values at 0, 1, ..., 100 % of the cells seen; empty where none was known.
    package var percentiles: [Float]
    /// Share of the cells seen at which it is known.
    package var known: Double

    package var minimum: Float { percentiles.first ?? .nan }
    package var median: Float { percentiles.count > 50 ? percentiles[50] : .nan }
    package var maximum: Float { percentiles.last ?? .nan }
    /// Whether all values are the same.
    package var isConstant: Bool { minimum == maximum }

    /// Takes the values of an evidence; order statistics without interpolation.
    package init(name: String, values: [Float]) {
        let sorted = values.filter(\.isFinite).sorted()
        self.name = name
        known = values.isEmpty ? 0 : Double(sorted.count) / Double(values.count)
        percentiles = sorted.isEmpty ? [] : (0...100).map { sorted[($0 * (sorted.count - 1) + 50) / 100] }
    }

    /// The share of values below, in percent, to a whole number; ties count half.
    package func percentile(of value: Float) -> Double {
        let below = percentiles.partition { $0 >= value }
        let through = percentiles.partition { $0 > value }
        return min(100, Double(below + through) / 2)
    }

    /// How alike a value is to those seen, in percent: 100 at the median, 0 at the limits, negative beyond them by the
    /// distance in ranges; NaN for no value. Elith, Kearney and Phillips (2010), MESS, with percentiles for the ranks.
    package func similarity(of value: Float) -> Float {
        guard value.isFinite, let low = percentiles.first, let high = percentiles.last else { return .nan }
        let range = high - low
        if value < low { return range > 0 ? 100 * (value - low) / range : -100 }
        if value > high { return range > 0 ? 100 * (high - value) / range : -100 }
        if isConstant { return 100 }
        let share = Float(percentile(of: value))
        return share <= 50 ? 2 * share : 2 * (100 - share)
    }
}
