package import Operations
import Survey
import Synchronization

/// How many cells have which values.
package struct Histogram: Procedure {
    package static let declaration = Operation(
        name: "histogram", summary: "Counts the cells of a layer in bins of equal width.", family: .statistics,
        inputs: [.init("in", .raster, "the layer")],
        parameters: [
            Parameter("bins", .integer(from: 1, to: 100_000), default: 64, "how many"),
            Parameter("from", .anyNumber, isOptional: true, "lower edge; without it, the smallest value"),
            Parameter("to", .anyNumber, isOptional: true, "upper edge; without it, the largest value"),
        ],
        outputs: [.init("table", .table)], memory: .twoPass,
        formula: """
            Bin ⌊(x - from) / width⌋; a bin has its lower edge, the last one its upper too. Values outside from...to \
            are counted in the figures 'below' and 'above' and in no bin; 'cumulative' is a share of the cells in \
            bins.
            """,
        source: "Pearson (1895), Philosophical Transactions A 186.")

    private let settings: Settings
    private let bins: Int

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        bins = try settings.integer("bins")
    }

    package func run(at bench: any Workbench) throws {
        let layer = try bench.raster("in")
        let summary = try LayerSummary(layer, at: bench)
        guard summary.count > 0 else { throw settings.unfit("no cell has a value", "give a layer with data") }
        let low = settings.has("from") ? try settings.number("from") : summary.minimum
        let high = settings.has("to") ? try settings.number("to") : summary.maximum
        guard low < high, low.isFinite, high.isFinite else {
            throw settings.error(
                .outOfRange, settings.has("to") ? "to" : "from", "there is nothing between \(low) and \(high)",
                "set 'from' below 'to'")
        }
        let stack = LayerStack(layer)
        let bins = bins
        let width = (high - low) / Double(bins)
        // The counts, with what is below and above at the end.
        let counts = try stack.fold(
            at: bench, stage: "histogram", into: [Int](repeating: 0, count: bins + 2),
            row: { row -> [Int32] in
                let values = row.layer(0)
                return (0..<row.count).map { place in
                    let value = Double(values[place])
                    if value < low { return Int32(bins) }
                    if value > high { return Int32(bins + 1) }
                    return Int32(min(bins - 1, Int((value - low) / width)))
                }
            },
            merge: { counts, places in
                for place in places { counts[Int(place)] += 1 }
            })
        let inside = counts[..<bins].reduce(0, +)
        var cumulative = 0
        let rows: [[Table.Value]] = (0..<bins).map { bin in
            cumulative += counts[bin]
            let share = inside > 0 ? Double(counts[bin]) / Double(inside) : 0
            return [
                .whole(bin + 1), .number(low + Double(bin) * width),
                .number(bin == bins - 1 ? high : low + Double(bin + 1) * width), .whole(counts[bin]), .number(share),
                .number(inside > 0 ? Double(cumulative) / Double(inside) : 0),
            ]
        }
        bench.record("below", Double(counts[bins]))
        bench.record("above", Double(counts[bins + 1]))
        let columns = ["bin", "from", "to", "cells", "share", "cumulative"]
        try bench.give(table: Table(columns: columns, rows: rows), to: "table")
    }
}
