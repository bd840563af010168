package import Operations

extension TargetValuation {
    /// The registry's entry.
    package static let declaration = Operation(
        name: "value-targets",
        summary:
            "Simulates ore, metal and in-ground worth of undiscovered deposits in targets; not a resource estimate.",
        family: .target,
        inputs: [
            .init("targets", .table, "the targets"),
            .init("model", .document, "a grade and tonnage model, such as Models/porphyry-copper.yaml"),
            .init("prices", .document, "a price deck, such as Prices/usgs-2021.yaml", isOptional: true),
        ],
        parameters: [
            .init(
                "number", .choice(["posterior-sum", "density", "one"]), default: "posterior-sum",
                "how many deposits a target holds on average"),
            .init(
                "unit_area", .positive, unit: "m2", isOptional: true,
                "the area to which the posterior probability belongs; a cell where it is not set"),
            .init("draws", .integer(from: 100, to: 1_000_000), default: 10_000, "draws a target"),
            .init("seed", .integer(from: 0, to: 2_147_483_647), default: 1, "of the random numbers"),
        ],
        outputs: [.init("values", .table), .init("table", .table)],
        memory: .features,
        formula: """
            Tonnage and grades are lognormal: the median as published, the deviation of the logarithm from the published \
            90th and 10th percentiles, (ln p10 - ln p90) / 2.5631; grade's logarithm correlates with tonnage's as the model \
            says. Deposits: Poisson with mean Σ posterior · cell / unit area, or with the mean of log10 N = intercept + \
            a log10(km²) + b log10(median Mt), or one with the mean score's probability. Quantiles are given at least one \
            deposit: p90 is what 90 % of the draws reach. Expected worth counts the chance of none.
            """,
        source: """
            Three-part assessment: Singer and Menzie (2010), Quantitative Mineral Resource Assessments; Root, Menzie and \
            Scott (1992), Mark3. Density: the form of Singer (2008), Natural Resources Research 17. Normal numbers: Box and \
            Muller (1958). Prices: in-ground, no recovery, no cost.
            """)
}
