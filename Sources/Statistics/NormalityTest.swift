package import Operations
import Survey

/// Whether layers or channels are normally distributed.
package struct NormalityTest: Procedure {
    package static let declaration = Operation(
        name: "shapiro-wilk", summary: "Tests whether layers, or channels of readings, are normally distributed.",
        family: .statistics, inputs: Variables.inputs,
        parameters: [
            Variables.channels,
            Parameter(
                "sample", .integer(from: 3, to: 5000), default: 5000,
                "values tested, drawn without replacement where there are more"),
            .seed,
        ],
        outputs: [.init("table", .table)], memory: .twoPass,
        formula: """
            W = (Σ a_i x_(i))² / Σ (x - mean)², a by Royston's approximation; p is the chance of a smaller W from a \
            normal distribution. Each layer by itself, over its finite values.
            """,
        source: "Shapiro and Wilk (1965), Biometrika 52; Royston (1995), Applied Statistics 44, AS R94.")

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        guard bench.has("in") != bench.has("readings") else {
            throw settings.error(.missingInput, "in", "it takes layers or readings", "give one of 'in' and 'readings'")
        }
        var tested: [(name: String, count: Int, values: [Double])] = []
        let most = try settings.integer("sample")
        if bench.has("in") {
            for layer in try bench.rasters("in") {
                let sample = try LayerStack(layer).sample(most, seed: try settings.seed(), at: bench)
                tested.append((layer.name, sample.valid, sample.values.map { Double($0) }))
            }
        } else {
            for channel in try Variables.channels(of: try bench.reading("readings"), settings) {
                let values = channel.values.filter(\.isFinite)
                var random = SeededNumbers(try settings.seed())
                let chosen = random.distinct(min(most, values.count), below: values.count)
                tested.append((channel.name, values.count, chosen.map { values[$0] }))
            }
        }
        var rows: [[Table.Value]] = []
        for (name, count, values) in tested {
            guard let test = ShapiroWilk(values) else {
                throw settings.unfit(
                    "'\(name)' has \(count) values, or all are equal", "give at least 3 values that differ")
            }
            if count > values.count {
                bench.note("'\(name)' was tested on \(values.count) of its \(count) values.")
            }
            rows.append([
                .text(name), .whole(count), .whole(values.count), .number(test.statistic), .number(test.p),
            ])
        }
        try bench.give(table: Table(columns: ["variable", "n", "tested", "w", "p"], rows: rows), to: "table")
    }
}
