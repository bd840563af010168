package import Operations
import Survey

/// Figures of each layer by itself.
package struct LayerStatisticsTable: Procedure {
    package static let declaration = Operation(
        name: "layer-statistics", summary: "Gives count, extremes, quartiles and moments of each layer in a table.",
        family: .statistics, inputs: [.init("in", .raster, "the layers", isMany: true)],
        outputs: [.init("table", .table)], memory: .twoPass,
        formula: """
            Over the finite cells of each layer by itself: mean, deviation = √m2, skewness = m3 / m2^1.5, \
            excess kurtosis = m4 / m2² - 3, m_k = Σ (x - mean)^k / n. Quartiles are exact, linear between order \
            statistics.
            """,
        source: """
            Rows merged north to south: Chan, Golub and LeVeque (1979); g1 and g2: Joanes and Gill (1998); quantiles: \
            Hyndman and Fan (1996), type 7.
            """)

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        var rows: [[Table.Value]] = []
        for layer in try bench.rasters("in") {
            let summary = try LayerSummary(layer, at: bench)
            guard summary.count > 0 else {
                rows.append(
                    [.text(layer.name), .text(layer.unit), .whole(0), .whole(layer.grid.cellCount)]
                        + Array(repeating: .missing, count: 9))
                bench.note("'\(layer.name)' has no cell with a value.")
                continue
            }
            let quartiles = try exactQuantiles([0.25, 0.5, 0.75], of: layer, at: bench)
            let figures =
                [summary.minimum] + quartiles + [
                    summary.maximum, summary.mean, summary.deviation, summary.skewness, summary.excessKurtosis,
                ]
            rows.append(
                [
                    .text(layer.name), .text(layer.unit), .whole(summary.count),
                    .whole(layer.grid.cellCount - summary.count),
                ] + figures.map { $0.isNaN ? .missing : .number($0) })
        }
        let columns = [
            "layer", "unit", "cells", "missing", "minimum", "quartile_1", "median", "quartile_3", "maximum", "mean",
            "deviation", "skewness", "excess_kurtosis",
        ]
        try bench.give(table: Table(columns: columns, rows: rows), to: "table")
    }
}
