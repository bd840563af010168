package import KernelTypes
package import Operations
package import Survey

/// How content gathers around each cell as the window narrows.
package struct Singularity: StripTransform {
    package static let declaration = Operation(
        name: "singularity",
        summary:
            "Gives the local singularity index: below 2 where content gathers around a cell, above 2 where it thins.",
        family: .geochemistry, inputs: [.init("in", .raster, "contents, not below zero")],
        parameters: [
            Parameter(
                "smallest", .integer(from: 0, to: 100), unit: "cells", default: 1, "radius of the smallest window"),
            Parameter(
                "largest", .integer(from: 2, to: 200), unit: "cells", default: 7, "radius of the largest window"),
            Parameter("step", .integer(from: 1, to: 50), unit: "cells", default: 1, "from one radius to the next"),
        ],
        memory: .strip, halo: "largest cells",
        formula: """
            α = 2 + the slope of ln ρ(ε) against ln ε by least squares, ρ(ε) the mean content of the cells with a \
            value in the square window of ε = 2 r + 1 cells around the cell, cut at the raster's edge: ρ ∝ ε^(α - 2). \
            No data where the cell has none, or a window's mean is zero; a cell below zero is refused.
            """,
        source: "Cheng (2007), Ore Geology Reviews 32.")

    private let settings: Settings
    private let radii: [Int]

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        settings = Settings(parameters, of: Self.declaration)
        let (smallest, largest) = (try settings.integer("smallest"), try settings.integer("largest"))
        radii = Array(stride(from: smallest, through: largest, by: try settings.integer("step")))
        guard radii.count >= 3 else {
            throw settings.error(
                .outOfRange, "largest", "\(max(0, radii.count)) windows make no slope",
                "let 'smallest', 'largest' and 'step' give at least 3 windows")
        }
        guard largest < max(grid.columns, grid.rows) else {
            throw settings.error(
                .outOfRange, "largest", "a radius of \(largest) cells is larger than the grid",
                "write less than \(max(grid.columns, grid.rows))")
        }
    }

    package var halo: Int { radii.last ?? 0 }

    package mutating func learn(from scan: RasterScan) throws {
        var worst: Float = 0
        try scan(0) { strip in
            strip.cells.withSpan { cells in
                for cell in cells.indices where cells[cell] < worst || cells[cell] == .infinity {
                    worst = min(-1, cells[cell])
                }
            }
        }
        guard worst == 0 else {
            throw settings.error(
                .unfitInput, "in", "a cell is below zero or infinite", "give contents; mask what is no content")
        }
    }

    package func apply(to inputs: [Strip], into output: Strip) {
        let input = inputs[0]
        let columns = input.columns
        let width = columns + 1
        // Sums of each row from its west end: a row's alone, so that strips of any height give the same bits.
        var sums = [Double](repeating: 0, count: width * input.rows.count)
        var counts = [Int32](repeating: 0, count: width * input.rows.count)
        for (line, row) in input.rows.enumerated() {
            input.row(row).withSpan { cells in
                var (sum, count) = (0.0, Int32(0))
                for column in 0..<columns {
                    if cells[column] == cells[column] {
                        sum += Double(cells[column])
                        count += 1
                    }
                    sums[line * width + column + 1] = sum
                    counts[line * width + column + 1] = count
                }
            }
        }
        let logs = radii.map { Elementary.log(Double(2 * $0 + 1)) }
        let mean = logs.reduce(0, +) / Double(logs.count)
        let spread = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let weights = logs.map { ($0 - mean) / spread }
        for row in output.rows {
            slopes(around: row, of: input, sums, counts, weights, into: output.row(row))
        }
    }

    private func slopes(
        around row: Int, of input: Strip, _ sums: [Double], _ counts: [Int32], _ weights: [Double], into output: Cells
    ) {
        let columns = input.columns
        let width = columns + 1
        var tall = [Double](repeating: 0, count: width)
        var tallCounts = [Int32](repeating: 0, count: width)
        var slope = [Double](repeating: 0, count: columns)
        func add(_ line: Int) {
            guard line >= 0, line < input.rasterRows else { return }
            let start = (line - input.rows.lowerBound) * width
            for place in 0..<width {
                tall[place] += sums[start + place]
                tallCounts[place] += counts[start + place]
            }
        }
        add(row)
        var reach = 0
        for (radius, weight) in zip(radii, weights) {
            while reach < radius {
                reach += 1
                add(row - reach)
                add(row + reach)
            }
            for column in 0..<columns {
                let (west, east) = (max(0, column - radius), min(columns, column + radius + 1))
                let count = tallCounts[east] - tallCounts[west]
                let sum = tall[east] - tall[west]
                // No cell, or no content: the logarithm makes the slope NaN.
                let content = count > 0 && sum > 0 ? Elementary.log(sum / Double(count)) : .nan
                slope[column] += weight * content
            }
        }
        let here = input.row(row)
        for column in 0..<columns {
            output[column] = here[column].isNaN || slope[column].isNaN ? .nan : Float(2 + slope[column])
        }
    }
}
