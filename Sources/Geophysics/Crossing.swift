import Survey

/// Where a line and a tie cross, with what a channel was on both.
struct Crossing: Hashable, Sendable {
    /// Index of the line and of the tie among the survey's lines.
    var line: Int
    var tie: Int
    /// Metres on the plane.
    var place: Point
    /// Of the channel, linear between the readings before and after.
    var lineValue: Double
    var tieValue: Double
    /// Where along each, -1 at its first reading and 1 at its last.
    var linePart: Double
    var tiePart: Double
    /// Change of the channel along each, in its unit a metre.
    var lineGradient: Double
    var tieGradient: Double

    var misfit: Double { lineValue - tieValue }
}
