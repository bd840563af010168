import Evidence
import Jobs
import KernelTypes
import Raster
import Survey

/// Exact distances over a raster of any size: down the columns into scratch, then up again with each row's envelope.
enum DistanceWork {
    static let runner = Runner(operation: DistanceTransform.declaration) { place in
        let layer = try place.layer(place.input("in"))
        let grid = layer.grid
        let transform = try DistanceTransform(place.job.parameters, on: grid)
        let bands = grid.bands(ofAtMost: StripWork.height(of: grid, layers: 2, halo: 0))

        let scratch = try LayerWriter(creating: place.scratch("vertical.f32"), grid: grid)
        var down = transform.sweep(columns: grid.columns)
        for band in bands {
            let vertical = Strip(columns: grid.columns, rows: band, rasterRows: grid.rows)
            down.descend(try layer.strip(band), into: vertical)
            try scratch.write(vertical)
        }
        guard down.hasTarget else { throw transform.noTarget }
        try scratch.finish()

        let verticals = try LayerFile(reading: scratch.path)
        let writer = try LayerWriter(creating: place.output("out", file: "out.f32"), grid: grid)
        var up = transform.sweep(columns: grid.columns)
        for band in bands.reversed() {
            let vertical = try verticals.strip(band).copy()
            up.ascend(vertical)
            let output = Strip(columns: grid.columns, rows: band, rasterRows: grid.rows)
            transform.fill(vertical, into: output)
            try writer.write(output)
        }
        try writer.finish()
    }
}

extension Strip {
    /// The same cells in memory of their own, to be changed.
    fileprivate func copy() -> Strip {
        let copy = Strip(columns: columns, rows: rows, rasterRows: rasterRows)
        cells.withSpan { source in
            copy.cells.withMutableSpan { target in
                for index in source.indices { target[index] = source[index] }
            }
        }
        return copy
    }
}
