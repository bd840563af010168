package import KernelTypes
package import Operations
package import Survey

/// The mean of a cell's surroundings.
package struct FocalMean: StripTransform {
    package static let declaration = Operation(
        name: "focal-mean",
        summary: "Gives the mean of the cells around each cell.",
        family: .neighbourhood, inputs: [.init("in", .raster, "the layer")],
        parameters: [FocalWindow.parameter(default: 3), FocalWindow.shape],
        memory: .strip, halo: "window / 2 cells",
        formula: """
            Σ x / n over the cells with a value in the window, the cell itself among them, cut at the raster's edge. A cell \
            without data has none.
            """,
        source: "Focal statistics after Tomlin (1990), Geographic Information Systems and Cartographic Modeling.")

    private let window: FocalWindow

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        window = try FocalWindow(Settings(parameters, of: Self.declaration), on: grid)
    }

    package var halo: Int { window.radius }

    package func apply(to inputs: [Strip], into output: Strip) {
        window.apply(.mean, to: inputs[0], into: output)
    }
}
