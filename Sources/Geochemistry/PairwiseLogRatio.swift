package import Operations

/// Gives the logarithms of the ratios of all pairs of channels.
package struct PairwiseLogRatio: LogRatioTransform {
    package static let declaration = Operation(
        name: "log-ratio", summary: "Gives the logarithms of the ratios of all pairs of channels.",
        family: .geochemistry,
        inputs: [LogRatioText.input],
        parameters: [LogRatioText.channels],
        outputs: LogRatioText.outputs, memory: .features,
        formula: "ln(x_a / x_b) for every pair, a named before b: D (D - 1) / 2 channels. " + LogRatioText.care,
        source: "Aitchison (1986), The Statistical Analysis of Compositional Data, ch. 4.")

    let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws { try transform(at: bench) }

    func ratios(_ parts: [String]) throws(OperationError) -> LogRatios {
        return .pairwise(parts)
    }
}
