package import Operations

/// Gives isometric log-ratios of channels: orthonormal coordinates of the composition.
package struct IsometricLogRatio: LogRatioTransform {
    package static let declaration = Operation(
        name: "ilr", summary: "Gives isometric log-ratios of channels: orthonormal coordinates of the composition.",
        family: .geochemistry,
        inputs: [LogRatioText.input],
        parameters: [
            LogRatioText.channels,
            Parameter(
                "partition", .words, isOptional: true,
                "a word of +, - and 0 for each step of a sequential binary partition, such as ++-0"),
        ],
        outputs: LogRatioText.outputs, memory: .features,
        formula: """
            Without partition: ilr_i = √(i / (i + 1)) ln(g(x_1 ... x_i) / x_(i+1)). With it, a step of r parts (+) \
            against s (-): √(r s / (r + s)) ln(g(+) / g(-)).\u{20}
            """ + LogRatioText.care,
        source: """
            Egozcue et al. (2003), Mathematical Geology 35, eq. 24; partitions: Egozcue and Pawlowsky-Glahn (2005), \
            Mathematical Geology 37.
            """)

    let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws { try transform(at: bench) }

    func ratios(_ parts: [String]) throws(OperationError) -> LogRatios {
        let signs =
            settings.has("partition")
            ? try LogRatioText.signs(settings.words("partition"), parts: parts.count, of: settings)
            : LogRatios.defaultPartition(parts.count)
        return .isometric(parts, signs: signs)
    }
}
