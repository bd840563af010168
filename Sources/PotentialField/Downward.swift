import KernelTypes
package import Operations
package import Survey

/// The field as it would be measured lower down.
package struct Downward: SpectralFilter {
    package static let declaration = Operation(
        name: "downward", summary: "Continues a field downward, with a stabiliser that keeps noise from growing.",
        family: .potentialField, inputs: [.init("in", .raster, "the field on a projected grid")],
        parameters: [
            Parameter("height", .number(from: 0, to: 1e6), unit: "m", "metres downward"),
            Parameter(
                "noise", .number(from: 0, to: 1), default: 0.0001,
                """
                power of noise over that of signal at the level of measurement; no wave grows by more than 0.5 / \
                sqrt(noise)
                """
            ),
        ],
        memory: .whole,
        formula: """
            F exp(k h) / (1 + α exp(2 k h)) with α the noise; the plane comes back unchanged. α = 0 is the unbounded \
            operator.
            """,
        source: """
            Clarke (1969), Optimum second-derivative and downward-continuation filters: Wiener's filter for white noise.
            """)

    private let height: Double
    private let noise: Double

    package init(_ settings: Settings) throws(OperationError) {
        height = try settings.number("height")
        noise = try settings.number("noise")
    }

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        [SpectralPart(ContinuationResponse(height: -height, noise: noise), keeping: .plane)]
    }

    package func reach(cell: Double) -> Double? { 16 * height + 64 * cell }
}
