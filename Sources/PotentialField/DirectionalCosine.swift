import KernelTypes
package import Operations
package import Survey

/// A field without, or with only, what trends along an azimuth.
package struct DirectionalCosine: SpectralFilter {
    package static let declaration = Operation(
        name: "directional-cosine", summary: "Rejects or passes features that trend along an azimuth.",
        family: .potentialField, inputs: [.init("in", .raster, "the field on a projected grid")],
        parameters: [
            Parameter(
                "azimuth", .number(from: -360, to: 360), unit: "degree",
                "trend of the features, clockwise from grid north"),
            Parameter(
                "exponent", .number(from: 0.1, to: 16), default: 0.5,
                "below 1 narrow when rejecting, above 1 narrow when passing"),
            Parameter("mode", .choice(["reject", "pass"]), default: "reject", "what is done with these features"),
        ],
        memory: .whole,
        formula: """
            Pass: F |sin(θ - A)|ⁿ with θ the azimuth of the wave, as a feature along A is made of waves across it; \
            reject: 1 less that. Reject keeps the plane.
            """,
        source: """
            Cosine directional filter as in Geosoft's MAGMAP.
            """)

    private let response: DirectionResponse

    package init(_ settings: Settings) throws(OperationError) {
        response = DirectionResponse(
            azimuth: try settings.number("azimuth"), exponent: try settings.number("exponent"),
            isRejecting: try settings.text("mode") == "reject")
    }

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        [SpectralPart(response, keeping: response.isRejecting ? .plane : .nothing)]
    }

    package func reach(cell: Double) -> Double? { 128 * cell }
}
