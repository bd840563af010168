import KernelTypes
import Survey

/// The figures of one area, gathered cell by cell from north to south and from west to east.
struct AreaFigures: Hashable, Sendable {
    /// A mean in the making; cells without a value do not count.
    struct Mean: Hashable, Sendable {
        private(set) var sum = 0.0
        private(set) var cells = 0

        mutating func add(_ value: Float) {
            guard !value.isNaN else { return }
            sum += Double(value)
            cells += 1
        }

        var value: Double? { cells > 0 ? sum / Double(cells) : nil }
    }

    private(set) var cells = 0
    private(set) var score = Mean()
    private(set) var maximum = -Double.infinity
    /// The first of the highest cells, by row and then by column.
    private(set) var best = Cell(column: 0, row: 0)
    private(set) var uncertainty = Mean()
    /// One an evidence.
    private(set) var contributions: [Mean]
    private(set) var columns: ClosedRange<Int>?
    private(set) var rows: ClosedRange<Int>?

    init(evidence: Int) {
        contributions = Array(repeating: Mean(), count: evidence)
    }

    mutating func add(_ run: RowRun, score scores: Cells, uncertainty deviations: Cells?, contributions layers: [Cells])
    {
        for column in run.columns {
            let value = scores[column]
            score.add(value)
            if Double(value) > maximum {
                maximum = Double(value)
                best = Cell(column: column, row: run.row)
            }
        }
        if let deviations { for column in run.columns { uncertainty.add(deviations[column]) } }
        for (index, layer) in layers.enumerated() {
            for column in run.columns { contributions[index].add(layer[column]) }
        }
        cells += run.cells
        let last = run.columns.upperBound - 1
        columns = min(columns?.lowerBound ?? last, run.columns.lowerBound)...max(columns?.upperBound ?? 0, last)
        rows = min(rows?.lowerBound ?? run.row, run.row)...max(rows?.upperBound ?? 0, run.row)
    }

    /// Share of cells and evidence with a value; 1 where there is no evidence to lack.
    var coverage: Double {
        guard !contributions.isEmpty else { return 1 }
        return Double(contributions.reduce(0) { $0 + $1.cells }) / Double(cells * contributions.count)
    }

    /// Share of the evidence with a value here whose mean is above that of the whole grid; `nil` for none.
    func agreement(with means: [Double?]) -> Double? {
        var known = 0
        var agreeing = 0
        for (own, whole) in zip(contributions, means) {
            guard let own = own.value, let whole else { continue }
            known += 1
            if own > whole { agreeing += 1 }
        }
        return known > 0 ? Double(agreeing) / Double(known) : nil
    }
}
