package import KernelTypes
package import Operations
package import Survey

/// A filter of a field by its spectrum: declared by what it does to each wave, and how its fields are combined.
package protocol SpectralFilter: Procedure {
    /// The fields to make in a tile of the raster, whose core is `core`.
    func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart]
    /// Writes one row of the result from the fields of a window of that many columns.
    func combine(_ fields: [Cells], row: Int, columns: Int, of field: Field, into output: Cells)
    /// How far the filter reaches, in metres, on cells with this greater side: beyond, a source moves the result by less
    /// than a thousandth of what it does above itself. `nil` where it has no end, so that there can be no tiles.
    func reach(cell: Double) -> Double?
    /// The unit of the result.
    func unit(of unit: String) -> String
    /// The greatest side of a tile, in metres; `nil` where one filter does for the whole raster.
    func greatestTile(of field: Field, at bench: any Workbench) throws -> Double?
}

/// The raster that is filtered.
package struct Field: Sendable {
    package let source: any RasterSource
    package let grid: AnalysisGrid
    /// Sides of a cell.
    package let metres: (width: Double, height: Double)

    /// The input `in` of a bench, in a CRS with distances.
    init(from bench: any Workbench, of operation: Operation) throws {
        source = try bench.raster("in")
        grid = source.grid
        func unfit(_ reason: String, _ remedy: String) -> OperationError {
            OperationError(code: .unfitInput, operation: operation.name, key: "in", reason: reason, remedy: remedy)
        }
        guard let unit = try bench.metresPerUnit(of: grid.crs) else {
            throw unfit(
                "the grid is in degrees, in which distances east and north differ", "bring it to a projected grid")
        }
        guard grid.columns > 3, grid.rows > 3 else {
            throw unfit("a raster of \(grid.columns) x \(grid.rows) cells has no spectrum", "give at least 4 x 4 cells")
        }
        metres = (unit * grid.cellWidth, unit * grid.cellHeight)
    }
}

extension SpectralFilter {
    package func combine(_ fields: [Cells], row: Int, columns: Int, of field: Field, into output: Cells) {
        let first = fields[0].part((row * columns)..<((row + 1) * columns))
        first.withSpan { values in
            output.withMutableSpan { output in
                for column in output.indices { output[column] = values[column] }
            }
        }
    }

    package func unit(of unit: String) -> String { unit }
    package func greatestTile(of field: Field, at bench: any Workbench) throws -> Double? { nil }

    package func run(at bench: any Workbench) throws {
        let field = try Field(from: bench, of: Self.declaration)
        let parts = try parts(for: field.grid.whole, of: field, at: bench).count
        let tiles = try FieldTiles(
            of: field, reach: reach(cell: max(field.metres.width, field.metres.height)), parts: parts,
            greatest: try greatestTile(of: field, at: bench), at: bench, for: Self.declaration)
        let sink = try bench.raster("out", on: field.grid, unit: unit(of: field.source.unit))
        var blending = TileBlending(tiles: tiles, field: field, sink: sink)
        for row in tiles.rows.indices {
            for column in tiles.columns.indices {
                try blending.add(row: row, column: column, at: bench) { block, core in
                    let fields = try self.parts(for: core, of: field, at: bench).map {
                        try block.field($0, at: bench)
                    }
                    return { self.combine(fields, row: $0, columns: block.window.columns, of: field, into: $1) }
                }
            }
            try blending.closeRow(row, at: bench)
            bench.progress(Self.declaration.name, Double(row + 1) / Double(tiles.rows.count))
        }
        bench.record("tiles", Double(tiles.rows.count * tiles.columns.count))
        if tiles.isWhole { return }
        bench.record("overlap_cells", Double(tiles.overlap))
        bench.note(
            "Filtered in \(tiles.rows.count * tiles.columns.count) tiles that overlap by \(tiles.overlap) cells.")
    }
}
