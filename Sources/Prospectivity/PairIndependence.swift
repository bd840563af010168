import KernelTypes
import Survey

/// Whether two evidences of a model are independent of each other where there are deposits.
///
/// Counts deposits by whether each evidence speaks for one (a weight above 0) or not. Deposits at which one of both is
/// not known are left out. Bonham-Carter (1994), section 9.4: chi-square with Yates's correction, one degree of freedom.
package struct PairIndependence: Hashable, Sendable, Codable {
    package var first: String
    package var second: String
    /// Deposits for which both speak, the first alone, the second alone, and none.
    package var counts: [Int]

    package init(first: String, second: String, counts: [Int]) {
        precondition(counts.count == 4, "a table of two by two")
        self.first = first
        self.second = second
        self.counts = counts
    }

    /// Chi-square with Yates's correction; `nil` where an evidence says the same of all deposits.
    package var statistic: Double? {
        let (a, b, c, d) = (Double(counts[0]), Double(counts[1]), Double(counts[2]), Double(counts[3]))
        let margins = (a + b) * (c + d) * (a + c) * (b + d)
        guard margins > 0 else { return nil }
        let total = a + b + c + d
        let distance = max(0, abs(a * d - b * c) - total / 2)
        return total * distance * distance / margins
    }

    /// The chance of a table as uneven where both are independent.
    package var probability: Double? {
        statistic.map { 2 * (1 - Normal.cumulative($0.squareRoot())) }
    }
}

extension PairIndependence {
    /// All pairs of a model's evidence over the points of a sample.
    static func pairs(of rule: any CellRule, on sample: TrainingSample) -> [PairIndependence] {
        let columns = sample.columns.map { column in sample.points.map { column[$0] } }
        let weights = rule.weights(of: columns)
        return columns.indices.flatMap { first in
            columns.indices.dropFirst(first + 1).map { second in
                var counts = [0, 0, 0, 0]
                for point in sample.points.indices
                where columns[first][point].isFinite && columns[second][point].isFinite {
                    let (isFirst, isSecond) = (weights[first][point] > 0, weights[second][point] > 0)
                    counts[isFirst ? (isSecond ? 0 : 1) : (isSecond ? 2 : 3)] += 1
                }
                return PairIndependence(
                    first: sample.evidence[first], second: sample.evidence[second], counts: counts)
            }
        }
    }

    /// One row a pair.
    static func table(of pairs: [PairIndependence]) -> Table {
        var table = Table(columns: [
            "first", "second", "deposits_both", "deposits_first", "deposits_second", "deposits_none", "chi_square",
            "probability",
        ])
        for pair in pairs {
            table.rows.append(
                [.text(pair.first), .text(pair.second)] + pair.counts.map(Table.Value.whole)
                    + [pair.statistic, pair.probability].map { $0.map(Table.Value.number) ?? .missing })
        }
        return table
    }

    /// What a reader should know of pairs that are hardly independent; `nil` where there is none.
    ///
    /// The limit of 5 % is shared among the pairs (Bonferroni), since many pairs bring one below it by chance.
    static func warning(_ pairs: [PairIndependence]) -> String? {
        let limit = 0.05 / Double(max(1, pairs.count))
        let dependent = pairs.filter { ($0.probability ?? 1) < limit }
        guard !dependent.isEmpty else { return nil }
        let names = dependent.map { "'\($0.first)' and '\($0.second)'" }.joined(separator: ", ")
        return "not independent of each other where there are deposits: \(names); join them, or leave one out"
    }
}

extension CellRule {
    /// What each evidence adds to some cases, each evidence as a column of values.
    fileprivate func weights(of columns: [[Float]]) -> [[Float]] {
        guard let count = columns.first?.count, count > 0 else { return columns }
        let outputs = columns.map { _ in Strip(columns: count, rows: 0..<1, rasterRows: 1) }
        contributions(of: columns.map { Strip(columns: count, values: $0) }, into: outputs)
        return outputs.map(\.cells.values)
    }
}
