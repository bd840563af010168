import KernelTypes
package import Operations
package import Survey

/// The slope of a field downwards.
package struct VerticalDerivative: SpectralFilter {
    package static let declaration = Operation(
        name: "vertical-derivative",
        summary: "Gives the derivative of a field downwards: positive over a shallow positive source.",
        family: .potentialField, inputs: [.init("in", .raster, "the field on a projected grid")],
        parameters: [
            Parameter("order", .number(from: 0.01, to: 2), default: 1, "1, 2, or a fraction between for less noise")
        ],
        memory: .whole,
        formula: """
            F |k|ⁿ: d/d(down), the opposite of d/d(up). The plane has none.
            """,
        source: """
            Blakely (1995), section 12.2; fractional orders of Cooper and Cowan (2003), Sunshading geophysical data \
            using fractional order horizontal gradients.
            """)

    private let order: Double

    package init(_ settings: Settings) throws(OperationError) {
        order = try settings.number("order")
    }

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        [SpectralPart(DerivativeResponse(axis: .down, order: order))]
    }

    package func reach(cell: Double) -> Double? { 64 * cell }
    package func unit(of unit: String) -> String { unit.perMetre(order: order) }
}
