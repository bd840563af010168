package import Boosting
package import KernelTypes

/// Boosted trees or a forest as they score cells: the trees' sum, calibrated.
package struct TreeRule: Sendable, Codable, CellRule {
    package let kind: TreeTraining.Kind
    package let calibration: Calibration
    private let scorer: TreeScorer

    package init(kind: TreeTraining.Kind, ensemble: TreeEnsemble, calibration: Calibration) {
        self.kind = kind
        self.calibration = calibration
        scorer = TreeScorer(ensemble)
    }

    private enum Key: String, CodingKey { case kind, ensemble, calibration }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            kind: try container.decode(TreeTraining.Kind.self, forKey: .kind),
            ensemble: try container.decode(TreeEnsemble.self, forKey: .ensemble),
            calibration: try container.decode(Calibration.self, forKey: .calibration))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(scorer.ensemble, forKey: .ensemble)
        try container.encode(calibration, forKey: .calibration)
    }

    package var ensemble: TreeEnsemble { scorer.ensemble }
    package var isProbability: Bool { calibration != .none || kind == .forest }
    package var contributionUnit: String {
        kind == .boosted ? "log-odds before calibration" : "share of the trees' vote"
    }

    package func score(_ inputs: [Strip], into score: Strip, deviation: Strip?) {
        let features = inputs.map { Self.known($0.cells) }
        scorer.sums(of: features, into: score.cells)
        score.cells.withMutableSpan { scores in
            if let first = features.first {
                var isKnown = [Bool](repeating: false, count: first.count)
                for cells in features {
                    cells.withSpan { span in
                        for index in span.indices where !span[index].isNaN { isKnown[index] = true }
                    }
                }
                for index in scores.indices {
                    scores[index] = isKnown[index] ? calibrated(scores[index]) : .nan
                }
            }
        }
        if let deviation {
            // One set of trees knows no spread; replicates tell it.
            for index in 0..<deviation.cells.count { deviation.cells[index] = .nan }
        }
    }

    private func calibrated(_ sum: Float) -> Float {
        if calibration == .none && kind == .boosted { return Float(Logistic.probability(Double(sum))) }
        return Float(calibration.probability(of: Double(sum)))
    }

    /// The same cells where none is infinite; else a copy with "no data" in their place.
    private static func known(_ cells: Cells) -> Cells {
        let isClean = cells.withSpan { span in span.indices.allSatisfy { !span[$0].isInfinite } }
        guard !isClean else { return cells }
        return Cells(cells.values.map { $0.isInfinite ? .nan : $0 })
    }

    package func contributions(of inputs: [Strip], into outputs: [Strip]) {
        precondition(inputs.count == ensemble.featureCount && outputs.count == inputs.count, "a strip an evidence")
        for index in 0..<(inputs.first?.cells.count ?? 0) {
            let values = inputs.map { $0.cells[index].isFinite ? $0.cells[index] : .nan }
            guard values.contains(where: { !$0.isNaN }) else {
                for output in outputs { output.cells[index] = .nan }
                continue
            }
            for (output, share) in zip(outputs, ensemble.shares(of: values)) { output.cells[index] = Float(share) }
        }
    }
}
