import KernelTypes
package import Operations
import Survey

/// A log-ratio of gridded parts.
package struct LogRatioLayers: Procedure {
    package static let declaration = Operation(
        name: "log-ratio-layers", summary: "Gives a log-ratio coordinate of several rasters that are parts of a whole.",
        family: .geochemistry,
        inputs: [.init("in", .raster, "the parts, in one unit, on the same cells", isMany: true)],
        parameters: [
            Parameter(
                "transform", .choice(["alr", "clr", "ilr", "plr", "log-ratio"]), default: "clr", "as for readings"),
            Parameter(
                "coordinate", .integer(from: 1, to: 100_000), default: 1,
                "which one, in the order in which the transform of readings gives them"),
            Parameter(
                "denominator", .integer(from: 1, to: 1_000), isOptional: true,
                "alr: the number of the layer that divides; without it, the last"),
        ],
        memory: .strip,
        formula: """
            As 'alr', 'clr', 'ilr' (default partition), 'plr' and 'log-ratio' of readings, in each cell. No data where \
            a layer has none; a zero or a negative cell is refused.
            """,
        source: "Aitchison (1986); Egozcue et al. (2003), Mathematical Geology 35; Filzmoser, Hron and Templ (2018).")

    private let settings: Settings
    private let coordinate: Int

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        coordinate = try settings.integer("coordinate") - 1
    }

    package func run(at bench: any Workbench) throws {
        let layers = try bench.rasters("in")
        guard let first = layers.first, layers.count >= 2 else {
            throw settings.error(.missingInput, "in", "a composition has at least two parts", "give two or more layers")
        }
        let units = Set(layers.map(\.unit))
        guard units.count == 1 else {
            throw settings.error(
                .unfitInput, "in", "the layers are in " + units.sorted().map { "'\($0)'" }.joined(separator: ", "),
                "bring them to one unit")
        }
        for layer in layers where !layer.grid.hasSameCells(as: first.grid) {
            throw settings.error(
                .unfitInput, "in", "'\(layer.name)' has other cells than '\(first.name)'",
                "bring both to one grid with 'align'")
        }
        let factors = try factors(layers.map(\.name))
        let grid = first.grid
        let out = try bench.raster("out", on: grid, unit: "")
        let bands = grid.bands(ofAtMost: max(1, (1 << 18) / grid.columns))
        let settings = settings
        try bench.inParallel(bands.count) { index in
            let output = Strip(columns: grid.columns, rows: bands[index], rasterRows: grid.rows)
            var sums = [Double](repeating: 0, count: output.cells.count)
            for (layer, factor) in zip(layers, factors) {
                let strip = try layer.strip(bands[index])
                let bad = strip.cells.withSpan { cells -> Int? in
                    for cell in cells.indices {
                        let value = cells[cell]
                        if value <= 0 || value == .infinity { return cell }
                        // NaN passes through, also of a part that does not count here.
                        sums[cell] += factor * Elementary.log(Double(value))
                    }
                    return nil
                }
                if let bad {
                    let (column, row) = (bad % grid.columns, bad / grid.columns + bands[index].lowerBound)
                    throw settings.error(
                        .unfitInput, "in",
                        "'\(layer.name)' is \(strip.cells[bad]) in column \(column), row \(row), "
                            + "which has no logarithm",
                        "mask such cells, or grid the logarithm of the readings")
                }
            }
            output.cells.withMutableSpan { cells in
                for cell in cells.indices { cells[cell] = Float(sums[cell]) }
            }
            try out.write(output)
        }
    }

    private func factors(_ names: [String]) throws(OperationError) -> [Double] {
        let ratios: LogRatios
        switch try settings.text("transform") {
        case "alr":
            let denominator = settings.has("denominator") ? try settings.integer("denominator") - 1 : names.count - 1
            guard denominator < names.count else {
                throw settings.error(
                    .outOfRange, "denominator", "there is no layer \(denominator + 1) of \(names.count)",
                    "write a whole number in 1...\(names.count)")
            }
            ratios = .additive(names, denominator: denominator)
        case "ilr": ratios = .isometric(names, signs: LogRatios.defaultPartition(names.count))
        case "plr": ratios = .pivot(names)
        case "log-ratio": ratios = .pairwise(names)
        default: ratios = .centred(names)
        }
        guard coordinate < ratios.coordinates.count else {
            throw settings.error(
                .outOfRange, "coordinate", "there is no coordinate \(coordinate + 1)",
                "write a whole number in 1...\(ratios.coordinates.count)")
        }
        return ratios.forward[coordinate]
    }
}
