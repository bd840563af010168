import Operations

/// What the declarations of local statistics share.
enum AssociationText {
    static let method = Parameter(
        "chance", .choice(["analytic", "permutation"]), default: "analytic",
        "analytic: normal approximation; permutation: other places' values put around the place")
    static let permutations = Parameter(
        "permutations", .integer(from: 9, to: 99_999), default: 999, "permutation: how many")
    static let significance = Parameter(
        "significance", .number(from: 0, to: 1), default: 0.05, "quadrants are told where p is at most this")
    static let radius = Parameter(
        "radius", .integer(from: 1, to: 10), unit: "cells", default: 1, "of the square of neighbours; 1 takes eight")
    static let channel = Parameter("channel", .text, "the channel")
    static let neighbours = Parameter(
        "neighbours", .integer(from: 1, to: 200), default: 8, "the nearest so many readings are neighbours")
    static let distance = Parameter(
        "distance", .positive, unit: "m", isOptional: true, "instead, all readings no farther away than this")
    static let pool = """
        Permutation: neighbours drawn from other places, on rasters from a seeded sample of at most 65,536 cells; \
        p = (m + 1) / (permutations + 1), m the draws at or beyond the statistic on the side with fewer.
        """
    static let moran = """
        I = (x - mean) / σ² · mean of (x_j - mean) over the neighbours j; σ² divided by n. p is two-sided, from the \
        mean -1 / (n - 1) and the variance under total randomisation. Quadrants: 1 high among high, 2 low among high, \
        3 low among low, 4 high among low, 0 where p is above 'significance'.
        """
    static let getis = """
        G* = (Σ x_j - k mean) / (σ √((n k - k²) / (n - 1))) over the place and its neighbours, k in all; σ divided by \
        n. A z-score: above 0 in hot spots, below in cold ones; p is two-sided.
        """
    static let moranSource = "Anselin (1995), Geographical Analysis 27; folded pseudo p as GeoDa and PySAL give it."
    static let getisSource = "Ord and Getis (1995), Geographical Analysis 27."
}
