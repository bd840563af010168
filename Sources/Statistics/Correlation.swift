import Linear
package import Operations
import Survey

/// How layers or channels go with one another.
package struct Correlation: Procedure {
    package static let declaration = Operation(
        name: "correlation", summary: "Gives the correlations of several layers, or channels of readings, in a table.",
        family: .statistics, inputs: Variables.inputs,
        parameters: [
            Parameter(
                "method", .choice(["pearson", "spearman"]), default: "pearson",
                "spearman: of the ranks, equal values having the mean of theirs"),
            Variables.channels,
        ],
        outputs: [.init("table", .table), .init("pairs", .table)], memory: .twoPass,
        formula: """
            r = S_ab / √(S_aa S_bb), S the sums of products of deviations over the cells (readings) where all have a \
            finite value. 'pairs' has, for each pair, n, r and the two-sided p of t = r √((n - 2) / (1 - r²)) with \
            n - 2 degrees of freedom, which takes cells as independent. spearman on rasters sorts all cells in memory.
            """,
        source: "Pearson (1895); Spearman (1904); sums merged by rows: Chan, Golub and LeVeque (1979).")

    private let settings: Settings
    private let isRanked: Bool

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        isRanked = try settings.text("method") == "spearman"
    }

    package func run(at bench: any Workbench) throws {
        let variables = try Variables(ranked: isRanked, at: bench, of: Self.declaration, settings)
        let moments = variables.moments
        guard moments.count >= 3, moments.variables >= 2 else {
            throw settings.unfit(
                "\(moments.count) of \(moments.count + variables.incomplete) have a value of all "
                    + "\(moments.variables) variables", "give at least two variables and three things with all values")
        }
        for (index, name) in variables.names.enumerated() where !(moments.product(index, index) > 0) {
            throw settings.unfit("'\(name)' has one value everywhere, and no correlation", "leave it out")
        }
        let rows: [[Table.Value]] = variables.names.enumerated().map { a, name in
            [.text(name)] + variables.names.indices.map { .number(moments.correlation(a, $0)) }
        }
        try bench.give(table: Table(columns: ["variable"] + variables.names, rows: rows), to: "table")
        var pairs: [[Table.Value]] = []
        let freedom = Double(moments.count - 2)
        for a in variables.names.indices {
            for b in variables.names.indices where b > a {
                let r = moments.correlation(a, b)
                let t = abs(r) * (freedom / max(1 - r * r, .leastNormalMagnitude)).squareRoot()
                pairs.append([
                    .text(variables.names[a]), .text(variables.names[b]), .whole(moments.count), .number(r),
                    .number(Distribution.studentTwoSided(t, freedom: freedom)),
                ])
            }
        }
        try bench.give(table: Table(columns: ["a", "b", "n", "r", "p"], rows: pairs), to: "pairs")
        bench.record("n", Double(moments.count))
    }
}
