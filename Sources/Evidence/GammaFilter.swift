package import KernelTypes
package import Operations
package import Survey

/// Speckle smoothed by the most probable reflectivity.
package struct GammaFilter: StripTransform {
    package static let declaration = Operation(
        name: "gamma-filter",
        summary: "Smooths speckle by the most probable reflectivity of a gamma distribution (gamma MAP).",
        family: .neighbourhood,
        inputs: [.init("in", .raster, "intensity of a radar image")], parameters: [Speckle.window, Speckle.looks],
        memory: .strip, halo: "window / 2 cells",
        formula: """
            m where C ≤ Cu; x where C ≥ √2 Cu; else ((a - L - 1) m + √(m² (a - L - 1)² + 4 a L m x)) / 2a with \
            a = (1 + Cu²) / (C² - Cu²), L = looks and Cu² = 1 / L. \(Speckle.terms)
            """,
        source: """
            Lopes, Nezry, Touzi and Laur (1990), Maximum a posteriori speckle filtering, IGARSS'90.
            """)

    private let speckle: Speckle

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        speckle = try Speckle(settings, on: grid)
    }

    package var halo: Int { speckle.window.radius }

    package func apply(to inputs: [Strip], into output: Strip) {
        let noise = speckle.noise
        speckle.apply(to: inputs[0], into: output) { x, mean, deviation in
            let variation = (deviation / mean) * (deviation / mean)
            if variation <= noise { return mean }
            if variation >= 2 * noise { return x }
            let order = (1 + noise) / (variation - noise)
            let looks = 1 / noise
            let excess = order - looks - 1
            let root = (mean * mean * excess * excess + 4 * order * looks * mean * x).squareRoot()
            return (excess * mean + root) / (2 * order)
        }
    }
}
