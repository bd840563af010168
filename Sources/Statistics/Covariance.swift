import Linear
package import Operations
import Survey

/// How layers or channels vary together, in their units.
package struct Covariance: Procedure {
    package static let declaration = Operation(
        name: "covariance", summary: "Gives the covariances of several layers, or channels of readings, in a table.",
        family: .statistics, inputs: Variables.inputs,
        parameters: [
            Parameter("divisor", .choice(["n", "n-1"]), default: "n", "n: of the cells themselves; n-1: as a sample"),
            Variables.channels,
        ],
        outputs: [.init("table", .table)], memory: .twoPass,
        formula: """
            Σ (a - mean_a)(b - mean_b) / n, or / (n - 1), over the cells (readings) where all have a finite value.
            """,
        source: "Sums merged by rows: Chan, Golub and LeVeque (1979).")

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        let variables = try Variables(ranked: false, at: bench, of: Self.declaration, settings)
        let moments = variables.moments
        guard moments.count >= 2 else {
            throw settings.unfit(
                "\(moments.count) of \(moments.count + variables.incomplete) have a value of all variables",
                "give variables with values at the same places")
        }
        let isSample = try settings.text("divisor") == "n-1"
        let rows: [[Table.Value]] = variables.names.enumerated().map { a, name in
            [.text(name), .number(moments.means[a])]
                + variables.names.indices.map { .number(moments.covariance(a, $0, sample: isSample)) }
        }
        try bench.give(table: Table(columns: ["variable", "mean"] + variables.names, rows: rows), to: "table")
        bench.record("n", Double(moments.count))
    }
}
