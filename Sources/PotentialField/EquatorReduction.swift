import KernelTypes
package import Operations
package import Survey

/// A magnetic anomaly as it would be at the magnetic equator.
package struct EquatorReduction: SpectralFilter {
    package static let declaration = Operation(
        name: "rte",
        summary:
            """
            Reduces a magnetic anomaly to the equator: sources lie under its lows, and noise grows less than by \
            reduction to the pole.
            """,
        family: .potentialField, inputs: MagneticDirections.inputs,
        parameters: [
            .fieldInclination, .fieldDeclination, .magnetisationInclination, .magnetisationDeclination,
            .amplitudeInclination,
        ],
        memory: .whole,
        formula: """
            -F cos²(D - θ) / (Θ_f Θ_m), Θ = sin I + i cos I cos(D - θ) of field and magnetisation, with the amplitude \
            inclination as in 'rtp'. The plane, the regional, is kept.
            """,
        source: """
            Leu (1981), Use of reduction-to-the-equator process for magnetic data interpretation.
            """)

    private let directions: MagneticDirections

    package init(_ settings: Settings) throws(OperationError) {
        directions = try MagneticDirections(settings)
    }

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        [SpectralPart(try directions.response(for: core, of: field, at: bench, target: .equator), keeping: .plane)]
    }

    package func reach(cell: Double) -> Double? { 256 * cell }
    package func greatestTile(of field: Field, at bench: any Workbench) throws -> Double? {
        try directions.greatestTile(of: field, at: bench)
    }
}
