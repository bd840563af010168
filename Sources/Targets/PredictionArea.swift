import KernelTypes
import Operations
import Survey

/// The prediction–area plot of a score and the score where its two curves meet; Yousefi and Carranza (2015).
///
/// One curve is the share of training points at or above a score, the other the share of the area below it. Where they
/// meet, a share p of the points lies in a share 1 - p of the area; the higher p, the better the map.
struct PredictionArea: Hashable {
    /// NaN where no cell has a score.
    let threshold: Double

    init(_ scan: ScoreThreshold.Scan, on grid: AnalysisGrid, points: [Point]) throws {
        var scores: [Double] = []
        let places = points.compactMap { grid.cell(at: $0) }
        try scan { strip in
            for cell in places where strip.rows.contains(cell.row) {
                let score = Double(strip[cell.column, cell.row])
                if score.isFinite { scores.append(score) }
            }
        }
        guard !scores.isEmpty else {
            throw OperationError(
                code: .unfitInput, operation: TargetExtraction.declaration.name, key: "known",
                reason: "no known occurrence lies on a cell with a score, so there is no prediction-area plot",
                remedy: "give occurrences within the area, or set threshold: quantile")
        }
        scores.sort(by: >)
        let (above, cells) = try Self.shares(atOrAbove: scores, scan)
        // Points and area together fall from 2 at the lowest score towards 0; the first sum of at least 1 is the jump at
        // or below which the curves meet.
        let found = Double(scores.count)
        let index = scores.indices.first { index in
            let points = scores.lastIndex(of: scores[index]).map { Double($0 + 1) / found } ?? 1
            return points + above[index] >= 1
        }
        guard let index else {
            threshold = scores[scores.count - 1]
            return
        }
        // Between this point's score and the next higher one the share of points stays, and the area alone falls: they
        // may meet there, at the quantile of that share.
        let higher = Double(index) / found
        // The highest score that this share of the cells, or more, lies below: an order statistic, not a mean of two.
        let rank = (higher * Double(cells)).rounded(.down)
        let between = try ScoreThreshold.quantile(min(1, rank / Double(max(1, cells - 1))), scan)
        threshold = index == 0 ? scores[0] : max(scores[index], between)
    }

    /// The share of cells at or above each score, and how many cells there are.
    private static func shares(atOrAbove scores: [Double], _ scan: ScoreThreshold.Scan) throws -> ([Double], Int) {
        var counts = [Int](repeating: 0, count: scores.count + 1)
        var cells = 0
        try scan { strip in
            strip.cells.withSpan { span in
                for index in span.indices where span[index].isFinite {
                    let value = Double(span[index])
                    cells += 1
                    // The first score, of falling ones, that this cell reaches.
                    var low = 0
                    var high = scores.count
                    while low < high {
                        let middle = (low + high) / 2
                        if scores[middle] <= value { high = middle } else { low = middle + 1 }
                    }
                    counts[low] += 1
                }
            }
        }
        var sum = 0
        let shares = scores.indices.map { index in
            sum += counts[index]
            return Double(sum) / Double(cells)
        }
        return (shares, cells)
    }
}
