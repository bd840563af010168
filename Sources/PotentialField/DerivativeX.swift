import KernelTypes
package import Operations
package import Survey

/// The slope of a field towards east.
package struct DerivativeX: SpectralFilter {
    package static let declaration = Operation(
        name: "derivative-x", summary: "Gives the derivative of a field towards east.",
        family: .potentialField, inputs: [.init("in", .raster, "the field on a projected grid")],
        parameters: [
            Parameter("order", .integer(from: 1, to: 2), default: 1, "first or second derivative")
        ],
        memory: .whole,
        formula: """
            F (i k_east)ⁿ; the first derivative of the plane, its slope, comes back.
            """,
        source: """
            Blakely (1995), Potential theory in gravity and magnetic applications, section 12.2.
            """)

    private let order: Int

    package init(_ settings: Settings) throws(OperationError) {
        order = try settings.integer("order")
    }

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        [
            SpectralPart(
                DerivativeResponse(axis: .east, order: Double(order)), keeping: order == 1 ? .eastSlope : .nothing)
        ]
    }

    package func reach(cell: Double) -> Double? { 48 * cell }
    package func unit(of unit: String) -> String { unit.perMetre(order: Double(order)) }
}
