package import KernelTypes
package import Operations
package import Survey

/// How steep the surface is.
package struct Slope: StripTransform {
    package static let declaration = Operation(
        name: "slope", summary: "Gives the steepness of a surface, in degrees from the horizontal.", family: .terrain,
        inputs: [.init("in", .raster, "heights")],
        parameters: [SurfaceMeasure.method, SurfaceMeasure.heightFactor, GroundScale.parameter],
        memory: .strip, halo: "1 cell",
        formula: """
            atan √(p² + q²) with p = dz/dx and q = dz/dy. horn: the sides' differences over 8 cells, the middle ones \
            twice; zevenbergen-thorne: the middle ones over 2 cells; evans, young: the sides' differences over 6 cells. \
            \(SurfaceMeasure.edges)
            """,
        source: """
            Horn (1981); Zevenbergen and Thorne (1987); Evans (1979); Young (1978); radii of curvature: Snyder (1987), \
            eq. 4-18 and 4-20.
            """,
        version: 2)

    private let measure: SurfaceMeasure

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        measure = try SurfaceMeasure(.slope, Settings(parameters, of: Self.declaration), on: grid)
    }

    package var halo: Int { 1 }

    package func apply(to inputs: [Strip], into output: Strip) { measure.apply(to: inputs[0], into: output) }
}
