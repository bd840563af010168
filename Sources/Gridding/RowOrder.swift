import Survey

/// Readings by the row of a grid in which they lie, in the order of the file within a row; others are left out.
///
/// A counting sort: memory is 8 bytes a reading, whatever the grid's size.
struct RowOrder: Sendable {
    /// A reading with the column in which it lies.
    struct Entry: Sendable {
        var reading: UInt32
        var column: UInt32
    }

    private let entries: [Entry]
    /// Where each row begins among the entries, and the end of the last.
    private let starts: [Int]

    init(_ positions: [Point], on grid: AnalysisGrid) {
        precondition(positions.count <= Int(UInt32.max) && grid.columns <= Int(UInt32.max), "more than 32 bits count")
        var starts = Array(repeating: 0, count: grid.rows + 1)
        let frame = Frame(grid)
        for position in positions {
            let row = frame.row(position)
            if row >= 0 { starts[row + 1] += 1 }
        }
        for row in 0..<grid.rows { starts[row + 1] += starts[row] }
        var next = starts
        entries = Array(unsafeUninitializedCapacity: starts[grid.rows]) { buffer, count in
            for (index, position) in positions.enumerated() {
                let row = frame.row(position)
                guard row >= 0 else { continue }
                buffer.initializeElement(
                    at: next[row], to: Entry(reading: UInt32(index), column: UInt32(frame.column(position))))
                next[row] += 1
            }
            count = starts[grid.rows]
        }
        self.starts = starts
    }

    /// Readings on the grid.
    var count: Int { entries.count }

    /// The readings of a row.
    func row(_ row: Int) -> ArraySlice<Entry> { entries[starts[row]..<starts[row + 1]] }

    /// The grid's own rule for the cell of a point, without making a cell.
    private struct Frame {
        let grid: AnalysisGrid
        let columns: Double
        let rows: Double

        init(_ grid: AnalysisGrid) {
            self.grid = grid
            columns = Double(grid.columns)
            rows = Double(grid.rows)
        }

        func column(_ point: Point) -> Int { Int(((point.x - grid.west) / grid.cellWidth).rounded(.down)) }

        /// -1 outside the grid.
        func row(_ point: Point) -> Int {
            let column = ((point.x - grid.west) / grid.cellWidth).rounded(.down)
            let row = ((grid.north - point.y) / grid.cellHeight).rounded(.down)
            return column >= 0 && row >= 0 && column < columns && row < rows ? Int(row) : -1
        }
    }
}
