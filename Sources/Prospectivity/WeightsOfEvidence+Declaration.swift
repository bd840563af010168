package import Operations

extension WeightsOfEvidence {
    /// The registry's entry.
    package static let declaration = Operation(
        name: "weights-of-evidence",
        summary: "Posterior probability of a deposit from classes of evidence and known occurrences.",
        family: .model,
        inputs: [
            .init("evidence", .raster, "rasters of classes or of a continuous measure, by name", isMany: true),
            .init("training", .occurrences, "known occurrences; each point counts, also two in a cell"),
        ],
        parameters: [
            .init(
                "classes", .map, default: .map([:]),
                """
                evidence → unique, ascending (low values are favourable), descending (high values are) or categorical; \
                categorical where nothing is said
                """),
            .init(
                "generalise", .choice(Generalisation.words), default: "maximum-contrast",
                """
                how classes become few: maximum-contrast (left out if no studentised contrast reaches the limit), \
                maximum-contrast-at-limit (only among classes that reach it), maximum-studentised-contrast, none
                """),
            .init(
                "studentised_limit", .number(from: 0, to: .infinity), default: 2,
                "studentised contrast from which a class is trusted"),
            .init(
                "threshold", .map, default: .map([:]),
                """
                evidence → where it is cut by hand instead: the last favourable value of an ordered one (included), \
                or the list of favourable classes
                """),
            .init(
                "breaks", .map, default: .map([:]),
                "evidence → class limits, rising; a class includes its lower limit. Classes are then numbered from 1"
            ),
            .init(
                "bins", .integer(from: 2, to: 1000), default: 10,
                """
                quantile classes for an evidence without breaks that is continuous: more than \(ValueTally.mostValues) \
                values, or fractions with more values than bins
                """),
            .init("unit_cell", .positive, unit: "km2", default: 1, "area that one training point stands for"),
        ],
        outputs: [
            .init("posterior", .raster), .init("deviation", .raster), .init("confidence", .raster),
            .init("weights", .table),
        ],
        memory: .twoPass,
        formula: """
            W+ = ln(P(B|D) / P(B|¬D)), W- = ln(P(¬B|D) / P(¬B|¬D)), s²(W+) = 1/N(B∩D) + 1/N(B∩¬D), s²(W-) likewise, \
            C = W+ - W-, s²(C) = s²(W+) + s²(W-); areas in unit cells, over the cells where that evidence is known. A \
            class without a point has weight 0; one that holds all n points counts n - 0.99; one that leaves no more \
            area outside than points has s + d - n - 0.99 unit cells; one not larger than its points has d + 1. \
            Posterior P = odds / (1 + odds), ln odds = ln(prior odds) + Σ W, prior = n / s over the cells where any \
            evidence is known; s²(P) = P² (1/n + Σ s²(W)) + Σ over missing evidence of Σ (P(class) - P)² · share; \
            confidence = P / s(P). Missing evidence has weight 0; a cell where all is missing has no data.
            """,
        source: """
            Bonham-Carter, Agterberg and Wright (1989); Agterberg and Bonham-Carter (1990) for missing data; \
            Bonham-Carter (1994), chapter 9; corrections, generalisation and deviation as in Geoscience Australia's \
            MPM-WofE (2023), after ArcSDM 5.
            """)
}
