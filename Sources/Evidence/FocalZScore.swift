package import KernelTypes
package import Operations
package import Survey

/// Each cell against the cells around it.
package struct FocalZScore: StripTransform {
    package static let declaration = Operation(
        name: "focal-zscore",
        summary: "Gives each cell's distance from the mean of its surroundings, in their standard deviations.",
        family: .neighbourhood, inputs: [.init("in", .raster, "the layer")],
        parameters: [FocalWindow.parameter(default: 31), FocalWindow.shape],
        memory: .strip, halo: "window / 2 cells",
        formula: """
            z = (x - mean) / σ over the cells with a value in the window, the cell itself among them, cut at the \
            raster's edge; σ is the population's (n). 0 where the window has a single value everywhere; no data where \
            the cell has none.
            """,
        source: "Focal statistics after Tomlin (1990), Geographic Information Systems and Cartographic Modeling.")

    private let window: FocalWindow

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        window = try FocalWindow(Settings(parameters, of: Self.declaration), on: grid)
    }

    package var halo: Int { window.radius }

    package func apply(to inputs: [Strip], into output: Strip) {
        window.apply(.zScore, to: inputs[0], into: output)
    }
}
