package import KernelTypes
import Kernels
package import Operations
package import Survey

/// Speckle smoothed by weights that fall with distance, faster where the ground varies.
package struct FrostFilter: StripTransform {
    package static let declaration = Operation(
        name: "frost-filter",
        summary: "Smooths speckle by a mean whose weights fall with distance, the faster the more the window varies.",
        family: .neighbourhood, inputs: [.init("in", .raster, "intensity of a radar image")],
        parameters: [Speckle.window, Speckle.damping], memory: .strip, halo: "window / 2 cells",
        formula: """
            Σ w x / Σ w with w = exp(-damping C² d), d the distance to the cell in cells, over the window's cells that \
            have a value. \(Speckle.terms)
            """,
        source: """
            Frost, Stiles, Shanmugan and Holtzman (1982), IEEE Transactions on Pattern Analysis and Machine Intelligence \
            4; the damping as in Shi and Fung (1994).
            """)

    private let speckle: Speckle
    private let damping: Double
    /// The different distances of a window's cells, and which of them is that of each |Δrow|, |Δcolumn|.
    private let distances: [Double]
    private let places: [Int]

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        speckle = try Speckle(settings, on: grid)
        damping = try settings.number("damping")
        let side = speckle.window.radius + 1
        let squares = (0..<side).flatMap { row in (0..<side).map { row * row + $0 * $0 } }
        let different = Set(squares).sorted()
        distances = different.map { Double($0).squareRoot() }
        places = squares.map { square in different.firstIndex(of: square) ?? 0 }
    }

    package var halo: Int { speckle.window.radius }

    package func apply(to inputs: [Strip], into output: Strip) {
        let input = inputs[0]
        let deviations = Strip(columns: output.columns, rows: output.rows, rasterRows: output.rasterRows)
        speckle.window.apply(.mean, to: input, into: output, and: (.deviation, deviations))
        var weights = distances
        for row in output.rows {
            for column in 0..<output.columns {
                let x = input[column, row]
                let mean = Double(output[column, row])
                guard !x.isNaN, !mean.isNaN, mean != 0 else {
                    output[column, row] = mean.isNaN ? .nan : x
                    continue
                }
                let variation = Double(deviations[column, row]) / mean
                let fall = damping * variation * variation
                for index in distances.indices { weights[index] = Elementary.exp(-fall * distances[index]) }
                output[column, row] = Float(weightedMean(around: column, row, of: input, weights))
            }
        }
    }

    private func weightedMean(around column: Int, _ row: Int, of input: Strip, _ weights: [Double]) -> Double {
        let radius = speckle.window.radius
        var sum = 0.0
        var total = 0.0
        for y in max(0, row - radius)...min(input.rasterRows - 1, row + radius) {
            let start = abs(y - row) * (radius + 1)
            for x in max(0, column - radius)...min(input.columns - 1, column + radius) {
                let cell = Double(input[x, y])
                guard cell == cell else { continue }
                let weight = weights[places[start + abs(x - column)]]
                sum += weight * cell
                total += weight
            }
        }
        return sum / total
    }
}
