import KernelTypes
package import Operations
import Survey
import Synchronization

/// Whether occurrences lie in some classes more often than their area explains.
package struct ChiSquare: Procedure {
    package static let declaration = Operation(
        name: "chi-square", summary: "Tests whether occurrences are spread over classes as the classes' areas are.",
        family: .statistics,
        inputs: [
            .init("in", .raster, "classes, such as geology"),
            .init("occurrences", .occurrences, "known deposits and showings"),
        ],
        outputs: [.init("table", .table)], memory: .twoPass,
        formula: """
            χ² = Σ (O - E)² / E over the classes: O occurrences in the class, E = all occurrences · the class's share \
            of the cells with a class; degrees of freedom: classes - 1; p its upper tail. Occurrences off the grid or \
            on cells without a class are left out and noted; below E = 5 the tail is approximate, and noted.
            """,
        source: "Pearson (1900), Philosophical Magazine 50; the rule of 5: Cochran (1954), Biometrics 10.")

    private static let mostClasses = 10_000

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        let layer = try bench.raster("in")
        let cells = try count(layer, bench)
        guard cells.count >= 2 else {
            throw settings.unfit("the layer has \(cells.count) class", "give a layer with at least two classes")
        }
        let total = cells.values.reduce(0, +)
        var observed: [Float: Int] = [:]
        var outside = 0
        let occurrences = try bench.occurrences("occurrences")
        for occurrence in occurrences {
            guard let cell = layer.grid.cell(at: occurrence.location) else {
                outside += 1
                continue
            }
            let value = try layer.strip(cell.row..<(cell.row + 1))[cell.column, cell.row]
            guard value.isFinite else {
                outside += 1
                continue
            }
            observed[value, default: 0] += 1
        }
        let found = occurrences.count - outside
        guard found > 0 else {
            throw settings.unfit(
                "none of \(occurrences.count) occurrences lies on a class", "check that both cover the same area",
                input: "occurrences")
        }
        var statistic = 0.0
        var small = 0
        let rows: [[Table.Value]] = cells.sorted { $0.key < $1.key }.map { value, count in
            let share = Double(count) / Double(total)
            let expected = share * Double(found)
            let seen = observed[value] ?? 0
            let part = (Double(seen) - expected) * (Double(seen) - expected) / expected
            statistic += part
            if expected < 5 { small += 1 }
            return [
                .number(Double(value)), .whole(count), .number(share), .whole(seen), .number(expected), .number(part),
            ]
        }
        if outside > 0 {
            bench.note("\(outside) of \(occurrences.count) occurrences lie on no class and were left out.")
        }
        if small > 0 {
            bench.note("\(small) of \(cells.count) classes expect fewer than 5 occurrences: p is approximate.")
        }
        let freedom = Double(cells.count - 1)
        bench.record("chi_square", statistic)
        bench.record("freedom", freedom)
        bench.record("p", Distribution.chiSquareTail(statistic, freedom: freedom))
        let columns = ["class", "cells", "share", "occurrences", "expected", "chi_square"]
        try bench.give(table: Table(columns: columns, rows: rows), to: "table")
    }

    private func count(_ layer: any RasterSource, _ bench: any Workbench) throws -> [Float: Int] {
        let stack = LayerStack(layer)
        let tooMany = settings.unfit(
            "the layer has more than \(Self.mostClasses) different values", "make classes of it with 'reclassify'")
        let total = Mutex<[Float: Int]>([:])
        // Counts are whole numbers: their order does not matter.
        let bands = stack.grid.bands(ofAtMost: stack.bandRows)
        try bench.inParallel(bands.count) { index in
            var row = LayerRow(layers: 1, columns: stack.grid.columns)
            let strip = try layer.strip(bands[index])
            var counts: [Float: Int] = [:]
            for number in bands[index] {
                row.take(number, from: [strip])
                let values = row.layer(0)
                for place in 0..<row.count { counts[values[place], default: 0] += 1 }
                guard counts.count <= Self.mostClasses else { throw tooMany }
            }
            let part = counts
            let classes = total.withLock { total in
                total.merge(part, uniquingKeysWith: +)
                return total.count
            }
            guard classes <= Self.mostClasses else { throw tooMany }
        }
        return total.withLock { $0 }
    }
}
