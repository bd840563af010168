package import KernelTypes
package import Operations
package import Survey

/// The surface under a light from one side.
package struct Hillshade: StripTransform {
    package static let declaration = Operation(
        name: "hillshade", summary: "Gives the illumination of a surface, 0 in the shade to 255 in full light.",
        family: .terrain, inputs: [.init("in", .raster, "heights, or any field to be seen as relief")],
        parameters: [
            azimuth, altitude, SurfaceMeasure.method, SurfaceMeasure.heightFactor, GroundScale.parameter,
        ],
        memory: .strip, halo: "1 cell",
        formula: """
            255 · max(0, (sin h - cos h (p sin a + q cos a)) / √(1 + p² + q²)) with the light's azimuth a and altitude h, \
            p and q as in slope. \(SurfaceMeasure.edges)
            """,
        source: "Horn (1981), Hill shading and the reflectance map, Proceedings of the IEEE 69.")

    private let measure: SurfaceMeasure

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        measure = try SurfaceMeasure(.hillshade, settings, on: grid, light: Self.light(settings))
    }

    package var halo: Int { 1 }

    package func apply(to inputs: [Strip], into output: Strip) { measure.apply(to: inputs[0], into: output) }

    static let azimuth = Parameter(
        "azimuth", .number(from: 0, to: 360), unit: "degree", default: 315,
        "where the light comes from, clockwise from grid north")
    static let altitude = Parameter(
        "altitude", .number(from: 0, to: 90), unit: "degree", default: 45, "height of the light above the horizon")

    /// Towards the light, a vector of length 1.
    static func light(_ settings: Settings) throws(OperationError) -> (east: Double, north: Double, up: Double) {
        let azimuth = try settings.number("azimuth") * .pi / 180
        let altitude = try settings.number("altitude") * .pi / 180
        let level = Elementary.cos(altitude)
        return (level * Elementary.sin(azimuth), level * Elementary.cos(azimuth), Elementary.sin(altitude))
    }
}
