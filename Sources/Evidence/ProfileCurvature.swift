package import KernelTypes
package import Operations
package import Survey

/// Bending along the fall.
package struct ProfileCurvature: StripTransform {
    package static let declaration = Operation(
        name: "profile-curvature", summary: "Gives how strongly a surface bends along its fall, in 1/m.",
        family: .terrain, inputs: [.init("in", .raster, "heights")],
        parameters: [SurfaceMeasure.curvatureMethod, SurfaceMeasure.heightFactor, GroundScale.parameter],
        memory: .strip, halo: "1 cell",
        formula: """
            -(p² r + 2 p q s + q² t) / ((p² + q²) (1 + p² + q²)^(3/2)), in 1/m, positive where the ground is convex, \
            as at a brow; p = dz/dx, q = dz/dy, r = d²z/dx², s = d²z/dxdy, t = d²z/dy². 0 on level ground, which falls no way. \
            \(SurfaceMeasure.edges)
            """,
        source: """
            Evans (1979); Young (1978); Zevenbergen and Thorne (1987) for the derivatives; the formula and its sign as in \
            Wood (1996), The Geomorphological Characterisation of Digital Elevation Models, without his factor of 100.
            """)

    private let measure: SurfaceMeasure

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        measure = try SurfaceMeasure(.profileCurvature, Settings(parameters, of: Self.declaration), on: grid)
    }

    package var halo: Int { 1 }

    package func apply(to inputs: [Strip], into output: Strip) { measure.apply(to: inputs[0], into: output) }
}
