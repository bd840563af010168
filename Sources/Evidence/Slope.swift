package import KernelTypes
import Kernels
package import Operations
package import Survey

/// How steep the surface is.
package struct Slope: StripTransform {
    package static let declaration = Operation(
        name: "slope", summary: "Gives the steepness of a surface, in degrees from the horizontal.", family: .terrain,
        inputs: [.init("in", .raster, "heights")],
        parameters: [
            Parameter(
                "method", .choice(["horn", "zevenbergen-thorne"]), default: "horn",
                "horn takes eight neighbours, zevenbergen-thorne four"),
            Parameter(
                "z_factor", .positive, default: 1, "metres in one unit of height, such as 0.3048 for feet"),
            GroundScale.parameter,
        ],
        memory: .strip,
        formula: """
            atan √((dz/dx)² + (dz/dy)²). horn: the sides' differences over 8 cells, the middle ones twice; \
            zevenbergen-thorne: over 2 cells. A cell at the raster's edge or with a neighbour that has no data has none. \
            On a grid in degrees, the cell's size in metres is taken at its row's latitude on the WGS 84 ellipsoid.
            """,
        source: "Horn (1981); Zevenbergen and Thorne (1987); radii of curvature: Snyder (1987), eq. 4-18 and 4-20.")

    private let method: SlopeMethod
    private let heightScale: Double
    private let ground: GroundScale

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        method = try settings.text("method") == "horn" ? .horn : .zevenbergenThorne
        heightScale = try settings.number("z_factor")
        ground = try GroundScale(of: grid, settings)
    }

    package var halo: Int { 1 }

    package func apply(to inputs: [Strip], into output: Strip) {
        guard ground.isPerRow else {
            let cell = ground.cellSize(row: 0)
            Kernels.best.slope(
                of: inputs[0], cellWidth: cell.width, cellHeight: cell.height, method: method, scale: heightScale,
                into: output)
            return
        }
        for row in output.rows {
            let cell = ground.cellSize(row: row)
            Kernels.best.slope(
                of: inputs[0], cellWidth: cell.width, cellHeight: cell.height, method: method, scale: heightScale,
                into: output.part(row..<(row + 1)))
        }
    }
}
