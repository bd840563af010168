import Jobs
import Operations
import Raster
import Survey

/// Brings raster drops to the analysis grid.
enum AlignWork {
    static let operation = Operation(
        name: "align", summary: "Brings rasters of any CRS and cell size to the analysis grid.", family: .alignment,
        inputs: [
            .init("in", .raster, "the rasters; later ones lie over earlier ones where they have data", isMany: true)
        ],
        parameters: [
            Parameter(
                "resample", .choice(Resampling.allCases.map(\.rawValue)), default: "bilinear",
                "how a cell gets its value; for classes use nearest or mode"),
            Parameter("band", .integer(from: 1, to: 65_535), default: 1, "the band, counted from 1"),
            Parameter("assume_crs", .text, isOptional: true, "the CRS of a file that has none, such as EPSG:32641"),
            Parameter("nodata", .numbers, isOptional: true, "values that are no data, besides the declared one"),
            Parameter("unit", .text, isOptional: true, "the unit of the values"),
        ],
        memory: .strip,
        formula: """
            out(cell) = in at the cell's centre, by nearest, bilinear or cubic interpolation, or the average or mode of \
            the source's cells that it covers; coordinates by PROJ, exact. A source on the same cells is copied.
            """,
        source: "GDAL 3.6 warp kernels; PROJ 9.1; cubic: Keys (1981), a = -0.5.")

    static let runner = Runner(operation: operation) { place in
        let grid = try place.grid()
        let sources = try place.inputs("in").map { input in
            AlignmentSource(
                path: try GridIntake.raster(input, place), label: input.name, band: Int(place.number("band") ?? 1),
                nodata: place.nodataRule,
                assumedCRS: place.text("assume_crs"))
        }
        let header = LayerHeader(grid: grid, unit: place.text("unit") ?? "")
        let writer = try LayerWriter(creating: place.output("out", file: "out.f32"), header: header)
        let resampling = place.text("resample").flatMap(Resampling.init) ?? .bilinear
        let report = try Alignment.align(
            sources: sources, to: grid, resampling: resampling, into: writer, scratch: place.job.output,
            memory: place.job.limits.memoryBytes / 4, threads: place.threads)
        try writer.finish()
        report.notes.forEach(place.note)
        place.record("covered", Double(report.covered) / Double(grid.cellCount))
    }
}

extension Workplace {
    /// What counts as no data besides what the file declares.
    var nodataRule: NodataRule {
        guard let values = job.parameters["nodata"]?.list?.compactMap(\.number), !values.isEmpty else {
            return .declared
        }
        return .also(values)
    }
}
