import KernelTypes
import Survey

/// A target on its way into the list: what is known of it, and what of that may vary.
struct Candidate: Sendable {
    /// The criteria that a target may have, in their order.
    static let criteria = ["score", "value", "access", "confidence", "agreement", "coverage"]

    var target: Target
    var assessment: TargetAssessment
    /// 1 less what risks take, as a product; 0 where the target is excluded.
    var allowance: Double

    /// What varies from draw to draw.
    struct Draw {
        /// Standard normal.
        var score = 0.0
        /// Share of the draws of worth that lie below; `nil` for the mean.
        var worth: Double?
        /// Price over the deck's, by commodity.
        var prices: [String: Double] = [:]
    }

    /// The value of a criterion before it is scaled to the best target's; `nil` where it is not known.
    func raw(_ criterion: String, halfHours: Double, draw: Draw) -> Double? {
        switch criterion {
        case "score":
            guard draw.score != 0, let deviation = target.meanUncertainty else { return target.meanScore }
            return max(0, target.meanScore + draw.score * deviation)
        case "value": return assessment.value.map { worth($0, draw) }
        case "access":
            let hours = assessment.access.map { $0.hours ?? .infinity }
            guard !hours.isEmpty else { return nil }
            // The mean over destinations; one that no way leads to counts nothing.
            return hours.reduce(0) { $0 + ($1.isFinite ? 1 / (1 + $1 / halfHours) : 0) } / Double(hours.count)
        case "confidence":
            return target.meanUncertainty.map { deviation in
                let whole = target.meanScore + deviation
                return whole > 0 ? target.meanScore / whole : 0
            }
        case "agreement": return target.agreement
        case "coverage": return target.coverage
        default: return nil
        }
    }

    private func worth(_ value: TargetAssessment.Value, _ draw: Draw) -> Double {
        let priced = value.metals.reduce(0.0) { $0 + $1.share * (draw.prices[$1.commodity] ?? 1) }
        let known = value.metals.reduce(0.0) { $0 + $1.share }
        let factor = known > 0 ? priced / known : 1
        guard let share = draw.worth else { return value.expected * factor }
        let position = share * Double(value.curve.count - 1)
        let below = min(Int(position), max(0, value.curve.count - 2))
        guard below + 1 < value.curve.count else { return value.expected * factor }
        let (low, high) = (value.curve[below], value.curve[below + 1])
        return value.chance * (low + (high - low) * (position - Double(below))) * factor
    }
}
