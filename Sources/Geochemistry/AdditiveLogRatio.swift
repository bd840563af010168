package import Operations

/// Gives the additive log-ratios of channels: each part against one.
package struct AdditiveLogRatio: LogRatioTransform {
    package static let declaration = Operation(
        name: "alr", summary: "Gives the additive log-ratios of channels: each part against one.",
        family: .geochemistry,
        inputs: [LogRatioText.input],
        parameters: [
            LogRatioText.channels,
            Parameter("denominator", .text, isOptional: true, "the part that divides; without it, the last"),
        ],
        outputs: LogRatioText.outputs, memory: .features,
        formula: "alr_i = ln(x_i / x_d), d the denominator. Not isometric: distances depend on d. " + LogRatioText.care,
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
