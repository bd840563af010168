import KernelTypes
import Survey

/// How often each candidate is among the best when weights, prices, scores and worth vary.
struct RankStability: Sendable {
    var composite: Composite
    /// Each weight varies evenly from 1 - spread to 1 + spread times itself.
    var weightSpread: Double
    /// Each commodity's price between its lowest and its highest, over the deck's; empty for fixed ones.
    var prices: [String: (low: Double, high: Double)]
    /// Whether scores vary by their uncertainty, and worth by its draws.
    var varyModels: Bool
    var draws: Int
    var seed: UInt64

    /// In the order of the candidates; `nil` for excluded ones.
    func stabilities(_ candidates: [Candidate]) -> [TargetAssessment.Stability?] {
        let counted = composite.counted(candidates)
        var ranks = candidates.map { _ in [Int: Int]() }
        var shared = RandomStream(seed: seed)
        var own = candidates.map { RandomStream(seed: seed, name: $0.target.id) }
        for _ in 0..<draws {
            let weights = varied(counted.map(\.weight), &shared)
            var factors = composite.prices
            for (commodity, limits) in prices.sorted(by: { $0.key < $1.key }) {
                factors[commodity, default: 1] *= shared.triangular(limits.low, 1, limits.high)
            }
            let draws = candidates.indices.map { index in
                guard varyModels else { return Candidate.Draw(prices: factors) }
                return Candidate.Draw(score: own[index].normals().0, worth: own[index].unit(), prices: factors)
            }
            let utilities = composite.utilities(candidates, counted, draws: draws)
            let composites = composite.composites(candidates, utilities, weights)
            for (place, index) in Composite.order(composites, candidates).enumerated() {
                ranks[index][place + 1, default: 0] += 1
            }
        }
        return ranks.map { $0.isEmpty ? nil : stability($0) }
    }

    private func varied(_ weights: [Double], _ random: inout RandomStream) -> [Double] {
        let varied = weights.map { $0 * (1 + weightSpread * (2 * random.unit() - 1)) }
        let whole = varied.reduce(0, +)
        return whole > 0 ? varied.map { $0 / whole } : weights
    }

    private func stability(_ counts: [Int: Int]) -> TargetAssessment.Stability {
        let sorted = counts.sorted { $0.key < $1.key }
        func share(_ limit: Int) -> Double {
            Double(sorted.filter { $0.key <= limit }.reduce(0) { $0 + $1.value }) / Double(draws)
        }
        func rank(_ share: Double) -> Int {
            var sum = 0
            for (rank, count) in sorted {
                sum += count
                if Double(sum) >= share * Double(draws) { return rank }
            }
            return sorted.last?.key ?? 0
        }
        return TargetAssessment.Stability(topFive: share(5), topTen: share(10), best: rank(0.05), worst: rank(0.95))
    }
}
