package import KernelTypes
import Kernels
package import Operations
package import Survey

/// Smoothing by a bell.
package struct Gaussian: StripTransform {
    package static let declaration = Operation(
        name: "gaussian", summary: "Smooths a layer by a Gaussian, over gaps and up to the edge.",
        family: .neighbourhood,
        inputs: [.init("in", .raster, "the layer")], parameters: [GaussianTaps.deviation, GaussianTaps.reach],
        memory: .strip, halo: "truncate · sigma cells",
        formula: """
            Σ w x / Σ w with w = exp(-(Δcolumn² + Δrow²) / 2σ²) over the cells with a value in the square of the radius, \
            so that neither gaps nor the raster's edge pull the result. A cell without data has none.
            """,
        source: """
            Normalised convolution: Knutsson and Westin (1993). Radius and weights as in SciPy's gaussian_filter; σ is in \
            cells, as are all windows here.
            """)

    private let taps: GaussianTaps

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        taps = try GaussianTaps(Settings(parameters, of: Self.declaration))
    }

    package var halo: Int { taps.radius }

    package func apply(to inputs: [Strip], into output: Strip) {
        Kernels.best.weightedMean(of: inputs[0], taps: taps.weights, into: output)
    }
}
