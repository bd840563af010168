import KernelTypes
package import Operations
package import Survey

/// A magnetic anomaly as it would be at the pole.
package struct PoleReduction: SpectralFilter {
    package static let declaration = Operation(
        name: "rtp", summary: "Reduces a magnetic anomaly to the pole, so that it lies over its source.",
        family: .potentialField, inputs: MagneticDirections.inputs,
        parameters: [
            .fieldInclination, .fieldDeclination, .magnetisationInclination, .magnetisationDeclination,
            .amplitudeInclination,
        ],
        memory: .whole,
        formula: """
            F / (Θ_f Θ_m), Θ = sin I + i cos I cos(D - θ) of field and magnetisation. Where an inclination is flatter \
            than the amplitude inclination, |Θ| is taken at that. The plane, the regional, is kept.
            """,
        source: """
            Baranov (1957), A new method for interpretation of aeromagnetic maps; amplitude inclination of MacLeod, \
            Jones and Dai (1993), 3-D analytic signal in the interpretation of total magnetic field data at low \
            magnetic latitudes.
            """)

    private let directions: MagneticDirections

    package init(_ settings: Settings) throws(OperationError) {
        directions = try MagneticDirections(settings)
    }

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        [SpectralPart(try directions.response(for: core, of: field, at: bench, target: .pole), keeping: .plane)]
    }

    package func reach(cell: Double) -> Double? { 256 * cell }
    package func greatestTile(of field: Field, at bench: any Workbench) throws -> Double? {
        try directions.greatestTile(of: field, at: bench)
    }
}
