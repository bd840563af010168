import KernelTypes
package import Operations
import Survey
import Synchronization

/// Background and anomalies by how the area above a content falls with the content.
package struct ConcentrationArea: Procedure {
    package static let declaration = Operation(
        name: "concentration-area",
        summary: "Sorts the cells into background and anomalies by the fractal concentration-area model.",
        family: .geochemistry, inputs: [.init("in", .raster, "contents, above zero")],
        parameters: [
            Parameter("breaks", .integer(from: 1, to: 5), default: 2, "break points; the classes are one more"),
            Parameter("levels", .integer(from: 20, to: 500), default: 100, "contents at which the area is measured"),
            Parameter("least", .integer(from: 2, to: 100), default: 5, "levels in a straight piece, at least"),
        ],
        outputs: [.init("out", .raster), .init("table", .table), .init("curve", .table)], memory: .twoPass,
        formula: """
            A(ρ), the area of the cells with at least the content ρ, at levels even in ln ρ from the smallest content \
            above zero to the largest; levels with the area of the one before are left out. ln A against ln ρ is \
            fitted by straight pieces with the least sum of squares of all ways to break (dynamic programming). A \
            break is the first level of the next piece. Class 1 is below all breaks; cells of zero or less are in \
            class 1, and in no area.
            """,
        source: "Cheng, Agterberg and Ballantyne (1994), Journal of Geochemical Exploration 51.")

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        let layer = try bench.raster("in")
        let grid = layer.grid
        let bands = grid.bands(ofAtMost: max(1, (1 << 19) / grid.columns))
        let (low, high) = try extremes(layer, bands, bench)
        guard low < high else {
            throw settings.error(
                .unfitInput, "in",
                high > 0 ? "every content above zero is \(high)" : "no cell is above zero", "give a layer of contents")
        }
        let levels = try levels(from: Double(low), to: Double(high))
        let counts = try cells(atLeast: levels, layer, bands, bench)
        // A level that no cell lies between tells nothing of the curve.
        let kept = levels.indices.filter { $0 == 0 || counts[$0] != counts[$0 - 1] }
        let metres = try bench.metresPerUnit(of: grid.crs)
        let cell = metres.map { grid.cellArea * $0 * $0 / 1e6 }
        let x = kept.map { Elementary.log(Double(levels[$0])) }
        let y = kept.map { Elementary.log(Double(counts[$0]) * (cell ?? 1)) }
        let breaks = try settings.integer("breaks")
        let least = try settings.integer("least")
        guard let line = SegmentedLine(x: x, y: y, pieces: breaks + 1, least: least) else {
            throw settings.error(
                .unfitInput, "in",
                "the curve has \(x.count) points, and \(breaks + 1) pieces of \(least) are asked for",
                "ask for fewer breaks, or give a layer with more different contents")
        }
        let thresholds = line.pieces.dropFirst().map { levels[kept[$0.points.lowerBound]] }
        try write(layer, thresholds, bands, bench)
        for (index, threshold) in thresholds.enumerated() { bench.record("break_\(index + 1)", Double(threshold)) }
        bench.record("r_squared", line.determination)
        try bench.give(table: table(line, thresholds, counts, kept, cell: cell), to: "table")
        let curve: [[Table.Value]] = kept.indices.map { index in
            let piece = line.pieces.firstIndex { $0.points.contains(index) } ?? 0
            let fit = line.pieces[piece]
            return [
                .number(Double(levels[kept[index]])), .whole(counts[kept[index]]), .number(x[index]), .number(y[index]),
                .number(fit.intercept + fit.slope * x[index]), .whole(piece + 1),
            ]
        }
        let columns = ["level", "cells", "ln_level", cell == nil ? "ln_cells" : "ln_area_km2", "fit", "class"]
        try bench.give(table: Table(columns: columns, rows: curve), to: "curve")
    }

    private func extremes(
        _ layer: any RasterSource, _ bands: [Range<Int>], _ bench: any Workbench
    ) throws -> (Float, Float) {
        let found = Mutex<(low: Float, high: Float)>((.infinity, 0))
        try bench.inParallel(bands.count) { index in
            let part = try layer.strip(bands[index]).cells.withSpan { cells in
                var (low, high) = (Float.infinity, Float(0))
                for cell in cells.indices where cells[cell] > 0 && cells[cell] < .infinity {
                    low = min(low, cells[cell])
                    high = max(high, cells[cell])
                }
                return (low, high)
            }
            found.withLock { $0 = (min($0.low, part.0), max($0.high, part.1)) }
        }
        return found.withLock { ($0.low, $0.high) }
    }

    private func levels(from low: Double, to high: Double) throws(OperationError) -> [Float] {
        let count = try settings.integer("levels")
        let (start, end) = (Elementary.log(low), Elementary.log(high))
        var levels: [Float] = []
        for index in 0..<count {
            let share = Double(index) / Double(count - 1)
            let level =
                index == 0
                ? Float(low) : index == count - 1 ? Float(high) : Float(Elementary.exp(start + (end - start) * share))
            if level > levels.last ?? 0, level <= Float(high) { levels.append(level) }
        }
        return levels
    }

    /// How many levels a content reaches: the place of the first that it does not.
    private static func reached(_ value: Float, _ levels: Span<Float>) -> Int {
        var low = 0
        var high = levels.count
        while low < high {
            let middle = (low + high) / 2
            if levels[middle] <= value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func cells(
        atLeast levels: [Float], _ layer: any RasterSource, _ bands: [Range<Int>], _ bench: any Workbench
    ) throws -> [Int] {
        let total = Mutex([Int](repeating: 0, count: levels.count + 1))
        try bench.inParallel(bands.count) { index in
            var counts = [Int](repeating: 0, count: levels.count + 1)
            try layer.strip(bands[index]).cells.withSpan { cells in
                for cell in cells.indices where cells[cell] > 0 && cells[cell] < .infinity {
                    counts[Self.reached(cells[cell], levels.span)] += 1
                }
            }
            let part = counts
            total.withLock { total in
                for place in part.indices { total[place] += part[place] }
            }
        }
        // From the number of levels reached to the cells at or above each.
        var above = total.withLock { $0 }
        for place in (0..<levels.count).reversed() { above[place] += above[place + 1] }
        return Array(above.dropFirst())
    }

    private func write(
        _ layer: any RasterSource, _ thresholds: [Float], _ bands: [Range<Int>], _ bench: any Workbench
    ) throws {
        let out = try bench.raster("out", on: layer.grid, unit: "")
        try bench.inParallel(bands.count) { index in
            let input = try layer.strip(bands[index])
            let output = Strip(columns: layer.grid.columns, rows: bands[index], rasterRows: layer.grid.rows)
            input.cells.withSpan { input in
                output.cells.withMutableSpan { output in
                    for cell in input.indices {
                        let value = input[cell]
                        output[cell] = value.isNaN ? .nan : Float(1 + Self.reached(value, thresholds.span))
                    }
                }
            }
            try out.write(output)
        }
    }

    private func table(
        _ line: SegmentedLine, _ thresholds: [Float], _ counts: [Int], _ kept: [Int], cell: Double?
    ) -> Table {
        let rows: [[Table.Value]] = line.pieces.enumerated().map { index, piece in
            let below: Table.Value = index < thresholds.count ? .number(Double(thresholds[index])) : .missing
            let from: Table.Value = index > 0 ? .number(Double(thresholds[index - 1])) : .missing
            let cells = counts[kept[piece.points.lowerBound]]
            let area: Table.Value = cell.map { .number(Double(cells) * $0) } ?? .missing
            return [
                .whole(index + 1), from, below, .whole(cells), area, .number(piece.slope), .number(piece.intercept),
                .number(piece.squares), .whole(piece.points.count),
            ]
        }
        let columns = [
            "class", "from", "below", "cells_from_here_up", "area_from_here_up_km2", "slope", "intercept",
            "residual_squares", "levels",
        ]
        return Table(columns: columns, rows: rows)
    }
}
