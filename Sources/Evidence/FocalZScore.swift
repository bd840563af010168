package import KernelTypes
import Kernels
package import Operations
package import Survey

/// Each cell against the square of cells around it.
package struct FocalZScore: StripTransform {
    package static let declaration = Operation(
        name: "focal-zscore",
        summary: "Gives each cell's distance from the mean of its surroundings, in their standard deviations.",
        family: .neighbourhood, inputs: [.init("in", .raster, "the layer")],
        parameters: [
            Parameter(
                "window", .integer(from: 3, to: 1_001), unit: "cells", default: 31,
                "side of the square around a cell; odd, so that the cell is its centre")
        ],
        memory: .strip,
        formula: """
            z = (x - mean) / σ over the cells with a value in the window, the cell itself among them, cut at the \
            raster's edge; σ is the population's (n). 0 where the window has a single value everywhere; \
            no data where the cell has none.
            """,
        source: "Focal statistics after Tomlin (1990), Geographic Information Systems and Cartographic Modeling.")

    private let radius: Int

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        let window = Int(try settings.number("window"))
        guard window % 2 == 1 else {
            throw settings.error(
                .outOfRange, "window", "a window of \(window) cells has no centre",
                "write \(window - 1) or \(window + 1)")
        }
        radius = window / 2
    }

    package var halo: Int { Kernels.focalHalo(radius: radius) }

    package func apply(to inputs: [Strip], into output: Strip) {
        Kernels.best.focalZScore(of: inputs[0], radius: radius, into: output)
    }
}
