package import KernelTypes
package import Operations
package import Survey

/// Speckle smoothed by three classes of texture.
package struct EnhancedLeeFilter: StripTransform {
    package static let declaration = Operation(
        name: "enhanced-lee-filter",
        summary: "Smooths speckle by the mean on even ground, keeps points, and weighs both in between.",
        family: .neighbourhood,
        inputs: [.init("in", .raster, "intensity of a radar image")],
        parameters: [Speckle.window, Speckle.looks, Speckle.damping],
        memory: .strip, halo: "window / 2 cells",
        formula: """
            m where C ≤ Cu; x where C ≥ Cmax; else m w + x (1 - w) with w = exp(-damping (C - Cu) / (Cmax - C)), \
            Cu = 1/√looks and Cmax = √(1 + 2/looks). \(Speckle.terms)
            """,
        source: """
            Lopes, Touzi and Nezry (1990), IEEE Transactions on Geoscience and Remote Sensing 28.
            """)

    private let speckle: Speckle
    private let damping: Double

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        speckle = try Speckle(settings, on: grid)
        damping = try settings.number("damping")
    }

    package var halo: Int { speckle.window.radius }

    package func apply(to inputs: [Strip], into output: Strip) {
        let (damping, least) = (damping, speckle.noise.squareRoot())
        let most = (1 + 2 * speckle.noise).squareRoot()
        speckle.apply(to: inputs[0], into: output) { x, mean, deviation in
            let variation = abs(deviation / mean)
            if variation <= least { return mean }
            if variation >= most { return x }
            let weight = Elementary.exp(-damping * (variation - least) / (most - variation))
            return mean * weight + x * (1 - weight)
        }
    }
}
