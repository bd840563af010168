import KernelTypes
import Operations
import Survey

extension DistanceTransform {
    /// Writes the distances, or what `change` makes of them strip by strip, of a raster of any size: down the columns
    /// into a scratch raster, then up again with each row's envelope.
    func run(
        from source: any RasterSource, into sink: any RasterSink, at bench: any Workbench,
        _ change: (Strip) -> Void = { _ in }
    ) throws {
        let grid = source.grid
        let bands = grid.bands(ofAtMost: max(1, (1 << 19) / grid.columns))
        let scratch = try bench.scratch(on: grid)
        var down = sweep(columns: grid.columns)
        for (index, band) in bands.enumerated() {
            let vertical = Strip(columns: grid.columns, rows: band, rasterRows: grid.rows)
            down.descend(try source.strip(band), into: vertical)
            try scratch.write(vertical)
            bench.progress("down the columns", Double(index + 1) / Double(bands.count))
        }
        guard down.hasTarget else { throw noTarget }
        try scratch.finish()

        var up = sweep(columns: grid.columns)
        for (index, band) in bands.reversed().enumerated() {
            let vertical = try scratch.strip(band).copied()
            up.ascend(vertical)
            let output = Strip(columns: grid.columns, rows: band, rasterRows: grid.rows)
            // Rows are independent of each other now.
            let parts = Self.parts(of: band, count: 2 * bench.threads)
            try bench.inParallel(parts.count) { fill(vertical.part(parts[$0]), into: output.part(parts[$0])) }
            change(output)
            try sink.write(output)
            bench.progress("along the rows", Double(index + 1) / Double(bands.count))
        }
    }

    private static func parts(of band: Range<Int>, count: Int) -> [Range<Int>] {
        let height = (band.count + count - 1) / count
        return stride(from: band.lowerBound, to: band.upperBound, by: height).map {
            $0..<min($0 + height, band.upperBound)
        }
    }
}

extension Strip {
    /// The same cells in memory of their own, to be changed.
    func copied() -> Strip {
        let copy = Strip(columns: columns, rows: rows, rasterRows: rasterRows)
        cells.withSpan { source in
            copy.cells.withMutableSpan { target in
                for index in source.indices { target[index] = source[index] }
            }
        }
        return copy
    }
}
