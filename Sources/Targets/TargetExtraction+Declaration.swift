package import Operations

extension TargetExtraction {
    /// The registry's entry.
    package static let declaration = Operation(
        name: "extract-targets",
        summary: "Connected areas of high score, ranked, each with its figures, reasons and outline.",
        family: .target,
        inputs: [
            .init("score", .raster, "the prospectivity, in 0...1"),
            .init("uncertainty", .raster, "its uncertainty, for each target's mean", isOptional: true),
            .init("known", .occurrences, "known occurrences, for each target's nearest", isOptional: true),
            .init("evidence", .raster, "the model's evidence, by name", isMany: true, isOptional: true),
            .init(
                "model", .table, "what weights-of-evidence learned; without it each evidence is its own contribution",
                isOptional: true),
        ],
        parameters: [
            .init(
                "above", .anyNumber, isOptional: true,
                "lowest score of a target's cells; where it is set, 'quantile' is not used"),
            .init(
                "quantile", .number(from: 0, to: 1), default: 0.98,
                "lowest score as a quantile of all scores; cells equal to it belong to it, so ties select more"),
            .init(
                "minimum_area", .number(from: 0, to: .infinity), unit: "m2", default: 0, "smaller ones are no targets"),
            .init(
                "diagonal", .flag, default: true,
                "whether cells that meet only at a corner are connected (8 neighbours rather than 4)"),
        ],
        outputs: [.init("targets", .table)],
        memory: .twoPass,
        formula: """
            Cells with score ≥ threshold, joined over 8 or 4 neighbours. Rank by mean score, then highest score, then \
            area, then the north-westernmost best cell. The centroid is the mean of the cells' centres; distance to an \
            occurrence is from the centroid. Outlines run along cell edges, outer rings counter-clockwise; where cells \
            meet only at a corner the outline is split there.
            """,
        source: """
            Quantile: Hyndman and Fan (1996), type 7. Areas: He, Chao and Suzuki (2008), run-based labelling. Rings: \
            OGC 06-103r4 and RFC 7946, section 3.1.6.
            """)
}
