package import KernelTypes
package import Operations
package import Survey

/// Speckle smoothed by local statistics.
package struct LeeFilter: StripTransform {
    package static let declaration = Operation(
        name: "lee-filter",
        summary: "Smooths multiplicative speckle by the mean, and keeps what varies more than the noise.",
        family: .neighbourhood,
        inputs: [.init("in", .raster, "intensity of a radar image")], parameters: [Speckle.window, Speckle.looks],
        memory: .strip, halo: "window / 2 cells",
        formula: """
            m + w (x - m) with w = 1 - Cu²/C² and Cu² = 1 / looks; w = 0 where C ≤ Cu. \(Speckle.terms)
            """,
        source: """
            Lee (1980), IEEE Transactions on Pattern Analysis and Machine Intelligence 2, in the form of Lopes, Touzi and Nezry \
            (1990), IEEE Transactions on Geoscience and Remote Sensing 28.
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
            let weight = variation > noise ? 1 - noise / variation : 0
            return mean + weight * (x - mean)
        }
    }
}
