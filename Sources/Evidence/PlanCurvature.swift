package import KernelTypes
package import Operations
package import Survey

/// Bending of the contour lines.
package struct PlanCurvature: StripTransform {
    package static let declaration = Operation(
        name: "plan-curvature", summary: "Gives how strongly the contour line through a cell bends, in 1/m.",
        family: .terrain, inputs: [.init("in", .raster, "heights")],
        parameters: [SurfaceMeasure.curvatureMethod, SurfaceMeasure.heightFactor, GroundScale.parameter],
        memory: .strip, halo: "1 cell",
        formula: """
            -(q² r - 2 p q s + p² t) / (p² + q²)^(3/2), in 1/m, positive where the ground is convex, as on a spur; \
            p = dz/dx, q = dz/dy, r = d²z/dx², s = d²z/dxdy, t = d²z/dy². 0 on level ground, which falls no way. \
            \(SurfaceMeasure.edges)
            """,
        source: """
            Evans (1979); Young (1978); Zevenbergen and Thorne (1987) for the derivatives; the formula and its sign as in \
            Wood (1996), The Geomorphological Characterisation of Digital Elevation Models, without his factor of 100.
            """)

    private let measure: SurfaceMeasure

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        measure = try SurfaceMeasure(.planCurvature, Settings(parameters, of: Self.declaration), on: grid)
    }

    package var halo: Int { 1 }

    package func apply(to inputs: [Strip], into output: Strip) { measure.apply(to: inputs[0], into: output) }
}
