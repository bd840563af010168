package import KernelTypes
import Kernels
package import Operations
package import Survey

/// What stands out at one scale.
package struct MexicanHat: StripTransform {
    package static let declaration = Operation(
        name: "mexican-hat",
        summary: "Gives what stands out from its surroundings at one scale: highs positive, hollows negative.",
        family: .neighbourhood, inputs: [.init("in", .raster, "the layer")],
        parameters: [GaussianTaps.deviation, GaussianTaps.reach], memory: .strip, halo: "truncate · sigma cells",
        formula: """
            Σ w (x - m) / πσ² with w = (1 - d²/2σ²) exp(-d²/2σ²), d the distance in cells, over the square of the radius: \
            σ² times the negative Laplacian of the Gaussian-smoothed layer. m is the Gaussian mean of the window's cells \
            that have a value, which a missing cell, and one beyond the edge, counts as. A cell without data has none.
            """,
        source: "Marr and Hildreth (1980), Theory of edge detection; scale-normalised after Lindeberg (1998).")

    private let weights: [Double]
    private let hat: [Double]

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        let taps = try GaussianTaps(settings)
        let sigma = try settings.number("sigma")
        let scale = 1 / (Double.pi * sigma * sigma)
        weights = taps.weights
        hat = taps.hat.map { $0 * scale }
    }

    package var halo: Int { weights.count - 1 }

    package func apply(to inputs: [Strip], into output: Strip) {
        Kernels.best.weightedContrast(of: inputs[0], weights, hat, into: output)
    }
}
