/// The ranks of a raster's values, 0 at the lowest and 1 at the highest.
package struct RankScale: Sendable {
    /// Values at 0, 0.1, ..., 100 % of the known cells, ascending.
    private let places: [Double]

    /// The fractions to select.
    static let fractions = (0...1000).map { Double($0) / 1000 }

    init(quantiles: [Double]) { places = quantiles }

    /// The rank of a value, in 0...1, a line between two thousandths, the middle of equal values; NaN for no value.
    package func rank(of value: Float) -> Float {
        guard value.isFinite, let low = places.first, low.isFinite else { return .nan }
        let value = Double(value)
        let below = places.partition { $0 >= value }
        let through = places.partition { $0 > value }
        if through > below { return Float(Double(below + through - 1) / 2 / 1000) }
        guard below > 0 else { return 0 }
        guard below < places.count else { return 1 }
        let share = (value - places[below - 1]) / (places[below] - places[below - 1])
        return Float((Double(below - 1) + share) / 1000)
    }
}
