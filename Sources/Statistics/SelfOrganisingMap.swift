import KernelTypes
package import Operations
import Survey

/// A sheet of nodes that is laid through the cloud of cells.
package struct SelfOrganisingMap: Procedure {
    package static let declaration = Operation(
        name: "self-organising-map",
        summary:
            "Sorts the cells into nodes of a sheet, on which neighbours are alike, and tells how far each cell is off.",
        family: .statistics, inputs: [.layers],
        parameters: [
            Parameter("width", .integer(from: 1, to: 100), unit: "nodes", default: 8, "nodes in a row of the sheet"),
            Parameter("height", .integer(from: 1, to: 100), unit: "nodes", default: 6, "rows of the sheet"),
            Parameter("epochs", .integer(from: 1, to: 1_000), default: 20, "passes over the sample"),
            Parameter(
                "last_radius", .number(from: 0.1, to: 10), unit: "nodes", default: 0.5,
                "of the neighbourhood in the last pass; the first is half the sheet's longer side"),
            Parameter(
                "sample", .integer(from: 100, to: 1_000_000), unit: "cells", default: 20_000,
                "cells on which it is trained, drawn without replacement"),
            .seed,
        ],
        outputs: [.init("out", .raster), .init("error", .raster), .init("table", .table)], memory: .twoPass,
        formula: """
            Batch map on layers brought to mean 0 and deviation 1: in each pass, a node becomes Σ h x / Σ h over the \
            sample, h = exp(-d² / 2 r²), d the distance on the rectangular sheet from the node to the cell's nearest \
            node, r falling by equal factors. The first sheet is the plane of the two largest principal components, \
            from -2 to 2 deviations. 'out' is the nearest node's number, 1 in the first row, row after row; 'error' \
            the distance to it. The figure 'topographic_error' is the share of the sample whose second nearest node is \
            not a neighbour of the nearest. The table has each node's place, cells and layers in their units.
            """,
        source: "Kohonen (2001), Self-Organizing Maps, 3rd ed., 3.6 (batch map) and 3.7 (linear start).")

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        let stack = try LayerStack("in", at: bench, of: settings)
        let (width, height) = (try settings.integer("width"), try settings.integer("height"))
        guard width * height >= 2 else {
            throw settings.error(.outOfRange, "width", "a sheet of one node sorts nothing", "ask for at least 2 nodes")
        }
        let moments = try stack.crossMoments(at: bench, of: settings, least: 2)
        try stack.requireSpread(moments, of: settings)
        let standard = StandardLayers(moments, isStandardised: true)
        let sample = try stack.sample(try settings.integer("sample"), seed: try settings.seed(), at: bench)
        var sheet = try Sheet(width: width, height: height, moments: moments)
        let values = standard.values(of: sample)
        try sheet.train(
            values, epochs: try settings.integer("epochs"), lastRadius: try settings.number("last_radius"), at: bench)
        bench.record("topographic_error", sheet.topographicError(values))

        let centres = sheet.centres
        let out = try bench.raster("out", on: stack.grid, unit: "")
        let error = try bench.raster("error", on: stack.grid, unit: "")
        // Counts and distances only.
        let counts = OrderedMerge<CentreSums, CentreSums>(CentreSums(centres: centres.count, variables: 0)) {
            $0.merge($1)
        }
        try write(stack, standard, centres, [out, error], counts, bench)
        let sums = counts.result
        let rows: [[Table.Value]] = (0..<centres.count).map { node in
            let layers = centres.centre(node).enumerated().map { layer, value in
                Table.Value.number(standard.original(Double(value), layer: layer))
            }
            return [.whole(node + 1), .whole(node % width + 1), .whole(node / width + 1), .whole(sums.counts[node])]
                + layers
        }
        try bench.give(
            table: Table(columns: ["node", "column", "row", "cells"] + stack.names, rows: rows), to: "table")
        bench.record("cells", Double(moments.count))
        bench.record("quantisation_error", sums.squares / Double(max(1, moments.count)))
    }

    private func write(
        _ stack: LayerStack, _ standard: StandardLayers, _ centres: Centres, _ sinks: [any RasterSink],
        _ counts: OrderedMerge<CentreSums, CentreSums>, _ bench: any Workbench
    ) throws {
        let grid = stack.grid
        let bands = grid.bands(ofAtMost: stack.bandRows)
        try bench.inParallel(bands.count) { index in
            let band = bands[index]
            var row = LayerRow(layers: stack.count, columns: grid.columns)
            let strips = try stack.layers.map { try $0.strip(band) }
            let outputs = sinks.map { _ in Strip(columns: grid.columns, rows: band, rasterRows: grid.rows) }
            let results = sinks.map { _ in Cells(count: grid.columns) }
            var parts: [CentreSums] = []
            for number in band {
                row.take(number, from: strips)
                var part = CentreSums(centres: centres.count, variables: 0)
                centres.visit(row, standard) { start, _, count, numbers, squares in
                    for cell in 0..<count {
                        let distance = Double(squares[cell]).squareRoot()
                        results[0].base[start + cell] = Float(numbers[cell] + 1)
                        results[1].base[start + cell] = Float(distance)
                        part.counts[Int(numbers[cell])] += 1
                        // The mean of distances, not of squares, is the quantisation error.
                        part.squares += distance
                    }
                }
                parts.append(part)
                for (result, output) in zip(results, outputs) { row.spread(result.base, into: output.row(number)) }
            }
            counts.give(parts, of: index)
            for (sink, output) in zip(sinks, outputs) { try sink.write(output) }
        }
    }
}
