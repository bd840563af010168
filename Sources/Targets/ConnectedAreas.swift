import KernelTypes
import Survey

/// Joins the selected cells of a raster into areas while its rows go by.
///
/// Holds the runs of one row, the areas that they belong to, and the finished areas that are large and high enough.
/// Areas live in slots; a slot whose area was joined to another points to it until the row is done, then it is used
/// again. No label is kept for a cell.
struct ConnectedAreas {
    /// Neighbouring selected cells of one row.
    private struct Run {
        var columns: Range<Int>
        var slot: Int
    }

    private let ground: Ground
    private let isDiagonal: Bool
    private let threshold: Double
    private let core: Double
    private let minimumSquareMetres: Double
    private var nextRow = 0
    private var slots: [Area?] = []
    private var parents: [Int] = []
    private var free: [Int] = []
    /// Slots that were joined to another in this row.
    private var joined: [Int] = []
    private var above: [Run] = []
    private var finished: [Area] = []
    /// Areas that reach the eastern or western end of a grid around the whole Earth: more may belong to them.
    private var atSeam: [Area] = []

    /// A cell is selected where its score is finite and at or above `threshold`; an area counts where one of its cells
    /// is at or above `core` too.
    init(on ground: Ground, isDiagonal: Bool, threshold: Double, core: Double, minimumSquareMetres: Double) {
        self.ground = ground
        self.isDiagonal = isDiagonal
        self.threshold = threshold
        self.core = core
        self.minimumSquareMetres = minimumSquareMetres
    }

    /// Takes the next rows.
    mutating func add(_ scores: Strip) {
        precondition(scores.columns == ground.grid.columns, "a score on the grid")
        precondition(scores.rows.lowerBound == nextRow, "rows come one after the other")
        nextRow = scores.rows.upperBound
        for row in scores.rows { add(Self.runs(of: scores.row(row), threshold: threshold), row) }
    }

    /// All areas that are large and high enough, in the order in which they ended; those at the seam come last.
    mutating func finish() -> [Area] {
        add([], ground.grid.rows)
        return finished + joinedAtSeam().filter(isKept)
    }

    private static func runs(of scores: Cells, threshold: Double) -> [(columns: Range<Int>, maximum: Float)] {
        var runs: [(Range<Int>, Float)] = []
        scores.withSpan { span in
            var column = 0
            while column < span.count {
                guard span[column].isFinite && Double(span[column]) >= threshold else {
                    column += 1
                    continue
                }
                let first = column
                var maximum = span[column]
                while column < span.count && span[column].isFinite && Double(span[column]) >= threshold {
                    maximum = max(maximum, span[column])
                    column += 1
                }
                runs.append((first..<column, maximum))
            }
        }
        return runs
    }

    private mutating func add(_ runs: [(columns: Range<Int>, maximum: Float)], _ row: Int) {
        var below: [Run] = []
        var first = 0
        for (columns, maximum) in runs {
            let reach = isDiagonal ? columns.lowerBound - 1..<columns.upperBound + 1 : columns
            while first < above.count && above[first].columns.upperBound <= reach.lowerBound { first += 1 }
            var slot: Int?
            var touching = first
            while touching < above.count && above[touching].columns.lowerBound < reach.upperBound {
                let root = self.root(of: above[touching].slot)
                slot = slot.map { join($0, root) } ?? root
                touching += 1
            }
            let own = slot ?? newSlot()
            slots[own]?.add(RowRun(row: row, columns: columns), maximum: maximum)
            below.append(Run(columns: columns, slot: own))
        }
        endRow(below)
    }

    /// Areas that the new row does not continue are complete.
    private mutating func endRow(_ below: [Run]) {
        var isOpen: Set<Int> = []
        for index in below.indices { isOpen.insert(root(of: below[index].slot)) }
        for run in above {
            let slot = root(of: run.slot)
            guard !isOpen.contains(slot), var area = slots[slot].take() else { continue }
            area.runs.sort()
            if reachesSeam(area) { atSeam.append(area) } else if isKept(area) { finished.append(area) }
            free.append(slot)
        }
        above = below.map { Run(columns: $0.columns, slot: root(of: $0.slot)) }
        for slot in joined { parents[slot] = slot }
        free += joined
        joined = []
    }

    private func isKept(_ area: Area) -> Bool {
        Double(area.maximum) >= core && ground.squareMetres(of: area.runs) >= minimumSquareMetres
    }

    private mutating func newSlot() -> Int {
        let area = Area(runs: [], maximum: -.infinity)
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

    /// Joins two areas and gives the slot that holds both: that of more runs, so that little is copied.
    private mutating func join(_ a: Int, _ b: Int) -> Int {
        guard a != b else { return a }
        let isFirstLonger = (slots[a]?.runs.count ?? 0) >= (slots[b]?.runs.count ?? 0)
        let (kept, other) = isFirstLonger ? (a, b) : (b, a)
        if let moved = slots[other].take() { slots[kept]?.merge(moved) }
        parents[other] = kept
        joined.append(other)
        return kept
    }
}

extension ConnectedAreas {
    private func reachesSeam(_ area: Area) -> Bool {
        guard ground.isClosed else { return false }
        return area.runs.contains { $0.columns.lowerBound == 0 || $0.columns.upperBound == ground.grid.columns }
    }

    /// Joins areas over the line where a grid around the Earth is cut, usually the antimeridian.
    private func joinedAtSeam() -> [Area] {
        var parents = Array(atSeam.indices)
        func root(_ index: Int) -> Int {
            var root = index
            while parents[root] != root { root = parents[root] }
            return root
        }
        var west: [Int: Int] = [:]
        for (index, area) in atSeam.enumerated() {
            for run in area.runs where run.columns.lowerBound == 0 { west[run.row] = index }
        }
        for (index, area) in atSeam.enumerated() {
            for run in area.runs where run.columns.upperBound == ground.grid.columns {
                for row in isDiagonal ? [run.row - 1, run.row, run.row + 1] : [run.row] {
                    guard let other = west[row] else { continue }
                    let (a, b) = (root(index), root(other))
                    parents[max(a, b)] = min(a, b)
                }
            }
        }
        var whole: [Int: Area] = [:]
        for (index, area) in atSeam.enumerated() {
            whole[root(index), default: Area(runs: [], maximum: -.infinity)].merge(area)
        }
        return whole.sorted { $0.key < $1.key }.map { _, area in
            Area(runs: area.runs.sorted(), maximum: area.maximum)
        }
    }
}
