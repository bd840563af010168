package import KernelTypes
import Operations
package import Survey

/// A raster of a test: written and read in memory.
// Each row is written by one thread before any reads it, as for `Cells`.
package struct MemoryRaster: ScratchRaster {
    package let name: String
    package let grid: AnalysisGrid
    package let unit: String
    let cells: Cells

    package func strip(_ rows: Range<Int>) throws -> Strip {
        Strip(cells: cells, columns: grid.columns, rows: 0..<grid.rows, rasterRows: grid.rows).part(rows)
    }

    package func write(_ strip: Strip) throws {
        let start = strip.rows.lowerBound * grid.columns
        for index in 0..<strip.cells.count { cells[start + index] = strip.cells[index] }
    }

    package func finish() throws {}
}
