package import Operations

/// Gives the parts of a composition back from `ilr`.
package struct IsometricLogRatioInverse: LogRatioInverse {
    package static let declaration = Operation(
        name: "ilr-inverse", summary: "Gives the parts of a composition from its coordinates by 'ilr'.",
        family: .geochemistry, inputs: [Operation.Input("in", .readings, "readings with the coordinates as channels")],
        parameters: LogRatioText.inverseParameters + [
            Parameter("partition", .words, isOptional: true, "that of the way there")
        ], outputs: LogRatioText.outputs, memory: .features,
        formula: "clr = Ψᵀ ilr, Ψ the contrasts of the way there; exp(clr), closed. " + LogRatioText.closes,
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
