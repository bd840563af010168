/// A rectangle of cells.
package struct Window: Hashable, Sendable, Codable {
    package var column: Int
    package var row: Int
    package var columns: Int
    package var rows: Int

    package init(column: Int, row: Int, columns: Int, rows: Int) {
        self.column = column
        self.row = row
        self.columns = columns
        self.rows = rows
    }

    package var cellCount: Int { columns * rows }
}

extension AnalysisGrid {
    /// Bands of whole rows that cover the grid from north to south, each of at most `height` rows.
    package func bands(ofAtMost height: Int) -> [Range<Int>] {
        precondition(height > 0, "a band has at least one row")
        return stride(from: 0, to: rows, by: height).map { $0..<min($0 + height, rows) }
    }

    /// The grid of some whole rows of this one.
    package func band(_ band: Range<Int>) -> AnalysisGrid {
        AnalysisGrid(
            crs: crs, west: west, north: north - Double(band.lowerBound) * cellHeight,
            cellWidth: cellWidth, cellHeight: cellHeight, columns: columns, rows: band.count)
    }
}
