extension WeightsTable {
    /// Chooses each row's generalised class, weight and deviation.
    mutating func generalise() throws(ProspectivityError) {
        if case .manual(let thresholds) = generalisation {
            try cut(favourable: try favourable(thresholds))
        } else if generalisation == .none || scheme == .unique {
            keepOwnWeights()
        } else if rows.allSatisfy({ $0.weights.studentised < studentisedLimit }) {
            leaveOut()
        } else if scheme.isOrdered {
            cut(after: bestRow)
        } else if generalisation == .maximumContrastAtLimit {
            joinUncertain()
        } else {
            keepOwnWeights()
        }
    }

    /// The row at which an ordered table is cut; the first of equals, which is the smallest favourable area.
    private var bestRow: Int {
        var best: (row: Int, figure: Double)?
        for (row, entry) in rows.enumerated() {
            if generalisation == .maximumContrastAtLimit && entry.weights.studentised < studentisedLimit { continue }
            let figure =
                generalisation == .maximumStudentisedContrast ? entry.weights.studentised : entry.weights.contrast
            if best.map({ figure > $0.figure }) ?? true { best = (row, figure) }
        }
        return best?.row ?? 0
    }

    private mutating func cut(after last: Int) {
        let weights = rows[last].weights
        for row in rows.indices {
            rows[row].generalised = row <= last ? 2 : 1
            rows[row].weight = row <= last ? weights.positive : weights.negative
            rows[row].deviation = row <= last ? weights.positiveDeviation : weights.negativeDeviation
        }
    }

    private mutating func keepOwnWeights() {
        var before = (units: 0.0, points: 0)
        for row in rows.indices {
            var weights = rows[row].weights
            if scheme.isOrdered {
                weights = self.weights(
                    units: rows[row].units - before.units, rows[row].points - before.points)
                before = (rows[row].units, rows[row].points)
            }
            rows[row].generalised = rows[row].name
            rows[row].weight = weights.positive
            rows[row].deviation = weights.positiveDeviation
        }
    }

    private mutating func leaveOut() {
        for row in rows.indices { rows[row].generalised = Self.leftOut }
    }

    /// ArcSDM's rule for categories: those that reach the limit, either way, keep their weights; the others share one.
    private mutating func joinUncertain() {
        let uncertain = rows.indices.filter { abs(rows[$0].weights.studentised) < studentisedLimit }
        keepOwnWeights()
        let shared = group(uncertain)
        for row in uncertain {
            rows[row].generalised = Self.joined
            rows[row].weight = shared.positive
            rows[row].deviation = shared.positiveDeviation
        }
    }

    private mutating func cut(favourable: [Int]) throws(ProspectivityError) {
        guard !favourable.isEmpty && favourable.count < rows.count else {
            throw ProspectivityError(
                code: .thresholdOutOfRange, evidence: evidence,
                reason: "its threshold makes \(favourable.isEmpty ? "no class" : "every class") favourable",
                remedy: "set a 'threshold' between its classes, \(rangeText)")
        }
        let weights = group(favourable)
        for row in rows.indices {
            let isFavourable = favourable.contains(row)
            rows[row].generalised = isFavourable ? 2 : 1
            rows[row].weight = isFavourable ? weights.positive : weights.negative
            rows[row].deviation = isFavourable ? weights.positiveDeviation : weights.negativeDeviation
        }
    }

    /// The rows that thresholds call favourable; an ordered table knows one threshold, in the evidence's own unit.
    private func favourable(_ thresholds: [Double]) throws(ProspectivityError) -> [Int] {
        if !scheme.isOrdered {
            for threshold in thresholds where !rows.contains(where: { $0.name == threshold }) {
                throw ProspectivityError(
                    code: .thresholdOutOfRange, evidence: evidence, reason: "it has no class \(threshold)",
                    remedy: "list classes that it has in 'threshold', \(rangeText)")
            }
            return rows.indices.filter { thresholds.contains(rows[$0].name) }
        }
        guard let threshold = thresholds.first, thresholds.count == 1 else {
            throw ProspectivityError(
                code: .thresholdOutOfRange, evidence: evidence, reason: "an ordered evidence is cut once",
                remedy: "give one number as its 'threshold'")
        }
        return rows.indices.filter { row in
            let index = rows[row].index
            guard scheme == .ascending else { return classes.lower(of: index) >= threshold }
            // An upper limit is excluded, so "up to and with the threshold" ends at the next number.
            if case .limits = classes { return classes.upper(of: index) <= threshold.nextUp }
            return classes.upper(of: index) <= threshold
        }
    }

    /// The weights of some rows taken as one class.
    private func group(_ chosen: [Int]) -> ClassWeights {
        guard !scheme.isOrdered else {
            // Ordered rows are cumulated already, and what is favourable comes first.
            return chosen.last.map { rows[$0].weights } ?? .none
        }
        return weights(
            units: chosen.reduce(0) { $0 + rows[$1].units }, chosen.reduce(0) { $0 + rows[$1].points })
    }

    private var rangeText: String {
        guard let first = rows.first, let last = rows.last else { return "of which it has none" }
        return "which run from \(first.name) to \(last.name)"
    }
}
