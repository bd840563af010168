package import KernelTypes
import Kernels
package import Operations
package import Survey

/// The median of a cell's surroundings.
package struct FocalMedian: StripTransform {
    package static let declaration = Operation(
        name: "focal-median", summary: "Gives the median of the cells around each cell, which a spike does not move.",
        family: .neighbourhood, inputs: [.init("in", .raster, "the layer")],
        parameters: [FocalWindow.parameter(default: 3), FocalWindow.shape],
        memory: .strip, halo: "window / 2 cells", formula: FocalPercentile.formula("The median"),
        source: FocalPercentile.source)

    private let window: FocalWindow

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        window = try FocalWindow(Settings(parameters, of: Self.declaration), on: grid)
    }

    package var halo: Int { window.radius }

    package func apply(to inputs: [Strip], into output: Strip) {
        Kernels.focalQuantile(0.5, of: inputs[0], radius: window.radius, isCircle: window.isCircle, into: output)
    }
}
