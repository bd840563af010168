package import KernelTypes
package import Operations
package import Survey

/// The theta map of a field.
package struct Theta: SpectralFilter {
    package static let declaration = Operation(
        name: "theta", summary: "Gives the cosine of the angle between the gradient and the ground: 1 over edges.",
        family: .potentialField, inputs: [.init("in", .raster, "the field on a projected grid")],
        memory: .whole,
        formula: """
            √((∂F/∂x)² + (∂F/∂y)²) / √((∂F/∂x)² + (∂F/∂y)² + (∂F/∂z)²); no data where there is no gradient.
            """,
        source: """
            Wijns, Perez and Kowalczyk (2005), Theta map: edge detection in magnetic data.
            """)

    package init(_ settings: Settings) throws(OperationError) {}

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        SpectralPart.gradient
    }

    package func combine(_ fields: [Cells], row: Int, columns: Int, of field: Field, into output: Cells) {
        Gradient.combine(fields, row: row, columns: columns, into: output) { x, y, z in
            let level = x * x + y * y
            return (level / (level + z * z)).squareRoot()
        }
    }

    package func reach(cell: Double) -> Double? { 64 * cell }
    package func unit(of unit: String) -> String { "" }
}
