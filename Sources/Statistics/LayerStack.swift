import KernelTypes
import Operations
import Survey

/// Several rasters on the same cells, read together in bands of whole rows.
struct LayerStack: Sendable {
    let layers: [any RasterSource]
    let grid: AnalysisGrid
    /// Rows of a band; results do not depend on it.
    var bandRows: Int

    /// One layer by itself.
    init(_ layer: any RasterSource) {
        layers = [layer]
        grid = layer.grid
        bandRows = max(1, min(64, (1 << 20) / max(1, grid.columns)))
    }

    /// The layers of an input, at least `least` of them.
    init(_ input: String, at bench: any Workbench, of settings: Settings, least: Int = 1) throws {
        layers = try bench.rasters(input)
        guard let first = layers.first, layers.count >= least else {
            throw settings.error(
                .missingInput, input, "'\(input)' has \(layers.count) of at least \(least) layers", "give more layers")
        }
        grid = first.grid
        for layer in layers where !layer.grid.hasSameCells(as: first.grid) {
            throw settings.error(
                .unfitInput, input, "'\(layer.name)' has other cells than '\(first.name)'",
                "bring both to one grid with 'align'")
        }
        bandRows = max(1, min(64, (1 << 20) / max(1, grid.columns * layers.count)))
    }

    var count: Int { layers.count }
    var names: [String] { layers.map(\.name) }

    /// Visits every row of every band in parallel, and merges what each row gave from north to south.
    func fold<State: Sendable, Part: Sendable>(
        at bench: any Workbench, stage: String, into initial: State,
        row body: @escaping @Sendable (LayerRow) throws -> Part, merge: @escaping @Sendable (inout State, Part) -> Void
    ) throws -> State {
        let bands = grid.bands(ofAtMost: bandRows)
        let merged = OrderedMerge<State, Part>(initial, add: merge)
        try bench.inParallel(bands.count) { index in
            var row = LayerRow(layers: count, columns: grid.columns)
            let strips = try layers.map { try $0.strip(bands[index]) }
            var parts: [Part] = []
            parts.reserveCapacity(bands[index].count)
            for number in bands[index] {
                row.take(number, from: strips)
                parts.append(try body(row))
            }
            merged.give(parts, of: index)
        }
        bench.progress(stage, 1)
        return merged.result
    }

    /// Writes rasters whose cells are made from the layers' cells of the same row; NaN where a layer has no value.
    ///
    /// `body` gets a row and a run of its `count` results for each sink, to be filled.
    func map(
        at bench: any Workbench, into sinks: [any RasterSink],
        row body: @escaping @Sendable (LayerRow, [UnsafeMutablePointer<Float>]) throws -> Void
    ) throws {
        let bands = grid.bands(ofAtMost: bandRows)
        try bench.inParallel(bands.count) { index in
            let band = bands[index]
            var row = LayerRow(layers: count, columns: grid.columns)
            let strips = try layers.map { try $0.strip(band) }
            let results = sinks.map { _ in Cells(count: grid.columns) }
            let outputs = sinks.map { _ in Strip(columns: grid.columns, rows: band, rasterRows: grid.rows) }
            for number in band {
                row.take(number, from: strips)
                try body(row, results.map(\.base))
                for (result, output) in zip(results, outputs) { row.spread(result.base, into: output.row(number)) }
            }
            for (sink, output) in zip(sinks, outputs) { try sink.write(output) }
        }
    }
}
