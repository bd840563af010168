import KernelTypes
package import Operations
import Survey

/// The neighbour that each cell's water runs to.
package struct FlowDirection: Procedure {
    package static let declaration = Operation(
        name: "flow-direction", summary: "Gives the direction in which water leaves each cell of a terrain model (D8).",
        family: .terrain, inputs: [.init("in", .raster, "heights")], memory: .whole,
        formula: """
            1 east, 2 south-east, 4 south, 8 south-west, 16 west, 32 north-west, 64 north, 128 north-east; 0 where it \
            leaves the raster or runs into cells without data. The steepest way down on the surface whose depressions \
            are filled; of equal ones the first clockwise from east. Flats and filled depressions drain to the cell \
            from which the flood reached them, by height and then in the order of reaching.
            """,
        source: """
            O'Callaghan and Mark (1984), Computer Vision 28; priority-flood: Barnes, Lehman and Mulla (2014), \
            Computers & Geosciences 62; the numbers are those of ESRI's.
            """)

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        let (layer, routing) = try FlowRouting.of("in", at: bench, Self.declaration, settings)
        let codes = (0..<8).map { Float(1 << $0) } + [0, .nan]
        try layer.write("out", unit: "", at: bench) { codes[Int(routing.directions[$0])] }
        bench.record("filled_cells", Double(routing.filled))
    }
}

extension FlowRouting {
    /// Routes the raster of an input, which is taken whole.
    static func of(
        _ input: String, at bench: any Workbench, _ operation: Operation, _ settings: Settings
    ) throws -> (layer: any RasterSource, routing: FlowRouting) {
        let layer = try bench.raster(input)
        let grid = layer.grid
        guard try bench.metresPerUnit(of: grid.crs) != nil else {
            throw settings.error(
                .unfitInput, input, "the grid is in degrees, where a cell's diagonal has no one length",
                "bring the layer to a projected grid with 'align'")
        }
        guard grid.cellCount < Int(Int32.max) else {
            throw settings.error(
                .tooLarge, input, "the raster has \(grid.cellCount) cells, and 2147483646 are the most",
                "use a coarser grid")
        }
        try bench.require(bytes: bytes(cells: grid.cellCount), of: operation, for: "routing \(grid.cellCount) cells")
        let heights = try layer.whole()
        let routing = FlowRouting(heights, cellWidth: grid.cellWidth, cellHeight: grid.cellHeight)
        guard routing.directions.contains(where: { $0 != none }) else {
            throw settings.error(
                .unfitInput, input, "no cell has a height", "give a terrain model that covers the grid")
        }
        return (layer, routing)
    }
}

extension RasterSource {
    /// Writes an output on this raster's cells, from each cell's number.
    func write(
        _ output: String, unit: String, at bench: any Workbench, _ value: @escaping @Sendable (Int) -> Float
    ) throws {
        let out = try bench.raster(output, on: grid, unit: unit)
        let (columns, rows) = (grid.columns, grid.rows)
        let bands = grid.bands(ofAtMost: max(1, (1 << 18) / columns))
        try bench.inParallel(bands.count) { index in
            let strip = Strip(columns: columns, rows: bands[index], rasterRows: rows)
            let start = bands[index].lowerBound * columns
            strip.cells.withMutableSpan { cells in
                for cell in cells.indices { cells[cell] = value(start + cell) }
            }
            try out.write(strip)
        }
    }
}
