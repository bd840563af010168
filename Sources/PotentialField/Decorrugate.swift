import KernelTypes
package import Operations
package import Survey

/// A field without the stripes that flight lines leave.
package struct Decorrugate: SpectralFilter {
    package static let declaration = Operation(
        name: "decorrugate", summary: "Takes off what is shorter than four line spacings and trends along the lines.",
        family: .potentialField, inputs: [.init("in", .raster, "the field on a projected grid")],
        parameters: [
            Parameter(
                "azimuth", .number(from: -360, to: 360), unit: "degree", "of the lines, clockwise from grid north"),
            Parameter("spacing", .positive, unit: "m", "between lines"),
            Parameter("order", .number(from: 1, to: 32), default: 6, "steepness of the high-pass filter"),
            Parameter("exponent", .number(from: 0.1, to: 16), default: 0.5, "of the directional cosine"),
        ],
        memory: .whole,
        formula: """
            F - F (1 - 1 / (1 + (k/k₀)ⁿ)) |sin(θ - A)|ᵐ with k₀ = 2π / (4 spacing), θ the azimuth of the wave, A that \
            of the lines. The plane is kept.
            """,
        source: """
            Urquhart (1988), Decorrugation of enhanced magnetic field maps; Minty (1991), Simple micro-levelling for \
            aeromagnetic data.
            """)

    private let response: DecorrugationResponse
    private let spacing: Double

    package init(_ settings: Settings) throws(OperationError) {
        spacing = try settings.number("spacing")
        response = DecorrugationResponse(
            short: WavelengthResponse(
                shape: .butterworth(order: try settings.number("order")), pass: .high, wavelength: 4 * spacing,
                shorter: 0),
            along: DirectionResponse(
                azimuth: try settings.number("azimuth"), exponent: try settings.number("exponent"), isRejecting: false))
    }

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        [SpectralPart(response, keeping: .plane)]
    }

    package func reach(cell: Double) -> Double? { 12 * spacing + 64 * cell }
}
