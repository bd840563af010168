import Jobs
import Operations
import Projection
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
            ballpark,
        ],
        memory: .strip,
        formula: """
            out(cell) = in at the cell's centre, by nearest, bilinear or cubic interpolation, or the average or mode of \
            the source's cells that it covers; coordinates by PROJ, exact, by the one transformation that is best over \
            the grid and that the report names. A source on the same cells is copied.
            """,
        source: "GDAL 3.6 warp kernels; PROJ 9.1; cubic: Keys (1981), a = -0.5.", version: 2)

    /// What to do where nobody knows the change of datum.
    static let ballpark = Parameter(
        "ballpark", .choice(["refuse", "allow"]), default: "refuse",
        "whether coordinates may be transformed without their change of datum, where nobody knows it")

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
            memory: place.job.limits.memoryBytes / 4, threads: place.threads, route: place.route)
        try writer.finish()
        report.notes.forEach(place.note)
        for (label, route) in report.routes {
            place.record(fact: "transformation of \(label)", route.summary)
            place.record(fact: "pipeline of \(label)", route.pipeline)
        }
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

    /// The way of coordinates into the grid's CRS; an error where it would be ballpark and that is not allowed.
    func route(_ crs: String, _ grid: AnalysisGrid) throws(RasterError) -> CoordinateRoute {
        do throws(ProjectionError) {
            return try Transformation.route(
                from: crs, to: grid.crs, over: grid.bounds, gridPaths: gridPaths,
                allowsBallpark: text("ballpark") == "allow")
        } catch {
            throw RasterError(
                .noRoute, operation: "transform from \(try CoordinateSystem(crs).name)", messages: [error.reason],
                remedy: error.remedy)
        }
    }
}
