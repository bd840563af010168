/// Whether the evidence of a weights-of-evidence model is conditionally independent, as the model assumes.
///
/// A model of dependent evidence counts the same reason twice, and expects more deposits than there are.
package struct IndependenceTest: Hashable, Sendable, Codable {
    /// n: training points in the study.
    package var points: Int
    /// T: sum of the posterior over all unit cells.
    package var expected: Double
    /// s(T), from the deviations of the unique conditions; `nil` where there are too many conditions to list.
    package var deviation: Double?

    package init(points: Int, expected: Double, deviation: Double?) {
        self.points = points
        self.expected = expected
        self.deviation = deviation
    }

    /// The omnibus ratio n / T; independence is doubted below 0.85: Bonham-Carter (1994), section 9.4.
    package var omnibus: Double { Double(points) / expected }

    /// The new omnibus statistic (T - n) / s(T): Agterberg and Cheng (2002).
    package var statistic: Double? { deviation.map { (expected - Double(points)) / $0 } }

    /// Agterberg and Cheng's one-sided probability that the evidence is dependent; rejected above 0.95.
    package var probabilityOfDependence: Double? { statistic.map(Normal.cumulative) }

    /// Rejected by the omnibus ratio (below 0.85) or by Agterberg and Cheng's test at 95 %.
    package var isRejected: Bool { omnibus < 0.85 || (probabilityOfDependence ?? 0) > 0.95 }

    /// What a reader of the map should know; `nil` where independence stands.
    package var warning: String? {
        guard isRejected else { return nil }
        let test = statistic.map { "(T - n) / s(T) = \(Self.rounded($0))" } ?? "s(T) unknown"
        return """
            conditional independence is rejected: the model expects T = \(Self.rounded(expected)) deposits where \
            n = \(points) are known (n/T = \(Self.rounded(omnibus)), \(test)); its posterior is a rank, not a \
            probability. Use logistic-regression or boosted-trees, which do not assume independence, or join the \
            evidence that tells the same
            """
    }

    private static func rounded(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}
