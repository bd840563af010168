import KernelTypes
package import Operations
package import Survey

/// A field without its long or its short waves, by Butterworth's filter.
package struct Butterworth: SpectralFilter {
    package static let declaration = Operation(
        name: "butterworth", summary: "Passes long, short, or a band of wavelengths; steep, with little ringing.",
        family: .potentialField, inputs: [.init("in", .raster, "the field on a projected grid")],
        parameters: [
            Parameter("wavelength", .positive, unit: "m", "cut-off; of a band, the longer one"),
            Parameter("shorter", .positive, unit: "m", isOptional: true, "of a band, the shorter cut-off"),
            Parameter("order", .number(from: 1, to: 32), default: 8, "steepness"),
            .pass,
        ],
        memory: .whole,
        formula: """
            Low: F / (1 + (k/k₀)ⁿ), the amplitude is 0.5 at the cut-off; high: 1 less that; band: the product of both. \
            Low keeps the plane.
            """,
        source: """
            Butterworth (1930); amplitude 0.5 at the cut-off as in Geosoft's MAGMAP, not 0.707.
            """)

    private let response: WavelengthResponse

    package init(_ settings: Settings) throws(OperationError) {
        response = try WavelengthResponse(settings, shape: .butterworth(order: try settings.number("order")))
    }

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        [SpectralPart(response, keeping: response.pass == .low ? .plane : .nothing)]
    }

    package func reach(cell: Double) -> Double? { 3 * response.wavelength + 16 * cell }
}
