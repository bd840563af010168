import KernelTypes

/// Turns raw scores into probabilities, learned from held-out scores.
package enum Calibration: Hashable, Sendable, Codable {
    /// The raw score itself.
    case none
    /// 1 / (1 + exp(-(slope · score + intercept))): Platt (1999).
    case platt(slope: Double, intercept: Double)
    /// Rising straight pieces between places: Zadrozny and Elkan (2002), by pooling adjacent violators.
    case isotonic(scores: [Double], probabilities: [Double])

    /// The probability of a raw score; NaN gives NaN.
    package func probability(of score: Double) -> Double {
        guard !score.isNaN else { return score }
        switch self {
        case .none: return score
        case .platt(let slope, let intercept): return Logistic.probability(slope * score + intercept)
        case .isotonic(let scores, let probabilities):
            let above = scores.partition { $0 >= score }
            guard above > 0 else { return probabilities.first ?? .nan }
            guard above < scores.count else { return probabilities.last ?? .nan }
            let share = (score - scores[above - 1]) / (scores[above] - scores[above - 1])
            return probabilities[above - 1] + share * (probabilities[above] - probabilities[above - 1])
        }
    }

    /// Fits Platt's curve to weighted held-out scores; `none` where they cannot be fitted.
    ///
    /// Targets are drawn in as Platt does, (n+ + 1) / (n+ + 2) and 1 / (n- + 2), against overconfidence. The slope is
    /// kept from turning the order around.
    static func platt(points: [Float], negatives: [Float], weight: Double) -> Calibration {
        let positive = points.filter { !$0.isNaN }
        let negative = negatives.filter { !$0.isNaN }
        guard !positive.isEmpty && !negative.isEmpty else { return .none }
        let high = (Double(positive.count) + 1) / (Double(positive.count) + 2)
        let low = 1 / (Double(negative.count) * max(1, weight) + 2)
        do {
            let fit = try LogisticFit(
                rows: (positive + negative).map { [Double($0)] },
                trials: positive.map { _ in 1 } + negative.map { _ in weight },
                events: positive.map { _ in high } + negative.map { _ in low * weight },
                options: .init(ridge: 1e-3))
            guard fit.coefficients[1] > 0 else {
                return flat(positive.count, Double(negative.count) * weight)
            }
            return .platt(slope: fit.coefficients[1], intercept: fit.coefficients[0])
        } catch {
            // Scores that do not vary, or that part the cases altogether: the prior is all that they tell.
            return flat(positive.count, Double(negative.count) * weight)
        }
    }

    /// Nearly the prior everywhere, yet still in the order of the scores.
    private static func flat(_ points: Int, _ units: Double) -> Calibration {
        .platt(slope: 1e-3, intercept: Logistic.logit(Double(points) / (Double(points) + units)))
    }

    /// Pools adjacent violators of weighted held-out scores (Ayer and others 1955).
    static func isotonic(points: [Float], negatives: [Float], weight: Double) -> Calibration {
        var cases = points.map { (Double($0), 1.0, 1.0) } + negatives.map { (Double($0), 0.0, weight) }
        cases.removeAll { $0.0.isNaN }
        cases.sort { ($0.0, $0.1) < ($1.0, $1.1) }
        guard !cases.isEmpty else { return .none }
        struct Pool {
            var (low, high) = (0.0, 0.0)
            var (events, weight) = (0.0, 0.0)
            var mean: Double { events / weight }
        }
        var pools: [Pool] = []
        for (score, event, weight) in cases {
            if let last = pools.last, last.high == score {
                pools[pools.count - 1].events += event * weight
                pools[pools.count - 1].weight += weight
            } else {
                pools.append(Pool(low: score, high: score, events: event * weight, weight: weight))
            }
            while pools.count > 1, pools[pools.count - 2].mean >= pools[pools.count - 1].mean {
                let last = pools.removeLast()
                pools[pools.count - 1].high = last.high
                pools[pools.count - 1].events += last.events
                pools[pools.count - 1].weight += last.weight
            }
        }
        var (scores, probabilities): ([Double], [Double]) = ([], [])
        for pool in pools {
            scores.append(pool.low)
            probabilities.append(pool.mean)
            if pool.high > pool.low {
                scores.append(pool.high)
                probabilities.append(pool.mean)
            }
        }
        return .isotonic(scores: scores, probabilities: probabilities)
    }
}
