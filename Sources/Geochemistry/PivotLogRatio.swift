package import Operations

/// Gives pivot log-ratios of channels: each part against all that follow it.
package struct PivotLogRatio: LogRatioTransform {
    package static let declaration = Operation(
        name: "plr", summary: "Gives pivot log-ratios of channels: each part against all that follow it.",
        family: .geochemistry,
        inputs: [LogRatioText.input],
        parameters: [LogRatioText.channels],
        outputs: LogRatioText.outputs, memory: .features,
        formula: """
            plr_j = √((D - j) / (D - j + 1)) ln(x_j / g(x_(j+1) ... x_D)), j = 1 ... D - 1; an isometric basis, of which \
            the first coordinate holds all about the first part.\u{20}
            """ + LogRatioText.care,
        source: "Filzmoser, Hron and Templ (2018), Applied Compositional Data Analysis, eq. 3.27.")

    let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws { try transform(at: bench) }

    func ratios(_ parts: [String]) throws(OperationError) -> LogRatios {
        return .pivot(parts)
    }
}
