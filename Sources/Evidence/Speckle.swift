import KernelTypes
import Kernels
import Operations
import Survey

/// What the speckle filters share: the window and the noise of a radar image.
struct Speckle: Sendable {
    static let window = Parameter(
        "window", .integer(from: 3, to: 101), unit: "cells", default: 7,
        "side of the square around a cell; odd, so that the cell is its centre")
    static let looks = Parameter(
        "looks", .number(from: 0.1, to: 10_000), default: 1,
        "equivalent number of looks of the image; the noise's coefficient of variation is 1 / √looks")
    static let damping = Parameter(
        "damping", .number(from: 0, to: 1_000), default: 1, "how fast weights fall; 0 leaves the mean")

    static let terms = """
        m and σ are mean and population standard deviation of the window's cells that have a value, cut at the raster's \
        edge; C = σ/m. A cell without data has none; where m is 0 the cell keeps its value.
        """

    let window: FocalWindow
    /// Square of the noise's coefficient of variation, 1 / looks.
    let noise: Double

    init(_ settings: Settings, on grid: AnalysisGrid) throws(OperationError) {
        window = try FocalWindow(settings, on: grid)
        noise = settings.has("looks") ? 1 / (try settings.number("looks")) : 1
    }

    /// Writes what `filter` makes of each cell, the mean and the deviation of its window, none of them missing.
    func apply(
        to input: Strip, into output: Strip, _ filter: (_ x: Double, _ mean: Double, _ deviation: Double) -> Double
    ) {
        let deviations = Strip(columns: output.columns, rows: output.rows, rasterRows: output.rasterRows)
        window.apply(.mean, to: input, into: output, and: (.deviation, deviations))
        for row in output.rows {
            input.row(row).withSpan { cells in
                deviations.row(row).withSpan { deviations in
                    output.row(row).withMutableSpan { output in
                        for column in cells.indices {
                            let (x, mean) = (Double(cells[column]), Double(output[column]))
                            guard x == x, mean == mean else {
                                output[column] = .nan
                                continue
                            }
                            output[column] =
                                mean == 0 ? cells[column] : Float(filter(x, mean, Double(deviations[column])))
                        }
                    }
                }
            }
        }
    }
}
