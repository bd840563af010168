package import Operations

extension TargetRater {
    /// The registry's entry.
    package static let declaration = Operation(
        name: "rank-targets",
        summary: "Ranks targets by score, worth, access and confidence, with risks apart and the rank's stability.",
        family: .target,
        inputs: [
            .init("targets", .table, "the targets"),
            .init("values", .table, "their simulated worth", isOptional: true),
            .init("prices", .document, "the price deck, for its limits", isOptional: true),
            .init("access", .raster, "hours to a destination, named by it", isMany: true, isOptional: true),
            .init(
                "exclusions", .raster, "above 0 where nobody may explore, named by the reason", isMany: true,
                isOptional: true),
            .init("risks", .raster, "levels from 0 to 1, named by the risk", isMany: true, isOptional: true),
        ],
        parameters: [
            .init(
                "method", .choice(RankingMethod.allCases.map(\.rawValue)), default: "utility",
                "how criteria become one number"),
            .init(
                "weights", .map,
                default: .map(["score": 0.5, "value": 0.2, "access": 0.15, "confidence": 0.05, "agreement": 0.1]),
                "criterion → weight; what is not known of every target does not count"),
            .init("half_hours", .positive, unit: "h", default: 8, "travel time at which access is worth half"),
            .init(
                "excluded_share", .number(from: 0, to: 1), default: 0.5,
                "a target with more of its cells in an exclusion is taken off the list"),
            .init("risk_weights", .map, default: .map([:]), "risk → what its full level takes, 0 to 1; 1 by default"),
            .init("sources", .map, default: .map([:]), "exclusion or risk → where its layer is from"),
            .init(
                "scenarios", .map, default: .map([:]), "name → { weights, prices: { Cu: 1.5 }, method } that differ"),
            .init("weight_spread", .number(from: 0, to: 1), default: 0.3, "how far each weight varies, of itself"),
            .init(
                "vary", .words, default: ["weights", "prices", "models"],
                "what varies for the stability: weights, prices, models; an empty list for nothing"),
            .init("draws", .integer(from: 1, to: 100_000), default: 1000, "draws for the stability"),
            .init("seed", .integer(from: 0, to: 2_147_483_647), default: 1, "of the random numbers"),
        ],
        outputs: [
            .init("ranked", .table), .init("assessments", .table), .init("ranking", .table), .init("scenarios", .table),
        ],
        memory: .features,
        formula: """
            Each criterion over its best target's: score and agreement as extracted, value the expected dollars, access the \
            mean of 1 / (1 + hours / half_hours), confidence score / (score + uncertainty). utility: Π max(u, 0.01)^w; sum: \
            Σ w u; topsis: closeness to the ideal. Times Π (1 - weight · level) over risks; 0 for the excluded. Stability: \
            weights evenly within the spread, prices triangular between the deck's limits, scores normal by their \
            uncertainty, worth from its draws; top5 and top10 are shares of draws, rank_best and rank_worst hold nine in ten.
            """,
        source: """
            Multiplicative utility: Keeney and Raiffa (1976), the Cobb-Douglas form. TOPSIS: Hwang and Yoon (1981). Stability: \
            stochastic multicriteria acceptability, Lahdelma, Hokkanen and Salminen (1998).
            """)
}
