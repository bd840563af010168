/// Neighbouring cells of one row.
struct RowRun: Hashable, Comparable, Sendable {
    private var rowIndex: Int32
    private var first: Int32
    private var end: Int32

    init(row: Int, columns: Range<Int>) {
        rowIndex = Int32(row)
        first = Int32(columns.lowerBound)
        end = Int32(columns.upperBound)
    }

    var row: Int { Int(rowIndex) }
    var columns: Range<Int> { Int(first)..<Int(end) }
    var cells: Int { Int(end - first) }

    static func < (a: RowRun, b: RowRun) -> Bool { (a.rowIndex, a.first) < (b.rowIndex, b.first) }

    /// The columns of each run that no run across covers; both lists go from west to east.
    static func uncovered(_ runs: ArraySlice<RowRun>, by others: ArraySlice<RowRun>) -> [Int] {
        var first = others.startIndex
        var gaps: [Int] = []
        for run in runs.lazy.map(\.columns) {
            while first < others.endIndex && others[first].columns.upperBound <= run.lowerBound { first += 1 }
            var column = run.lowerBound
            var other = first
            while other < others.endIndex && others[other].columns.lowerBound < run.upperBound {
                gaps += column..<max(column, others[other].columns.lowerBound)
                column = others[other].columns.upperBound
                other += 1
            }
            if column < run.upperBound { gaps += column..<run.upperBound }
        }
        return gaps
    }
}
