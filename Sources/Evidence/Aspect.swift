package import KernelTypes
package import Operations
package import Survey

/// Which way the surface falls.
package struct Aspect: StripTransform {
    package static let declaration = Operation(
        name: "aspect",
        summary: "Gives the direction in which a surface falls most steeply, in degrees clockwise from grid north.",
        family: .terrain, inputs: [.init("in", .raster, "heights")],
        parameters: [SurfaceMeasure.method, SurfaceMeasure.heightFactor, GroundScale.parameter],
        memory: .strip, halo: "1 cell",
        formula: """
            atan2(-p, -q) within 0 ..< 360, p and q as in slope: 0 falls to the north, 90 to the east. Level ground has \
            no aspect: no data. \(SurfaceMeasure.edges)
            """,
        source: """
            Horn (1981); Zevenbergen and Thorne (1987); Evans (1979); Young (1978). Degrees and no data on level ground \
            as gdaldem has them.
            """)

    private let measure: SurfaceMeasure

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        measure = try SurfaceMeasure(.aspect, Settings(parameters, of: Self.declaration), on: grid)
    }

    package var halo: Int { 1 }

    package func apply(to inputs: [Strip], into output: Strip) { measure.apply(to: inputs[0], into: output) }
}
