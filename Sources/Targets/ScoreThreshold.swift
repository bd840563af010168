import KernelTypes
import Operations
import Survey

/// What decides which cells belong to targets.
enum ScoreThreshold: Hashable, Sendable {
    case value(Double)
    /// Of the cells with a score.
    case quantile(Double)
    /// Where the share of training points found and the share of the area left out are the same.
    case predictionArea
    /// Where the relation of score and area above it changes.
    case concentrationArea

    /// Reads the parameters of `extract-targets`; a value that is set stands before a quantile.
    init(_ settings: Settings) throws(OperationError) {
        switch try settings.text("threshold") {
        case "prediction-area": self = .predictionArea
        case "concentration-area": self = .concentrationArea
        default:
            self =
                settings.has("above")
                ? .value(try settings.number("above"))
                : .quantile(try settings.number("quantile"))
        }
    }

    /// Visits the rows of the score; callable as often as passes are needed.
    typealias Scan = (_ visit: (Strip) throws -> Void) throws -> Void

    /// The lowest score of a target's cells; NaN where no cell has a score.
    func lowestScore(_ scan: Scan, on grid: AnalysisGrid, known: [Occurrence]) throws -> Double {
        switch self {
        case .value(let value): value
        case .quantile(let fraction): try Self.quantile(fraction, scan)
        case .predictionArea: try PredictionArea(scan, on: grid, points: known.map(\.location)).threshold
        case .concentrationArea: try ConcentrationArea(scan).threshold
        }
    }

    static func quantile(_ fraction: Double, _ scan: Scan) throws -> Double {
        var selector = Selector(fractions: [fraction])
        while !selector.isDone {
            try scan { selector.add($0.cells) }
            selector.endPass()
        }
        return selector.values[0]
    }
}
