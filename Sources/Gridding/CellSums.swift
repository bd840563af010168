import KernelTypes
import Survey

/// Sum and count of the readings in each cell.
struct CellSums: GriddedSurface {
    private let grid: AnalysisGrid
    private var sums: [Double]
    private var counts: [UInt32]
    /// Those that lie in a cell.
    private(set) var readings = 0

    init(on grid: AnalysisGrid) {
        self.grid = grid
        sums = Array(repeating: 0, count: grid.cellCount)
        counts = Array(repeating: 0, count: grid.cellCount)
    }

    /// Adds readings in the order of the file.
    mutating func add(_ positions: [Point], _ values: [Double]) {
        let (columns, rows) = (Double(grid.columns), Double(grid.rows))
        let (west, north) = (grid.west, grid.north)
        let (width, height) = (grid.cellWidth, grid.cellHeight)
        let columnCount = grid.columns
        var inside = 0
        sums.withUnsafeMutableBufferPointer { sums in
            counts.withUnsafeMutableBufferPointer { counts in
                for (position, value) in zip(positions, values) {
                    let column = ((position.x - west) / width).rounded(.down)
                    let row = ((north - position.y) / height).rounded(.down)
                    guard column >= 0, row >= 0, column < columns, row < rows else { continue }
                    let cell = Int(row) * columnCount + Int(column)
                    sums[cell] += value
                    counts[cell] += 1
                    inside += 1
                }
            }
        }
        readings += inside
    }

    func fill(_ output: Strip) {
        for row in output.rows {
            let cells = output.row(row)
            for column in 0..<grid.columns {
                let cell = row * grid.columns + column
                cells[column] = counts[cell] > 0 ? Float(sums[cell] / Double(counts[cell])) : .nan
            }
        }
    }

    var figures: [String: Double] { ["readings": Double(readings)] }
}
