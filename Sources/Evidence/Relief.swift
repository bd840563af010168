import KernelTypes
package import Operations
import Survey

/// Slope and hillshade of a surface from one reading of its heights.
package struct Relief: Procedure {
    package static let declaration = Operation(
        name: "relief", summary: "Gives the slope and the hillshade of a surface in one pass.", family: .terrain,
        inputs: [.init("in", .raster, "heights, or any field to be seen as relief")],
        parameters: [
            Hillshade.azimuth, Hillshade.altitude, SurfaceMeasure.method, SurfaceMeasure.heightFactor,
            GroundScale.parameter,
        ],
        outputs: [.init("slope", .raster), .init("hillshade", .raster)], memory: .strip, halo: "1 cell",
        formula: "The numbers of 'slope' and of 'hillshade', bit for bit; the gradient is taken once for both.",
        source: "Horn (1981) for the light; methods as in 'slope'.")

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
    }

    package func run(at bench: any Workbench) throws {
        let source = try bench.raster("in")
        let grid = source.grid
        let measure = try SurfaceMeasure(.hillshade, settings, on: grid, light: Hillshade.light(settings))
        let slope = try bench.raster("slope", on: grid, unit: "degree")
        let hillshade = try bench.raster("hillshade", on: grid, unit: "")
        let bands = grid.bands(ofAtMost: max(1, (1 << 18) / (3 * grid.columns)))
        try bench.inParallel(bands.count) { index in
            let band = bands[index]
            let reach = max(0, band.lowerBound - 1)..<min(grid.rows, band.upperBound + 1)
            let steep = Strip(columns: grid.columns, rows: band, rasterRows: grid.rows)
            let shade = Strip(columns: grid.columns, rows: band, rasterRows: grid.rows)
            measure.apply(to: try source.strip(reach), slope: steep, hillshade: shade)
            try slope.write(steep)
            try hillshade.write(shade)
        }
    }
}
