/// Some whole rows of a raster in memory, row-major, north first; NaN is "no data".
///
/// An operation that looks at neighbours is given an input strip with more rows than it is to write: the halo is what
/// the input has beyond the output. At the raster's edge there is none.
package struct Strip: Sendable {
    package let cells: Cells
    package let columns: Int
    /// The raster's rows that this strip holds.
    package let rows: Range<Int>
    /// How many rows the whole raster has.
    package let rasterRows: Int

    package init(cells: Cells, columns: Int, rows: Range<Int>, rasterRows: Int) {
        precondition(cells.count == columns * rows.count, "a strip holds whole rows")
        precondition(rows.lowerBound >= 0 && rows.upperBound <= rasterRows, "a strip lies inside its raster")
        self.cells = cells
        self.columns = columns
        self.rows = rows
        self.rasterRows = rasterRows
    }

    /// Memory for some rows of a raster, not initialised.
    package init(columns: Int, rows: Range<Int>, rasterRows: Int) {
        self.init(
            cells: Cells(count: columns * rows.count), columns: columns, rows: rows, rasterRows: rasterRows)
    }

    /// A whole small raster.
    package init(columns: Int, values: [Float]) {
        self.init(
            cells: Cells(values), columns: columns, rows: 0..<(values.count / columns),
            rasterRows: values.count / columns)
    }

    /// The cells of one of the raster's rows, without a copy.
    package func row(_ row: Int) -> Cells {
        precondition(rows.contains(row), "row \(row) is not in this strip")
        let start = (row - rows.lowerBound) * columns
        return cells.part(start..<(start + columns))
    }

    /// Fewer rows of the same strip, without a copy.
    package func part(_ part: Range<Int>) -> Strip {
        let start = (part.lowerBound - rows.lowerBound) * columns
        return Strip(
            cells: cells.part(start..<(start + part.count * columns)), columns: columns, rows: part,
            rasterRows: rasterRows)
    }

    package subscript(column: Int, row: Int) -> Float {
        get { cells[(row - rows.lowerBound) * columns + column] }
        nonmutating set { cells[(row - rows.lowerBound) * columns + column] = newValue }
    }
}
