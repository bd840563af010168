import KernelTypes
import Survey

/// Joins the selected cells of a raster into areas while its rows go by.
///
/// Holds the runs of one row, the areas that they belong to, and the finished areas that are large enough. Areas live
/// in slots; a slot whose area was joined to another points to it until the row is done, then it is used again.
struct ConnectedAreas {
    /// Neighbouring selected cells of one row.
    private struct Run {
        var columns: Range<Int>
        var slot: Int
    }

    private let grid: AnalysisGrid
    private let isDiagonal: Bool
    private let evidence: Int
    private let minimumSquareMetres: Double
    private var nextRow = 0
    private var slots: [Area?] = []
    private var parents: [Int] = []
    private var free: [Int] = []
    /// Slots that were joined to another in this row.
    private var joined: [Int] = []
    private var above: [Run] = []
    private var finished: [Area] = []

    init(grid: AnalysisGrid, isDiagonal: Bool, evidence: Int, minimumSquareMetres: Double) {
        self.grid = grid
        self.isDiagonal = isDiagonal
        self.evidence = evidence
        self.minimumSquareMetres = minimumSquareMetres
    }

    /// Takes the next rows; a cell is selected where its score is finite and at or above the threshold.
    mutating func add(_ layers: TargetLayers, threshold: Double) throws {
        precondition(layers.score.columns == grid.columns, "a score on the grid")
        precondition(layers.score.rows.lowerBound == nextRow, "rows come one after the other")
        nextRow = layers.score.rows.upperBound
        var contributions: [Strip]?
        for row in layers.score.rows {
            let scores = layers.score.row(row)
            let runs = Self.runs(of: scores, threshold: threshold)
            if !runs.isEmpty && contributions == nil {
                let given = try layers.contributions()
                precondition(given.count == evidence, "a strip an evidence")
                contributions = given
            }
            add(runs, row, scores, layers.uncertainty?.row(row), (contributions ?? []).map { $0.row(row) })
        }
    }

    /// All areas that are large enough, in the order in which they ended.
    mutating func finish() -> [Area] {
        add([], grid.rows, Cells(count: 0), nil, [])
        return finished
    }

    private static func runs(of scores: Cells, threshold: Double) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        scores.withSpan { span in
            var start: Int?
            for column in span.indices {
                let isSelected = span[column].isFinite && Double(span[column]) >= threshold
                if isSelected && start == nil { start = column }
                if let first = start, !isSelected {
                    runs.append(first..<column)
                    start = nil
                }
            }
            if let first = start { runs.append(first..<span.count) }
        }
        return runs
    }

    private mutating func add(
        _ columns: [Range<Int>], _ row: Int, _ scores: Cells, _ uncertainty: Cells?, _ contributions: [Cells]
    ) {
        var below: [Run] = []
        var first = 0
        for run in columns {
            let reach = isDiagonal ? run.lowerBound - 1..<run.upperBound + 1 : run
            while first < above.count && above[first].columns.upperBound <= reach.lowerBound { first += 1 }
            var slot: Int?
            var touching = first
            while touching < above.count && above[touching].columns.lowerBound < reach.upperBound {
                let root = self.root(of: above[touching].slot)
                slot = slot.map { join($0, root) } ?? root
                touching += 1
            }
            let own = slot ?? newSlot(Cell(column: run.lowerBound, row: row))
            collect(run, row, into: own, scores, uncertainty, contributions)
            below.append(Run(columns: run, slot: own))
        }
        addEdges(between: above, and: below, row)
        endRow(below)
    }

    private mutating func collect(
        _ run: Range<Int>, _ row: Int, into slot: Int, _ scores: Cells, _ uncertainty: Cells?, _ contributions: [Cells]
    ) {
        for column in run {
            slots[slot]?.add(Cell(column: column, row: row), score: scores[column])
            if let uncertainty { slots[slot]?.uncertainty.add(Double(uncertainty[column])) }
            for (index, layer) in contributions.enumerated() {
                slots[slot]?.contributions[index].add(Double(layer[column]))
            }
        }
        slots[slot]?.edges.append(Edge(column: run.lowerBound, row: row, direction: .south))
        slots[slot]?.edges.append(Edge(column: run.upperBound, row: row + 1, direction: .north))
    }

    /// Edges along the line between two rows: a cell has one where the cell across is not selected.
    private mutating func addEdges(between above: [Run], and below: [Run], _ row: Int) {
        for (run, gaps) in Self.uncovered(above, by: below) {
            let slot = root(of: run.slot)
            for column in gaps { slots[slot]?.edges.append(Edge(column: column, row: row, direction: .east)) }
        }
        for (run, gaps) in Self.uncovered(below, by: above) {
            let slot = root(of: run.slot)
            for column in gaps { slots[slot]?.edges.append(Edge(column: column + 1, row: row, direction: .west)) }
        }
    }

    /// The columns of each run that no run across covers.
    private static func uncovered(_ runs: [Run], by others: [Run]) -> [(Run, [Int])] {
        var first = 0
        return runs.map { run in
            while first < others.count && others[first].columns.upperBound <= run.columns.lowerBound { first += 1 }
            var gaps: [Int] = []
            var column = run.columns.lowerBound
            var other = first
            while other < others.count && others[other].columns.lowerBound < run.columns.upperBound {
                gaps += column..<max(column, others[other].columns.lowerBound)
                column = others[other].columns.upperBound
                other += 1
            }
            if column < run.columns.upperBound { gaps += column..<run.columns.upperBound }
            return (run, gaps)
        }
    }

    /// Areas that the new row does not continue are complete.
    private mutating func endRow(_ below: [Run]) {
        var isOpen: Set<Int> = []
        for index in below.indices { isOpen.insert(root(of: below[index].slot)) }
        for run in above {
            let slot = root(of: run.slot)
            guard !isOpen.contains(slot), let area = slots[slot] else { continue }
            if Double(area.cells) * grid.cellArea >= minimumSquareMetres { finished.append(area) }
            slots[slot] = nil
            free.append(slot)
        }
        above = below.map { Run(columns: $0.columns, slot: root(of: $0.slot)) }
        for slot in joined { parents[slot] = slot }
        free += joined
        joined = []
    }

    private mutating func newSlot(_ cell: Cell) -> Int {
        let area = Area(firstCell: cell, evidence: evidence)
        if let slot = free.popLast() {
            slots[slot] = area
            return slot
        }
        slots.append(area)
        parents.append(slots.count - 1)
        return slots.count - 1
    }

    private mutating func root(of slot: Int) -> Int {
        var root = slot
        while parents[root] != root { root = parents[root] }
        parents[slot] = root
        return root
    }

    /// Joins two areas and gives the slot that holds both: that of the longer outline, so that little is copied.
    private mutating func join(_ a: Int, _ b: Int) -> Int {
        guard a != b else { return a }
        let isFirstLonger = (slots[a]?.edges.count ?? 0) >= (slots[b]?.edges.count ?? 0)
        let (kept, other) = isFirstLonger ? (a, b) : (b, a)
        if let moved = slots[other].take() { slots[kept]?.merge(moved) }
        parents[other] = kept
        joined.append(other)
        return kept
    }
}
