import KernelTypes
import Survey

/// Orders candidates by weighted criteria.
struct Composite: Sendable {
    var method: RankingMethod
    /// By criterion; those that are not named do not count.
    var weights: [String: Double]
    var halfHours: Double
    /// Price over the deck's, by commodity.
    var prices: [String: Double] = [:]

    /// The criteria that count and that each candidate has, with weights that add up to 1.
    func counted(_ candidates: [Candidate]) -> [(name: String, weight: Double)] {
        let named = Candidate.criteria.filter { name in
            (weights[name] ?? 0) > 0
                && candidates.allSatisfy { $0.raw(name, halfHours: halfHours, draw: .init()) != nil }
        }
        let whole = named.reduce(0.0) { $0 + (weights[$1] ?? 0) }
        return named.map { ($0, (weights[$0] ?? 0) / whole) }
    }

    /// Criteria of each candidate, each scaled so that the best has 1.
    func utilities(
        _ candidates: [Candidate], _ counted: [(name: String, weight: Double)], draws: [Candidate.Draw]
    ) -> [[Double]] {
        var rows = Array(repeating: [Double](), count: candidates.count)
        for (name, _) in counted {
            let raw = candidates.indices.map { candidates[$0].raw(name, halfHours: halfHours, draw: draws[$0]) ?? 0 }
            let best = raw.max() ?? 0
            for index in rows.indices { rows[index].append(best > 0 ? max(0, raw[index] / best) : 0) }
        }
        return rows
    }

    /// One number a candidate with what risks leave of it; excluded ones have 0.
    func composites(_ candidates: [Candidate]) -> [Double] {
        let counted = counted(candidates)
        let draws = candidates.map { _ in Candidate.Draw(prices: prices) }
        return composites(candidates, utilities(candidates, counted, draws: draws), counted.map(\.weight))
    }

    func composites(_ candidates: [Candidate], _ utilities: [[Double]], _ weights: [Double]) -> [Double] {
        zip(candidates, method.composite(utilities, weights: weights)).map { $0.allowance * $1 }
    }

    /// Indices of those that are not excluded, best first; of equal ones the better rank before.
    static func order(_ composites: [Double], _ candidates: [Candidate]) -> [Int] {
        candidates.indices.filter { candidates[$0].allowance > 0 }.sorted { a, b in
            (composites[b], candidates[a].target.rank) < (composites[a], candidates[b].target.rank)
        }
    }
}
