import Survey

/// Which target of a run is which of the run before: it keeps the id of the one that it overlaps most.
struct TargetIdentity {
    /// Of the smaller one's cells: less in common is no merging and no splitting, only a border that moved.
    private static let least = 0.1
    /// Of the cells: less more or fewer is the same target.
    private static let change = 0.01

    /// For each new target, the id that it keeps; `nil` where it needs one of its own.
    let kept: [String?]
    let changes: [Target.Change]
    let gone: [TargetsFile.Gone]

    /// `old` and `new` hold each target's cells on the same grid, from north to south and from west to east.
    init(old: [(id: String, runs: [RowRun])], new: [[RowRun]]) {
        let common = Self.overlaps(old.map(\.runs), new)
        let oldCells = old.map { $0.runs.reduce(0) { $0 + $1.cells } }
        let newCells = new.map { $0.reduce(0) { $0 + $1.cells } }
        // The largest overlaps first; each id goes once.
        var idOf: [Int: Int] = [:]
        var heirOf: [Int: Int] = [:]
        for (pair, _) in common.sorted(by: { a, b in
            (b.value, a.key.new, a.key.old) < (a.value, b.key.new, b.key.old)
        }) where idOf[pair.new] == nil && heirOf[pair.old] == nil {
            idOf[pair.new] = pair.old
            heirOf[pair.old] = pair.new
        }
        let real = common.filter { pair, cells in
            Double(cells) >= Self.least * Double(min(oldCells[pair.old], newCells[pair.new]))
        }
        kept = new.indices.map { idOf[$0].map { old[$0].id } }
        changes = new.indices.map { index in
            let all = real.filter { $0.key.new == index }.sorted { ($1.value, $0.key.old) < ($0.value, $1.key.old) }
            let from = ([idOf[index]].compactMap { $0 } + all.map(\.key.old)).reduce(into: [Int]()) { list, next in
                if !list.contains(next) { list.append(next) }
            }
            let kind = Self.kind(
                heir: idOf[index], of: from, cells: newCells[index], oldCells: oldCells,
                children: { parent in real.count { $0.key.old == parent } })
            return Target.Change(kind: kind, from: from.map { old[$0].id })
        }
        let ids = kept
        gone = old.indices.filter { heirOf[$0] == nil }.map { index in
            let into = common.keys.filter { $0.old == index }.map(\.new).sorted()
            return TargetsFile.Gone(id: old[index].id, into: into.compactMap { ids[$0] })
        }
    }

    private static func kind(
        heir: Int?, of from: [Int], cells: Int, oldCells: [Int], children: (Int) -> Int
    ) -> Target.Change.Kind {
        guard let first = from.first else { return .new }
        if from.count > 1 { return .merged }
        if heir == nil || children(first) > 1 { return .split }
        let before = Double(oldCells[first])
        if Double(cells) > before * (1 + change) { return .grown }
        return Double(cells) < before * (1 - change) ? .shrunk : .same
    }

    private struct Pair: Hashable {
        var old: Int
        var new: Int
    }

    /// Cells in common, for pairs that have some.
    private static func overlaps(_ old: [[RowRun]], _ new: [[RowRun]]) -> [Pair: Int] {
        var rows: [Int: [(run: RowRun, index: Int)]] = [:]
        for (index, runs) in new.enumerated() { for run in runs { rows[run.row, default: []].append((run, index)) } }
        for row in rows.keys { rows[row]?.sort { $0.run < $1.run } }
        var common: [Pair: Int] = [:]
        for (index, runs) in old.enumerated() {
            for run in runs {
                for other in rows[run.row] ?? [] where other.run.columns.overlaps(run.columns) {
                    let cells = other.run.columns.clamped(to: run.columns).count
                    common[Pair(old: index, new: other.index), default: 0] += cells
                }
            }
        }
        return common
    }
}
