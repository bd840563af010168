import KernelTypes
package import Operations
package import Survey

/// The gravity that the source of a magnetic anomaly would have.
package struct Pseudogravity: SpectralFilter {
    package static let declaration = Operation(
        name: "pseudogravity", summary: "Turns a magnetic anomaly into the gravity of the same source.",
        family: .potentialField, inputs: MagneticDirections.inputs,
        parameters: [
            .fieldInclination, .fieldDeclination, .magnetisationInclination, .magnetisationDeclination,
            .amplitudeInclination,
            Parameter("density", .positive, unit: "kg/m³", default: 1_000, "density contrast of the source"),
            Parameter("magnetisation", .positive, unit: "A/m", default: 1, "magnetisation of the source"),
        ],
        memory: .whole,
        formula: """
            F γ ρ / (C_m M k Θ_f Θ_m) in mGal, γ = 6.6743e-11 m³/(kg s²), C_m = 1e-7 H/m; the plane is lost, and the \
            raster is never cut into tiles.
            """,
        source: """
            Baranov (1957), A new method for interpretation of aeromagnetic maps: pseudo-gravimetric anomalies.
            """)

    private let directions: MagneticDirections
    private let scale: Double

    package init(_ settings: Settings) throws(OperationError) {
        directions = try MagneticDirections(settings)
        scale = 6.6743e-11 * (try settings.number("density")) / (1e-7 * (try settings.number("magnetisation"))) * 1e-4
    }

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        [
            SpectralPart(
                try directions.response(for: core, of: field, at: bench, target: .pseudogravity(scale)),
                keeping: .nothing)
        ]
    }

    package func reach(cell: Double) -> Double? { nil }
    package func unit(of unit: String) -> String { "mGal" }
}
