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
            .init(
                "known", .occurrences, "known occurrences, for each target's nearest and for 'prediction-area'",
                isOptional: true),
            .init(
                "evidence", .raster, "the model's evidence, by name; its own contribution where no other is given",
                isMany: true, isOptional: true),
            .init(
                "contributions", .raster, "what each evidence adds to the score, named like it", isMany: true,
                isOptional: true),
            .init("previous", .table, "the targets of the run before, whose ids are kept", isOptional: true),
        ],
        parameters: [
            .init(
                "threshold", .choice(["quantile", "prediction-area", "concentration-area"]), default: "quantile",
                "how the lowest score of a target's cells is found"),
            .init(
                "above", .anyNumber, isOptional: true,
                "lowest score of a target's cells; where it is set, 'quantile' is not used"),
            .init(
                "quantile", .number(from: 0, to: 1), default: 0.98,
                "lowest score as a quantile of all scores; cells equal to it belong to it, so ties select more"),
            .init("core", .anyNumber, isOptional: true, "a score that a target must reach somewhere"),
            .init(
                "core_quantile", .number(from: 0, to: 1), isOptional: true,
                "the same as a quantile of all scores; where 'core' is set, it is not used"),
            .init(
                "minimum_area", .number(from: 0, to: .infinity), unit: "m2", default: 0, "smaller ones are no targets"),
            .init(
                "diagonal", .flag, default: true,
                "whether cells that meet only at a corner are connected (8 neighbours rather than 4)"),
            .init(
                "split", .number(from: 0, to: .infinity), isOptional: true,
                "how far, in score, both peaks stand above the saddle at which an area is parted; unset parts none"),
            .init(
                "simplify", .number(from: 0, to: 100), unit: "cells", default: 0,
                "outlines lose corners whose triangle is smaller than the square of this; 0 keeps cell edges"),
        ],
        outputs: [.init("targets", .table)],
        memory: .twoPass,
        formula: """
            Cells with score ≥ threshold, joined over 8 or 4 neighbours; of these areas, those that reach the core's \
            score. Prediction-area: the score at which the share of known occurrences at or above it is the share of \
            cells below it. Concentration-area: the best break of log(cells at or above) over log(score) into two lines. \
            Rank by mean score, then highest score, then area, then the north-westernmost best cell. Areas: cells of the \
            CRS, on geographic grids between parallels of the WGS84 ellipsoid. The centroid is the mean of the cells' \
            centres, on geographic grids of their normals. Distance to an occurrence is from the centroid. Agreement: \
            share of the evidence whose mean is above that of the grid. Coverage: share of cells and evidence with a \
            value. Outlines: outer rings counter-clockwise, split where cells meet only at a corner. An id is kept from \
            the previous target with the largest overlap; a pair counts as merged or split from a tenth of the smaller \
            one on, as grown or shrunk from 1 % on.
            """,
        source: """
            Quantile: Hyndman and Fan (1996), type 7. Areas: He, Chao and Suzuki (2008), run-based labelling. \
            Prediction-area: Yousefi and Carranza (2015). Concentration-area: Cheng, Agterberg and Ballantyne (1994). \
            Saddles: Chazal, Guibas, Oudot and Skraba (2013). Simplification: Visvalingam and Whyatt (1993), held to \
            topology. Ellipsoid: Snyder (1987), 3-12; Vincenty (1975). Rings: OGC 06-103r4 and RFC 7946, 3.1.6.
            """, version: 3)
}
