package import KernelTypes
package import Survey

/// How well a score raster ranks known points above the cells that hold none.
///
/// Exact: integers until the last division, with memory for the points only. The score of a point is that of its cell;
/// each point counts, also two in a cell. Negatives are the cells with a score that hold no point.
package struct ROC: Hashable, Sendable {
    /// Visits the rows of a score raster from north to south; callable as often as passes are needed.
    package typealias Scan = (_ visit: (Strip) -> Void) throws -> Void

    /// Distinct scores of the points, ascending.
    let thresholds: [Float]
    /// Points with each of these scores.
    let points: [Int]
    /// Negatives below, at and between the thresholds: entry 2i lies just below threshold i, 2i+1 has its very score.
    private(set) var cells: [Int]
    /// Cells that hold a point, by the same places; for the area that a threshold selects.
    private(set) var pointCells: [Int]

    /// Points on a cell with a score.
    package var positives: Int { points.reduce(0, +) }
    /// Cells with a score and without a point.
    package var negatives: Int { cells.reduce(0, +) }

    /// Ranks in two passes over the scores; NaN is no score.
    package init(of points: [Occurrence], on grid: AnalysisGrid, scan: Scan) throws {
        let placed = TrainingPoints(points, on: grid)
        var scores: [Float] = []
        try scan { strip in
            for point in placed.points(on: strip.rows) {
                let score = strip[placed.cells[point].column, placed.cells[point].row]
                if !score.isNaN { scores.append(score) }
            }
        }
        scores.sort()
        var thresholds: [Float] = []
        var counts: [Int] = []
        for score in scores {
            if score == thresholds.last {
                counts[counts.count - 1] += 1
            } else {
                thresholds.append(score)
                counts.append(1)
            }
        }
        self.thresholds = thresholds
        self.points = counts
        cells = [Int](repeating: 0, count: 2 * thresholds.count + 1)
        pointCells = cells
        let held = Dictionary(grouping: placed.distinctCells, by: \.row)
        try scan { strip in count(strip, held) }
    }

    private mutating func count(_ strip: Strip, _ held: [Int: [Cell]]) {
        strip.cells.withSpan { span in
            var last = (score: Float.nan, place: 0)
            for index in span.indices where !span[index].isNaN {
                if span[index] != last.score { last = (span[index], place(of: span[index])) }
                cells[last.place] += 1
            }
        }
        for row in strip.rows {
            for cell in held[row] ?? [] {
                let score = strip[cell.column, cell.row]
                guard !score.isNaN else { continue }
                cells[place(of: score)] -= 1
                pointCells[place(of: score)] += 1
            }
        }
    }

    private func place(of score: Float) -> Int {
        let index = thresholds.partition { $0 >= score }
        return index < thresholds.count && thresholds[index] == score ? 2 * index + 1 : 2 * index
    }

    /// Area under the curve: the chance that a point scores above a cell without one, ties counting half; `nil` where
    /// there are no points or no such cells. Mann and Whitney (1947); Hanley and McNeil (1982).
    package var area: Double? {
        guard positives > 0 && negatives > 0 else { return nil }
        var twice = 0
        var below = 0
        for index in thresholds.indices {
            below += cells[2 * index]
            twice += points[index] * (2 * below + cells[2 * index + 1])
            below += cells[2 * index + 1]
        }
        return Double(twice) / (2 * Double(positives) * Double(negatives))
    }
}
