package import KernelTypes
package import Operations
package import Survey

/// The magnitude of a field's gradient.
package struct AnalyticSignal: SpectralFilter {
    package static let declaration = Operation(
        name: "analytic-signal",
        summary: "Gives the total gradient: high over magnetic bodies, whatever the direction of magnetisation nearly.",
        family: .potentialField, inputs: [.init("in", .raster, "the field on a projected grid")],
        memory: .whole,
        formula: """
            √((∂F/∂x)² + (∂F/∂y)² + (∂F/∂z)²)
            """,
        source: """
            Roest, Verhoef and Pilkington (1992), Magnetic interpretation using the 3-D analytic signal.
            """)

    package init(_ settings: Settings) throws(OperationError) {}

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        SpectralPart.gradient
    }

    package func combine(_ fields: [Cells], row: Int, columns: Int, of field: Field, into output: Cells) {
        Gradient.combine(fields, row: row, columns: columns, into: output) { x, y, z in
            (x * x + y * y + z * z).squareRoot()
        }
    }

    package func reach(cell: Double) -> Double? { 64 * cell }
    package func unit(of unit: String) -> String { unit.perMetre(order: 1) }
}
