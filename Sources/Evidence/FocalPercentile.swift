package import KernelTypes
import Kernels
package import Operations
package import Survey

/// A percentile of a cell's surroundings.
package struct FocalPercentile: StripTransform {
    package static let declaration = Operation(
        name: "focal-percentile", summary: "Gives a percentile of the cells around each cell.", family: .neighbourhood,
        inputs: [.init("in", .raster, "the layer")],
        parameters: [
            Parameter(
                "percentile", .number(from: 0, to: 100), unit: "%", default: 90,
                "the share of the window's cells that lies below; 0 is the least, 100 the greatest"),
            FocalWindow.parameter(default: 3), FocalWindow.shape,
        ],
        memory: .strip, halo: "window / 2 cells", formula: FocalPercentile.formula("The percentile"),
        source: FocalPercentile.source)

    static func formula(_ what: String) -> String {
        """
        \(what) of the cells with a value in the window, the cell itself among them, cut at the raster's edge; exact, \
        with linear interpolation between order statistics. A cell without data has none.
        """
    }

    static let source = """
        Hyndman and Fan (1996), type 7, as NumPy's percentile; sliding window after Huang, Yang and Tang (1979), counted \
        by rank.
        """

    private let window: FocalWindow
    private let fraction: Double

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        window = try FocalWindow(settings, on: grid)
        fraction = try settings.number("percentile") / 100
    }

    package var halo: Int { window.radius }

    package func apply(to inputs: [Strip], into output: Strip) {
        Kernels.focalQuantile(
            fraction, of: inputs[0], radius: window.radius, isCircle: window.isCircle, into: output)
    }
}
