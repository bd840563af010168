import KernelTypes
import Operations
import Survey

/// A raster in memory, read and written by procedures.
final class MemoryLayer: ScratchRaster {
    let name: String
    let unit: String
    let grid: AnalysisGrid
    let cells: Cells

    init(name: String, unit: String = "", grid: AnalysisGrid, cells: Cells) {
        precondition(cells.count == grid.cellCount, "as many cells as the grid has")
        self.name = name
        self.unit = unit
        self.grid = grid
        self.cells = cells
    }

    func strip(_ rows: Range<Int>) throws -> Strip { whole.part(rows) }

    var whole: Strip { Strip(cells: cells, columns: grid.columns, rows: 0..<grid.rows, rasterRows: grid.rows) }

    func write(_ strip: Strip) throws {
        let start = strip.rows.lowerBound * grid.columns
        (cells.base + start).update(from: strip.cells.base, count: strip.cells.count)
    }

    func finish() throws {}
}
