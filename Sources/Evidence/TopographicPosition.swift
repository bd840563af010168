package import KernelTypes
package import Operations
package import Survey

/// A cell's height over its surroundings.
package struct TopographicPosition: StripTransform {
    package static let declaration = Operation(
        name: "topographic-position",
        summary: "Gives each cell's height above the mean of the cells around it: ridges positive, valleys negative.",
        family: .terrain, inputs: [.init("in", .raster, "heights")],
        parameters: [FocalWindow.parameter(default: 3), FocalWindow.shape],
        memory: .strip, halo: "window / 2 cells",
        formula: """
            z - mean of the window's other cells that have a value, cut at the raster's edge; in the unit of the heights. 0 \
            where there is no other; no data where the cell has none.
            """,
        source:
            "Weiss (2001), Topographic Position and Landforms Analysis; with a window of 3 as in gdaldem, but for the edge."
    )

    private let window: FocalWindow

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        window = try FocalWindow(Settings(parameters, of: Self.declaration), on: grid)
    }

    package var halo: Int { window.radius }

    package func apply(to inputs: [Strip], into output: Strip) {
        window.apply(.position, to: inputs[0], into: output)
    }
}
