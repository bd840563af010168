import KernelTypes

/// Fills cells without data smoothly from those around them.
///
/// Pull and push (Gortler and others 1996): means of 2 x 2 cells with data, coarser and coarser, until all have some;
/// then back, each hole from the mean of the coarser cells around it.
enum HoleFilling {
    /// Fills a raster of `columns` x `rows` cells in place; whether there was a cell with data.
    static func fill(_ cells: Cells, columns: Int, rows: Int) -> Bool {
        var holes = 0
        cells.withSpan { span in
            for index in span.indices where span[index].isNaN { holes += 1 }
        }
        if holes == 0 { return true }
        if holes == cells.count { return false }
        let halfColumns = (columns + 1) / 2
        let halfRows = (rows + 1) / 2
        let coarse = Cells(count: halfColumns * halfRows)
        for row in 0..<halfRows {
            for column in 0..<halfColumns {
                coarse[row * halfColumns + column] = mean(cells, columns, rows, 2 * column, 2 * row)
            }
        }
        guard fill(coarse, columns: halfColumns, rows: halfRows) else { return false }
        for row in 0..<rows {
            for column in 0..<columns where cells[row * columns + column].isNaN {
                cells[row * columns + column] = between(coarse, halfColumns, halfRows, column, row)
            }
        }
        return true
    }

    private static func mean(_ cells: Cells, _ columns: Int, _ rows: Int, _ column: Int, _ row: Int) -> Float {
        var sum = 0.0
        var count = 0.0
        for y in row..<min(row + 2, rows) {
            for x in column..<min(column + 2, columns) where !cells[y * columns + x].isNaN {
                sum += Double(cells[y * columns + x])
                count += 1
            }
        }
        return count > 0 ? Float(sum / count) : .nan
    }

    /// Bilinear between the centres of the coarser cells.
    private static func between(_ coarse: Cells, _ columns: Int, _ rows: Int, _ column: Int, _ row: Int) -> Float {
        func nearest(_ fine: Int, _ count: Int) -> (Int, Int) {
            let near = fine / 2
            return (near, min(count - 1, max(0, fine % 2 == 0 ? near - 1 : near + 1)))
        }
        let x = nearest(column, columns)
        let y = nearest(row, rows)
        let near = 0.75 * coarse[y.0 * columns + x.0] + 0.25 * coarse[y.0 * columns + x.1]
        let far = 0.75 * coarse[y.1 * columns + x.0] + 0.25 * coarse[y.1 * columns + x.1]
        return 0.75 * near + 0.25 * far
    }
}
