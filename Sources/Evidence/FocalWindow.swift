import KernelTypes
import Kernels
import Operations
import Survey

/// The cells around a cell that a focal operation looks at: a square or a circle.
struct FocalWindow: Sendable {
    static let widest = 1_001

    /// The side of the square, or the diameter of the circle.
    static func parameter(default window: Int) -> Parameter {
        Parameter(
            "window", .integer(from: 3, to: widest), unit: "cells", default: .number(Double(window)),
            "side of the square, or diameter of the circle, around a cell; odd, so that the cell is its centre")
    }

    static let shape = Parameter(
        "shape", .choice(["square", "circle"]), default: "square",
        "circle takes the cells whose centres are no farther away than half of the window, rounded down")

    let radius: Int
    let isCircle: Bool

    /// From the parameters above; a window that has no centre or that is larger than the grid is refused.
    init(_ settings: Settings, on grid: AnalysisGrid) throws(OperationError) {
        let window = try settings.integer("window")
        guard window % 2 == 1 else {
            throw settings.error(
                .outOfRange, "window", "a window of \(window) cells has no centre",
                "write \(max(3, window - 1)) or \(window + 1)")
        }
        let extent = max(grid.columns, grid.rows)
        let largest = max(3, extent % 2 == 1 ? extent : extent + 1)
        guard window <= largest else {
            throw settings.error(
                .outOfRange, "window",
                "a window of \(window) cells is larger than the grid of \(grid.columns) x \(grid.rows)",
                "write an odd number in 3...\(largest)")
        }
        radius = window / 2
        isCircle = settings.has("shape") ? try settings.text("shape") == "circle" : false
    }

    /// One or two measures of the windows' cells.
    func apply(
        _ measure: FocalMeasure, to input: Strip, into output: Strip,
        and second: (measure: FocalMeasure, output: Strip)? = nil
    ) {
        if isCircle {
            Kernels.best.focalCircle(measure, of: input, radius: radius, into: output, and: second)
        } else {
            Kernels.best.focal(measure, of: input, radius: radius, into: output, and: second)
        }
    }
}
