package import KernelTypes
package import Operations
package import Survey

/// Depths to the tops of steep contacts, by the tilt angle.
package struct TiltDepth: SpectralFilter {
    package static let declaration = Operation(
        name: "tilt-depth",
        summary: "Gives the depth to the top of a steep contact along the zero line of the tilt angle.",
        family: .potentialField, inputs: [.init("in", .raster, "the field on a projected grid")],
        memory: .whole,
        formula: """
            1 / |∇T| in metres where the tilt T crosses 0 towards a neighbour, T in radians by central differences, of \
            a field reduced to the pole; elsewhere no data. The depth counts from the level of measurement.
            """,
        source: """
            Salem and others (2007), Tilt-depth method: a simple depth estimation method using first-order magnetic \
            derivatives; for a vertical contact tan T = h / z.
            """)

    package init(_ settings: Settings) throws(OperationError) {}

    package func parts(for core: Window, of field: Field, at bench: any Workbench) throws -> [SpectralPart] {
        SpectralPart.gradient
    }

    package func combine(_ fields: [Cells], row: Int, columns: Int, of field: Field, into output: Cells) {
        func tilt(_ column: Int, _ row: Int) -> Double {
            let cell = row * columns + column
            let x = Double(fields[0][cell])
            let y = Double(fields[1][cell])
            return Elementary.atan2(Double(fields[2][cell]), (x * x + y * y).squareRoot())
        }
        let rows = fields[0].count / columns
        for column in 0..<columns {
            output[column] = .nan
            guard column > 0, column + 1 < columns, row > 0, row + 1 < rows else { continue }
            let here = tilt(column, row)
            let east = tilt(column + 1, row)
            let south = tilt(column, row + 1)
            guard here * east <= 0 || here * south <= 0 else { continue }
            let x = (east - tilt(column - 1, row)) / (2 * field.metres.width)
            let y = (tilt(column, row - 1) - south) / (2 * field.metres.height)
            let slope = (x * x + y * y).squareRoot()
            if slope > 0 { output[column] = Float(1 / slope) }
        }
    }

    package func reach(cell: Double) -> Double? { 64 * cell }
    package func unit(of unit: String) -> String { "m" }
}
