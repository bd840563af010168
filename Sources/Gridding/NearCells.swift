import KernelTypes
import Survey

/// Which cells of a grid have a cell with a reading within a distance, centre to centre.
struct NearCells: Sendable {
    private let grid: AnalysisGrid
    /// In units of the CRS.
    private let distance: Double
    /// Rows to the nearest cell with a reading in the same column; `Int32.max` where there is none within reach.
    private let vertical: [Int32]

    init(of data: PlateData, on grid: AnalysisGrid, within distance: Double) {
        self.init(on: grid, within: distance) { row, mark in
            for datum in data.row(row) { mark(Int(datum.column)) }
        }
    }

    /// `occupied` calls back with each column of a row in which a reading lies.
    init(on grid: AnalysisGrid, within distance: Double, _ occupied: (_ row: Int, _ mark: (Int) -> Void) -> Void) {
        self.grid = grid
        self.distance = distance
        let columns = grid.columns
        let far = Int32.max
        var rows = Array(repeating: far, count: grid.cellCount)
        rows.withUnsafeMutableBufferPointer { rows in
            for row in 0..<grid.rows {
                let start = row * columns
                if row > 0 {
                    for column in 0..<columns where rows[start - columns + column] != far {
                        rows[start + column] = rows[start - columns + column] + 1
                    }
                }
                occupied(row) { rows[start + $0] = 0 }
            }
            for row in (0..<(grid.rows - 1)).reversed() {
                let start = row * columns
                for column in 0..<columns where rows[start + columns + column] != far {
                    rows[start + column] = min(rows[start + column], rows[start + columns + column] + 1)
                }
            }
        }
        vertical = rows
    }

    /// Sets the cells of a row that are too far from all readings to NaN.
    func clearFarCells(ofRow row: Int, in cells: Cells) {
        let columns = grid.columns
        // +1 where a stretch of near cells begins, -1 behind its end.
        var steps = Array(repeating: Int32(0), count: columns + 1)
        for column in 0..<columns {
            let rows = vertical[row * columns + column]
            guard rows != Int32.max else { continue }
            let down = Double(rows) * grid.cellHeight
            guard down <= distance else { continue }
            let width = ((distance * distance - down * down).squareRoot() / grid.cellWidth).rounded(.down)
            let reach = width < Double(columns) ? Int(width) : columns
            steps[max(0, column - reach)] += 1
            steps[min(columns, column + reach + 1)] -= 1
        }
        var depth: Int32 = 0
        for column in 0..<columns {
            depth += steps[column]
            if depth == 0 { cells[column] = .nan }
        }
    }
}
