package import Operations

/// Gives the parts of a composition back from `log-ratio`.
package struct PairwiseLogRatioInverse: LogRatioInverse {
    package static let declaration = Operation(
        name: "log-ratio-inverse", summary: "Gives the parts of a composition from its coordinates by 'log-ratio'.",
        family: .geochemistry, inputs: [Operation.Input("in", .readings, "readings with the coordinates as channels")],
        parameters: LogRatioText.inverseParameters, outputs: LogRatioText.outputs, memory: .features,
        formula: "clr_a = 1/D Σ_b ln(x_a / x_b), the least-squares solution; exp(clr), closed. " + LogRatioText.closes,
        source: "Aitchison (1986), The Statistical Analysis of Compositional Data, ch. 4.")

    let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws { try transform(at: bench) }

    func ratios(_ parts: [String]) throws(OperationError) -> LogRatios {
        return .pairwise(parts)
    }
}
