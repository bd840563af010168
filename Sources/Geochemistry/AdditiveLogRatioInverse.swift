package import Operations

/// Gives the parts of a composition back from `alr`.
package struct AdditiveLogRatioInverse: LogRatioInverse {
    package static let declaration = Operation(
        name: "alr-inverse", summary: "Gives the parts of a composition from its coordinates by 'alr'.",
        family: .geochemistry, inputs: [Operation.Input("in", .readings, "readings with the coordinates as channels")],
        parameters: LogRatioText.inverseParameters + [
            Parameter("denominator", .text, isOptional: true, "the part that divided; without it, the last")
        ], outputs: LogRatioText.outputs, memory: .features,
        formula: "exp(alr_i) and 1 for the denominator, closed. " + LogRatioText.closes,
        source: "Aitchison (1986), The Statistical Analysis of Compositional Data, ch. 6.")

    let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws { try transform(at: bench) }

    func ratios(_ parts: [String]) throws(OperationError) -> LogRatios {
        let denominator =
            settings.has("denominator")
            ? try LogRatioText.place(
                of: settings.text("denominator"), among: parts, key: "denominator", of: settings) : parts.count - 1
        return .additive(parts, denominator: denominator)
    }
}
