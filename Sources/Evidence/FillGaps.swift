package import KernelTypes
package import Operations
package import Survey

/// Small gaps closed from their rims.
package struct FillGaps: StripTransform {
    package static let declaration = Operation(
        name: "fill-gaps",
        summary:
            "Fills small gaps from the values around them, and leaves wide ones and the outside of a survey empty.",
        family: .value, inputs: [.init("in", .raster, "the layer")],
        parameters: [
            Parameter(
                "reach", .integer(from: 1, to: 100), unit: "cells", default: 3,
                "how far from a missing cell a value may lie")
        ],
        memory: .strip, halo: "reach cells",
        formula: """
            A missing cell that has values within `reach` cells to the north, east, south and west gets \
            Σ (x / d) / Σ (1 / d) over the nearest value in each of the eight directions that has one within reach, d in cells. Any other \
            missing cell stays so, and a cell with a value keeps it. Filled cells are no source for others.
            """,
        source: """
            Inverse distances in eight directions as in GDAL's FillNodata; the rule of the four sides, which interpolates \
            and does not extend, is Gossan's.
            """)

    private static let directions = [
        (0, -1), (1, 0), (0, 1), (-1, 0), (1, -1), (1, 1), (-1, 1), (-1, -1),
    ]

    private let reach: Int

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        reach = try Settings(parameters, of: Self.declaration).integer("reach")
    }

    package var halo: Int { reach }

    package func apply(to inputs: [Strip], into output: Strip) {
        let input = inputs[0]
        for row in output.rows {
            for column in 0..<output.columns {
                let x = input[column, row]
                output[column, row] = x.isNaN ? filling(column, row, of: input) : x
            }
        }
    }

    private func filling(_ column: Int, _ row: Int, of input: Strip) -> Float {
        var sum = 0.0
        var weights = 0.0
        for (index, step) in Self.directions.enumerated() {
            guard let (value, distance) = nearest(to: column, row, along: step, of: input) else {
                if index < 4 { return .nan }
                continue
            }
            sum += value / distance
            weights += 1 / distance
        }
        return Float(sum / weights)
    }

    private func nearest(
        to column: Int, _ row: Int, along step: (x: Int, y: Int), of input: Strip
    ) -> (value: Double, distance: Double)? {
        let length = step.x != 0 && step.y != 0 ? 2.0.squareRoot() : 1
        var count = 1
        while Double(count) * length <= Double(reach) {
            let (x, y) = (column + count * step.x, row + count * step.y)
            guard x >= 0, x < input.columns, y >= 0, y < input.rasterRows else { return nil }
            let value = input[x, y]
            if !value.isNaN { return (Double(value), Double(count) * length) }
            count += 1
        }
        return nil
    }
}
