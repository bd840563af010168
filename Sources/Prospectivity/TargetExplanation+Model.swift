import KernelTypes
import Survey

extension TargetExplanation {
    /// Looks at a target's `cells`, for which `values` holds a column an evidence of the model.
    init(of target: Target, _ model: DepositModel, cells: [Cell], values: [[Float]], size: TargetSize?) {
        let rule = model.rule.rule
        let contributions = Self.contributions(rule, values, count: cells.count)
        var shares: [Share] = []
        for (index, profile) in model.profiles.enumerated() {
            var moved = values
            moved[index] = [Float](repeating: profile.median, count: cells.count)
            let scores = rule.scores(of: moved)
            let left = size.map { size in zip(cells, scores).filter { Double($0.1) >= size.threshold }.map(\.0) }
            shares.append(
                Share(
                    evidence: profile.name, contribution: contributions[index], scoreAtMedian: Self.mean(scores),
                    cellsLeft: left.map { Double($0.count) / Double(max(1, cells.count)) },
                    dropsOut: size.flatMap { size in left.map { !size.fits($0, of: target) } }))
        }
        let order = shares.indices.sorted { left, right in
            let strengths = (abs(shares[left].contribution ?? 0), abs(shares[right].contribution ?? 0))
            return strengths.0 != strengths.1 ? strengths.0 > strengths.1 : left < right
        }
        let strongest = order.map { shares[$0] }
        self.init(
            target: target.id, rank: target.rank, meanScore: Self.mean(rule.scores(of: values)),
            contributionUnit: model.contributionUnit, evidence: strongest,
            sentence: size == nil ? "" : Self.sentence(strongest))
    }

    private static func sentence(_ shares: [Share]) -> String {
        let decisive = shares.filter { $0.dropsOut == true }.map { "'\($0.evidence)'" }
        if !decisive.isEmpty {
            return "with \(decisive.joined(separator: " or ")) at its median it would drop out of the list"
        }
        guard let first = shares.min(by: { ($0.cellsLeft ?? 1) < ($1.cellsLeft ?? 1) }) else { return "" }
        let percent = Int((100 * (first.cellsLeft ?? 1)).rounded())
        return
            "no single evidence decides: with '\(first.evidence)' at its median, \(percent) % of its cells would stay"
    }

    /// The mean of what each evidence adds.
    private static func contributions(_ rule: any CellRule, _ values: [[Float]], count: Int) -> [Double?] {
        guard count > 0 else { return values.map { _ in nil } }
        let outputs = values.map { _ in Strip(columns: count, rows: 0..<1, rasterRows: 1) }
        rule.contributions(of: values.map { Strip(columns: count, values: $0) }, into: outputs)
        return outputs.map { mean($0.cells.values) }
    }

    /// Of those that are there; `nil` where none is.
    private static func mean(_ values: [Float]) -> Double? {
        let known = values.filter { !$0.isNaN }
        return known.isEmpty ? nil : known.reduce(0.0) { $0 + Double($1) } / Double(known.count)
    }
}
