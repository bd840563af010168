import Evidence
import Jobs
import KernelTypes
import Raster
import Survey

/// Exact distances over a raster of any size: down the columns into scratch, then up again with each row's envelope.
enum DistanceWork {
    static let runner = Runner(operation: DistanceTransform.declaration) { place in
        let layer = try cells(of: place.input("in"), place)
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

    /// Features and occurrences burned into cells, a raster as it is.
    private static func cells(of input: Job.Input, _ place: Workplace) throws -> LayerFile {
        let ending = input.path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        let features: [Feature]
        switch ending {
        case "json": features = try OccurrenceFile.read(input.path).map { Feature(geometry: .points([$0.location])) }
        case "gpkg", "shp", "geojson", "fgb": features = try VectorFile.read(input.path, into: place.grid().crs)
        default: return try place.layer(input)
        }
        let grid = try place.grid()
        let writer = try LayerWriter(creating: place.scratch("features.f32"), grid: grid)
        try Rasterisation.rasterise(features, onto: grid, .value(1), into: writer, threads: place.threads)
        try writer.finish()
        return try LayerFile(reading: writer.path)
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
