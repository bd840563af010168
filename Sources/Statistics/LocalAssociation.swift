import KernelTypes

/// What Moran's and Getis and Ord's local statistics take of all values, and what they make of one place's neighbours.
struct LocalAssociation: Sendable {
    enum Kind: Sendable { case moran, getis }

    let kind: Kind
    /// All values, their variance (divided by n), and the fourth moment over its square.
    let count: Int
    let mean: Double
    let variance: Double
    let kurtosis: Double

    /// How chances are found: from the normal approximation, or by putting other places' values around.
    struct Permutations: Sendable {
        /// Deviations from the mean, of which neighbours are drawn.
        let pool: [Double]
        let repeats: Int
        let seed: UInt64
    }

    /// Moran: (x - mean) · mean deviation of the neighbours / variance. Getis and Ord's G*: the standardised sum over
    /// the place and its neighbours.
    func statistic(deviation: Double, sum: Double, neighbours: Int) -> Double {
        let k = Double(neighbours)
        switch kind {
        case .moran: return neighbours > 0 ? deviation * (sum / k) / variance : .nan
        case .getis:
            let (n, w) = (Double(count), k + 1)
            let spread = variance * (n * w - w * w) / (n - 1)
            return spread > 0 ? (deviation + sum) / spread.squareRoot() : .nan
        }
    }

    /// The two-sided chance by the normal approximation. Moran: mean -1 / (n - 1) and the variance under total
    /// randomisation, Anselin (1995), eq. 12 and 13, for weights that sum to 1.
    func chance(_ statistic: Double, neighbours: Int) -> Double {
        switch kind {
        case .getis: return Distribution.normalTwoSided(statistic)
        case .moran:
            guard neighbours > 0, count > 2 else { return .nan }
            let expected = moranExpectation
            let spread = moranVariance(neighbours: neighbours)
            return spread > 0 ? Distribution.normalTwoSided((statistic - expected) / spread.squareRoot()) : .nan
        }
    }

    var moranExpectation: Double { -1 / Double(count - 1) }

    func moranVariance(neighbours: Int) -> Double {
        let (n, share) = (Double(count), 1 / Double(neighbours))
        let same = share * (n - kurtosis) / (n - 1)
        let different = (1 - share) * (2 * kurtosis - n) / ((n - 1) * (n - 2))
        return same + different - 1 / ((n - 1) * (n - 1))
    }

    /// The chance by permutation: the share of draws of as many other values that are as far out, on the side where
    /// fewer are: (m + 1) / (repeats + 1). `own` is the place in the pool that is not drawn.
    func chance(
        _ permutations: Permutations, deviation: Double, sum: Double, neighbours: Int, place: Int, own: Int?
    ) -> Double {
        let available = permutations.pool.count - (own == nil ? 0 : 1)
        guard neighbours > 0, neighbours <= available else { return .nan }
        var random = SeededNumbers(permutations.seed, stream: place)
        let observed = statistic(deviation: deviation, sum: sum, neighbours: neighbours)
        var larger = 0
        var drawn: [Int] = []
        drawn.reserveCapacity(neighbours)
        for _ in 0..<permutations.repeats {
            drawn.removeAll(keepingCapacity: true)
            var total = 0.0
            // Floyd's draw of different places, small enough to look through.
            for last in (available - neighbours)..<available {
                var draw = random.below(last + 1)
                if drawn.contains(draw) { draw = last }
                drawn.append(draw)
                let shifted = own.map { draw >= $0 ? draw + 1 : draw } ?? draw
                total += permutations.pool[shifted]
            }
            if statistic(deviation: deviation, sum: total, neighbours: neighbours) >= observed { larger += 1 }
        }
        let extreme = min(larger, permutations.repeats - larger)
        return Double(extreme + 1) / Double(permutations.repeats + 1)
    }

    /// 1 high among high, 2 low among high, 3 low among low, 4 high among low.
    static func quadrant(deviation: Double, sum: Double) -> Int {
        deviation > 0 ? (sum > 0 ? 1 : 4) : (sum > 0 ? 2 : 3)
    }
}
