package import Operations

/// Gives the parts of a composition back from `clr`.
package struct CentredLogRatioInverse: LogRatioInverse {
    package static let declaration = Operation(
        name: "clr-inverse", summary: "Gives the parts of a composition from its coordinates by 'clr'.",
        family: .geochemistry, inputs: [Operation.Input("in", .readings, "readings with the coordinates as channels")],
        parameters: LogRatioText.inverseParameters, outputs: LogRatioText.outputs, memory: .features,
        formula: "exp(clr_i), closed. " + LogRatioText.closes,
        source: "Aitchison (1986), The Statistical Analysis of Compositional Data, ch. 4.")

    let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws { try transform(at: bench) }

    func ratios(_ parts: [String]) throws(OperationError) -> LogRatios {
        return .centred(parts)
    }
}
