package import Operations

/// Gives the centred log-ratios of channels: each part against the geometric mean of all.
package struct CentredLogRatio: LogRatioTransform {
    package static let declaration = Operation(
        name: "clr", summary: "Gives the centred log-ratios of channels: each part against the geometric mean of all.",
        family: .geochemistry,
        inputs: [LogRatioText.input],
        parameters: [LogRatioText.channels],
        outputs: LogRatioText.outputs, memory: .features,
        formula: "clr_i = ln(x_i / g(x)), g the geometric mean of the parts; they sum to zero. " + LogRatioText.care,
        source: "Aitchison (1986), The Statistical Analysis of Compositional Data, ch. 4.")

    let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws { try transform(at: bench) }

    func ratios(_ parts: [String]) throws(OperationError) -> LogRatios {
        return .centred(parts)
    }
}
