import KernelTypes
import Raster
import Survey

/// A layer at the resolution of a picture: the mean of square blocks of cells, read strip by strip.
enum Overview {
    static func strip(of layer: LayerFile, longestSide: Int = 2000) throws -> Strip {
        let grid = layer.grid
        let factor = max(1, (max(grid.columns, grid.rows) + longestSide - 1) / longestSide)
        guard factor > 1 else { return try layer.whole() }
        // Blocks that the grid does not fill are left out: half a block at an edge is nothing in a picture.
        let (columns, rows) = (max(1, grid.columns / factor), max(1, grid.rows / factor))
        let overview = Strip(columns: columns, rows: 0..<rows, rasterRows: rows)
        for row in 0..<rows {
            let first = row * factor
            let strip = try layer.strip(first..<min(first + factor, grid.rows))
            for column in 0..<columns {
                var (sum, count) = (0.0, 0)
                for y in strip.rows {
                    for x in column * factor..<min((column + 1) * factor, grid.columns) {
                        let value = strip[x, y]
                        if !value.isNaN { (sum, count) = (sum + Double(value), count + 1) }
                    }
                }
                overview[column, row] = count > 0 ? Float(sum / Double(count)) : .nan
            }
        }
        return overview
    }
}
