import FoundationEssentials
import Instruments
import Jobs
import KernelTypes
import Raster
import Survey

/// Grids in formats that GDAL has no driver for, as a GeoTIFF that all that follows reads.
enum GridIntake {
    /// The path of a raster that GDAL reads: the file's own, or that of a copy in scratch for a Geosoft grid.
    static func raster(_ input: Job.Input, _ place: Workplace) throws -> String {
        guard input.path.lowercased().hasSuffix(".grd") else { return input.path }
        let found: InstrumentResult
        do {
            found = try InstrumentFile.read(
                try ReadingIntake.bytes(input.path), name: input.name,
                companions: try ReadingIntake.companions(of: input))
        } catch let error as InstrumentError where error.code == .unknownFormat {
            // `.grd` is Surfer's ending too, and that GDAL reads.
            return input.path
        }
        guard case .grid(let grid, let report) = found else { return input.path }
        report.notes.forEach(place.note)
        return try copy(grid, of: input, place)
    }

    private static func copy(_ grid: InstrumentGrid, of input: Job.Input, _ place: Workplace) throws -> String {
        guard let crs = grid.crs ?? place.text("assume_crs") else {
            throw JobFailure(
                code: .badData, file: input.name, reason: "it has no CRS",
                remedy: "send its .grd.xml along, or declare assume_crs for the layer in campaign.yaml")
        }
        // As if it were not turned: a layer's rows run west to east, and the turn is told to GDAL alone.
        let header = LayerHeader(
            grid: AnalysisGrid(
                crs: crs, west: grid.west, north: grid.north, cellWidth: grid.cellWidth, cellHeight: grid.cellHeight,
                columns: grid.columns, rows: grid.rows), unit: grid.unit)
        let name = "grid-" + String(place.scratchCount)
        place.scratchCount += 1
        let writer = try LayerWriter(creating: place.scratch("\(name).f32"), header: header)
        let strip = Strip(columns: grid.columns, rows: 0..<grid.rows, rasterRows: grid.rows)
        for index in 0..<strip.cells.count { strip.cells[index] = Float(grid.cells[index]) }
        try writer.write(strip)
        try writer.finish()
        let path = place.scratch("\(name).tif")
        try GeoTIFFWriter.write(try LayerFile(reading: writer.path), to: path, geotransform: grid.geotransform)
        return path
    }
}
