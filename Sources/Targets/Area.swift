/// A connected area as its cells, run by run; the figures are read later.
struct Area: Hashable, Sendable {
    /// From north to south and from west to east once the area is complete.
    var runs: [RowRun]
    /// The highest score in it.
    var maximum: Float

    init(runs: [RowRun], maximum: Float) {
        self.runs = runs
        self.maximum = maximum
    }

    var cells: Int { runs.reduce(0) { $0 + $1.cells } }

    mutating func add(_ run: RowRun, maximum value: Float) {
        runs.append(run)
        maximum = max(maximum, value)
    }

    /// Takes in another area that turned out to be part of this one.
    mutating func merge(_ other: consuming Area) {
        maximum = max(maximum, other.maximum)
        runs.append(contentsOf: other.runs)
    }

    /// The boundary, one unit edge after the other in no order; the runs are sorted.
    var edges: [Edge] {
        var edges: [Edge] = []
        for run in runs {
            edges.append(Edge(column: run.columns.lowerBound, row: run.row, direction: .south))
            edges.append(Edge(column: run.columns.upperBound, row: run.row + 1, direction: .north))
        }
        for (row, above, below) in rowPairs {
            for column in RowRun.uncovered(above, by: below) {
                edges.append(Edge(column: column, row: row, direction: .east))
            }
            for column in RowRun.uncovered(below, by: above) {
                edges.append(Edge(column: column + 1, row: row, direction: .west))
            }
        }
        return edges
    }

    /// Each line between rows where the area begins, goes on or ends, with the runs above and below it.
    private var rowPairs: [(row: Int, above: ArraySlice<RowRun>, below: ArraySlice<RowRun>)] {
        var pairs: [(Int, ArraySlice<RowRun>, ArraySlice<RowRun>)] = []
        var above: ArraySlice<RowRun> = []
        var start = runs.startIndex
        while start < runs.endIndex {
            let row = runs[start].row
            var end = start
            while end < runs.endIndex && runs[end].row == row { end += 1 }
            let below = runs[start..<end]
            if let last = above.first?.row, last != row - 1 {
                pairs.append((last + 1, above, []))
                above = []
            }
            pairs.append((row, above, below))
            above = below
            start = end
        }
        if let last = above.first?.row { pairs.append((last + 1, above, [])) }
        return pairs
    }
}
