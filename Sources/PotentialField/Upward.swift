import KernelTypes
package import Operations
package import Survey

/// The field as it would be measured higher up.
package struct Upward: SpectralFilter {
    package static let declaration = Operation(
        name: "upward", summary: "Continues a field upward, as if it had been measured from that much higher.",
        family: .potentialField, inputs: [.init("in", .raster, "the field on a projected grid")],
        parameters: [
            Parameter("height", .number(from: 0, to: 1e6), unit: "m", "metres upward")
        ],
        memory: .whole,
        formula: """
            F exp(-k h). The plane comes back unchanged: it is the same at each height.
            """,
        source: """
            Blakely (1995), Potential theory in gravity and magnetic applications, section 12.1.
            """)

    private let height: Double

    package init(_ settings: Settings) throws(OperationError) {
        height = try settings.number("height")
    }

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        [SpectralPart(ContinuationResponse(height: height, noise: 0), keeping: .plane)]
    }

    package func reach(cell: Double) -> Double? { 12 * height + 16 * cell }
}
