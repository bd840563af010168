import KernelTypes

/// Learns a logistic regression; negatives are weighted so that together with the points they make up the study.
struct LogisticTrainer: ColumnDropping {
    /// Why there is no model, in terms of the evidence.
    enum Failure: Error, Hashable {
        case collinear(evidence: String)
        case separated(evidence: String)
        case oneClass
        case nothingVaries
    }

    /// Which evidence are classes without an order.
    var isCategorical: [Bool]
    var ridge: Double
    var firth: Bool

    func train(on sample: TrainingSample, points: [Int], negatives: [Int]) throws -> any CellRule {
        try rule(on: sample, points: points, negatives: negatives)
    }

    func without(_ evidence: Int) -> any ModelTrainer {
        var copy = self
        copy.isCategorical.remove(at: evidence)
        return copy
    }

    func rule(on sample: TrainingSample, points: [Int], negatives: [Int]) throws(Failure) -> LogisticRule {
        guard !points.isEmpty && !negatives.isEmpty else { throw .oneClass }
        let each = sample.units(ofNegative: negatives.count, points: points.count)
        let rows = points + negatives
        let trials = points.map { _ in 1.0 } + negatives.map { _ in each }
        let events = points.map { _ in 1.0 } + negatives.map { _ in 0.0 }
        var terms: [LogisticRule.Term] = []
        for (evidence, column) in sample.columns.enumerated() {
            terms += Self.terms(
                evidence, rows.map { column[$0] }, trials, isCategorical: isCategorical[evidence])
        }
        guard !terms.isEmpty else { throw .nothingVaries }
        let design = rows.map { row in terms.map { $0.entry(sample.columns[$0.evidence][row]) } }
        let fit: LogisticFit
        do {
            fit = try LogisticFit(
                rows: design, trials: trials, events: events,
                options: .init(ridge: ridge, firth: firth, robust: true))
        } catch {
            switch error {
            case .collinear(let column): throw .collinear(evidence: sample.evidence[terms[max(0, column - 1)].evidence])
            case .separated(let column): throw .separated(evidence: sample.evidence[terms[max(0, column - 1)].evidence])
            case .oneClass: throw .oneClass
            }
        }
        for index in terms.indices {
            terms[index].coefficient = fit.coefficients[index + 1]
            terms[index].standardError = fit.standardErrors[index + 1]
        }
        return LogisticRule(
            terms: terms, intercept: fit.coefficients[0], interceptError: fit.standardErrors[0],
            covariance: fit.covariance, evidenceCount: sample.evidence.count)
    }

    /// One term for a measure, one a class but the commonest for classes; none where nothing varies.
    private static func terms(
        _ evidence: Int, _ values: [Float], _ trials: [Double], isCategorical: Bool
    ) -> [LogisticRule.Term] {
        func term(_ category: Float?, _ entries: [Double?]) -> LogisticRule.Term? {
            var (total, mean) = (0.0, 0.0)
            for (entry, trials) in zip(entries, trials) {
                guard let entry else { continue }
                total += trials
                mean += trials * entry
            }
            guard total > 0 else { return nil }
            mean /= total
            var squares = 0.0
            for (entry, trials) in zip(entries, trials) {
                guard let entry else { continue }
                squares += trials * (entry - mean) * (entry - mean)
            }
            let variance = squares / total
            guard variance > 1e-12 * max(1, mean * mean) else { return nil }
            let scale = category == nil ? variance.squareRoot() : 1
            return LogisticRule.Term(
                evidence: evidence, category: category, mean: mean, scale: scale, coefficient: 0, standardError: 0,
                spread: category == nil ? 1 : variance)
        }
        guard isCategorical else {
            return [term(nil, values.map { $0.isFinite ? Double($0) : nil })].compactMap(\.self)
        }
        var weights: [Float: Double] = [:]
        for (value, trials) in zip(values, trials) where value.isFinite { weights[value, default: 0] += trials }
        let commonest = weights.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
        return weights.keys.sorted().filter { $0 != commonest }.compactMap { category in
            term(category, values.map { $0.isFinite ? ($0 == category ? 1 : 0) : nil })
        }
    }
}
