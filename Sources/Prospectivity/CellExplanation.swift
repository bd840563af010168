import KernelTypes

/// Why a cell has its score, evidence by evidence, and what would change it.
package struct CellExplanation: Hashable, Sendable, Codable {
    package struct Reason: Hashable, Sendable, Codable {
        package var evidence: String
        /// As found there; `nil` where it is missing.
        package var value: Double?
        /// In the model's own terms.
        package var contribution: Double
        /// Where the value stands among those that the model has seen, in percent; `nil` where it is missing.
        package var percentile: Double?
        /// Whether the value lies outside of what the model has seen.
        package var isOutside: Bool
        /// The score if this evidence were at its median.
        package var scoreAtMedian: Double
    }

    /// A step of a fuzzy tree.
    package struct Step: Hashable, Sendable, Codable {
        package var name: String
        package var depth: Int
        package var membership: Double
    }

    package var score: Double
    /// `nil` where the model gives none.
    package var deviation: Double?
    package var contributionUnit: String
    /// Strongest first.
    package var reasons: [Reason]
    /// The way through a fuzzy tree; empty for other models.
    package var path: [Step]

    /// Explains one cell of a model by its values; `nil` where it has no score.
    package init?(_ model: DepositModel, values: [Float]) {
        func strips(_ values: [Float]) -> [Strip] { values.map { Strip(columns: 1, values: [$0]) } }
        func empty() -> Strip { Strip(columns: 1, values: [.nan]) }
        func score(_ values: [Float]) -> Double {
            let score = empty()
            model.score(strips(values), into: score, deviation: nil)
            return Double(score.cells[0])
        }
        precondition(values.count == model.profiles.count, "a value an evidence")
        let (own, deviation) = (empty(), empty())
        model.score(strips(values), into: own, deviation: deviation)
        guard !own.cells[0].isNaN else { return nil }
        let contributions = values.map { _ in empty() }
        model.contributions(of: strips(values), into: contributions)
        self.score = Double(own.cells[0])
        self.deviation = deviation.cells[0].isNaN ? nil : Double(deviation.cells[0])
        contributionUnit = model.contributionUnit
        var reasons: [Reason] = []
        for (index, profile) in model.profiles.enumerated() {
            var moved = values
            moved[index] = profile.median
            let value = values[index]
            reasons.append(
                Reason(
                    evidence: profile.name, value: value.isFinite ? Double(value) : nil,
                    contribution: Double(contributions[index].cells[0]),
                    percentile: value.isFinite ? profile.percentile(of: value) : nil,
                    isOutside: profile.similarity(of: value) < 0, scoreAtMedian: score(moved)))
        }
        self.reasons = reasons.enumerated().sorted {
            let (left, right) = (abs($0.element.contribution), abs($1.element.contribution))
            return left != right ? left > right : $0.offset < $1.offset
        }.map(\.element)
        if case .fuzzy(let tree) = model.rule {
            path = tree.path(of: values).map { Step(name: $0.step, depth: $0.depth, membership: $0.membership) }
        } else {
            path = []
        }
    }

    /// The evidence without which the cell would fall below a threshold: each alone, at its median.
    package func decisive(below threshold: Double) -> [String] {
        guard score >= threshold else { return [] }
        return reasons.filter { $0.scoreAtMedian < threshold }.map(\.evidence)
    }

    /// The counterfactual in a sentence.
    package func counterfactual(below threshold: Double) -> String {
        let decisive = decisive(below: threshold)
        guard !decisive.isEmpty else { return "no single evidence decides: at its median, none would drop it out" }
        return "with \(decisive.map { "'\($0)'" }.joined(separator: " or ")) at its median it would drop out"
    }
}
