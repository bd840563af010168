import KernelTypes
package import Operations
package import Survey

/// A field without its long or its short waves, by the Gaussian.
package struct WavelengthGaussian: SpectralFilter {
    package static let declaration = Operation(
        name: "wavelength-gaussian", summary: "Passes long, short, or a band of wavelengths; soft, without ringing.",
        family: .potentialField, inputs: [.init("in", .raster, "the field on a projected grid")],
        parameters: [
            Parameter("wavelength", .positive, unit: "m", "cut-off; of a band, the longer one"),
            Parameter("shorter", .positive, unit: "m", isOptional: true, "of a band, the shorter cut-off"),
            .pass,
        ],
        memory: .whole,
        formula: """
            Low: F exp(-k² / 2k₀²), the amplitude is 0.607 at the cut-off; high: 1 less that; band: the product of \
            both. Low keeps the plane.
            """,
        source: """
            Amplitude 0.607 at the cut-off as in Geosoft's MAGMAP and harmonica, not 0.5 as in GMT.
            """)

    private let response: WavelengthResponse

    package init(_ settings: Settings) throws(OperationError) {
        response = try WavelengthResponse(settings, shape: .gaussian)
    }

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        [SpectralPart(response, keeping: response.pass == .low ? .plane : .nothing)]
    }

    package func reach(cell: Double) -> Double? { 2 * response.wavelength + 16 * cell }
}
