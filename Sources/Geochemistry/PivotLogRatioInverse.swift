package import Operations

/// Gives the parts of a composition back from `plr`.
package struct PivotLogRatioInverse: LogRatioInverse {
    package static let declaration = Operation(
        name: "plr-inverse", summary: "Gives the parts of a composition from its coordinates by 'plr'.",
        family: .geochemistry, inputs: [Operation.Input("in", .readings, "readings with the coordinates as channels")],
        parameters: LogRatioText.inverseParameters, outputs: LogRatioText.outputs, memory: .features,
        formula: "clr = Ψᵀ plr, Ψ the contrasts of the way there; exp(clr), closed. " + LogRatioText.closes,
        source: "Filzmoser, Hron and Templ (2018), Applied Compositional Data Analysis, eq. 3.27.")

    let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws { try transform(at: bench) }

    func ratios(_ parts: [String]) throws(OperationError) -> LogRatios {
        return .pivot(parts)
    }
}
