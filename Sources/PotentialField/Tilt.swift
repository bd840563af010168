package import KernelTypes
package import Operations
package import Survey

/// The tilt angle of a field.
package struct Tilt: SpectralFilter {
    package static let declaration = Operation(
        name: "tilt",
        summary:
            """
            Gives the angle between the vertical and the horizontal gradient: 0 over edges, equal for strong and \
            weak sources.
            """,
        family: .potentialField, inputs: [.init("in", .raster, "the field on a projected grid")],
        memory: .whole,
        formula: """
            atan2(∂F/∂z, √((∂F/∂x)² + (∂F/∂y)²)) in radians, z downwards; 0 where there is no gradient.
            """,
        source: """
            Miller and Singh (1994), Potential field tilt: a new concept for location of potential field sources.
            """)

    package init(_ settings: Settings) throws(OperationError) {}

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        SpectralPart.gradient
    }

    package func combine(_ fields: [Cells], row: Int, columns: Int, of field: Field, into output: Cells) {
        Gradient.combine(fields, row: row, columns: columns, into: output) { x, y, z in
            Elementary.atan2(z, (x * x + y * y).squareRoot())
        }
    }

    package func reach(cell: Double) -> Double? { 64 * cell }
    package func unit(of unit: String) -> String { "rad" }
}
