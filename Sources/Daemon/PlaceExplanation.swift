/// Why one cell has its score, as the worker's `explain-place` says it.
package struct PlaceExplanation: Sendable, Codable {
    package struct Reason: Sendable, Codable {
        package var evidence: String
        package var value: Double?
        /// In the unit that the explanation names.
        package var contribution: Double
        package var percentile: Double?
        package var isOutside: Bool
        package var scoreAtMedian: Double
    }

    package struct Step: Sendable, Codable {
        package var name: String
        package var depth: Int
        package var membership: Double
    }

    package struct Score: Sendable, Codable {
        package var score: Double
        package var deviation: Double?
        package var contributionUnit: String
        /// Strongest first.
        package var reasons: [Reason]
        /// The way through a fuzzy tree; empty for other models.
        package var path: [Step]
    }

    /// The cell's centre in the grid's CRS.
    package var x: Double
    package var y: Double
    package var crs: String
    /// The operation that made the model.
    package var model: String
    /// `nil` where the cell has no score.
    package var explanation: Score?
    /// Evidence that alone, at its median, would bring the cell below the targets' threshold.
    package var decisive: [String]?
    package var sentence: String
}
