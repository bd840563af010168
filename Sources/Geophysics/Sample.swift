/// Order statistics and moments of a few numbers; NaN is left out.
struct Sample {
    /// Ascending.
    let sorted: [Double]

    init(_ values: some Sequence<Double>) {
        sorted = values.filter(\.isFinite).sorted()
    }

    var count: Int { sorted.count }
    var minimum: Double { sorted.first ?? .nan }
    var maximum: Double { sorted.last ?? .nan }
    var median: Double { quantile(0.5) }

    /// Linear between order statistics (Hyndman and Fan 1996, type 7).
    func quantile(_ p: Double) -> Double {
        guard let last = sorted.indices.last else { return .nan }
        let place = p * Double(last)
        let lower = min(Int(place), last)
        let upper = min(lower + 1, last)
        return sorted[lower] + (place - Double(lower)) * (sorted[upper] - sorted[lower])
    }

    var mean: Double { count == 0 ? .nan : sorted.reduce(0, +) / Double(count) }

    /// Sample standard deviation (n - 1); NaN below two values.
    var deviation: Double {
        guard count > 1 else { return .nan }
        let mean = mean
        let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(count - 1)).squareRoot()
    }

    /// Root of the mean square about zero.
    var rootMeanSquare: Double {
        count == 0 ? .nan : (sorted.reduce(0) { $0 + $1 * $1 } / Double(count)).squareRoot()
    }

    /// Median of the distances from the median, times 1.4826: the standard deviation of normal values (Hampel 1974).
    var robustDeviation: Double {
        let centre = median
        return 1.4826 * Sample(sorted.map { ($0 - centre).magnitude }).median
    }
}
