package import KernelTypes
package import Operations
package import Survey

/// The steepness of a field along the ground.
package struct TotalHorizontalGradient: SpectralFilter {
    package static let declaration = Operation(
        name: "total-horizontal-gradient",
        summary: "Gives the magnitude of the horizontal gradient: its ridges lie over steep edges.",
        family: .potentialField, inputs: [.init("in", .raster, "the field on a projected grid")],
        memory: .whole,
        formula: """
            √((∂F/∂x)² + (∂F/∂y)²)
            """,
        source: """
            Cordell and Grauch (1985), Mapping basement magnetization zones from aeromagnetic data.
            """)

    package init(_ settings: Settings) throws(OperationError) {}

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        Array(SpectralPart.gradient.prefix(2))
    }

    package func combine(_ fields: [Cells], row: Int, columns: Int, of field: Field, into output: Cells) {
        Gradient.combine(fields, row: row, columns: columns, into: output) { x, y, _ in (x * x + y * y).squareRoot() }
    }

    package func reach(cell: Double) -> Double? { 64 * cell }
    package func unit(of unit: String) -> String { unit.perMetre(order: 1) }
}
