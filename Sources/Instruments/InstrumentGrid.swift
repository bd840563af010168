/// A raster as a survey package wrote it.
package struct InstrumentGrid: Hashable, Sendable {
    /// Row by row from the northernmost, each from the west; NaN is "no value".
    package enum Cells: Hashable, Sendable {
        case single([Float])
        case double([Double])

        package var count: Int {
            switch self {
            case .single(let cells): cells.count
            case .double(let cells): cells.count
            }
        }

        package subscript(index: Int) -> Double {
            switch self {
            case .single(let cells): Double(cells[index])
            case .double(let cells): cells[index]
            }
        }
    }

    package var columns: Int
    package var rows: Int
    /// Outer corner of the south-western cell, in units of the CRS; GDAL's convention of corners.
    package var west: Double
    package var south: Double
    /// In units of the CRS; positive.
    package var cellWidth: Double
    package var cellHeight: Double
    /// Degrees counter-clockwise about the centre of the south-western cell by which the whole grid is turned.
    package var rotation: Double
    /// An authority code or WKT; `nil` where the delivery tells none.
    package var crs: String?
    /// Of the cells' values; empty where the delivery tells none.
    package var unit: String
    package var cells: Cells

    package init(
        columns: Int, rows: Int, west: Double, south: Double, cellWidth: Double, cellHeight: Double, rotation: Double,
        crs: String?, unit: String, cells: Cells
    ) {
        self.columns = columns
        self.rows = rows
        self.west = west
        self.south = south
        self.cellWidth = cellWidth
        self.cellHeight = cellHeight
        self.rotation = rotation
        self.crs = crs
        self.unit = unit
        self.cells = cells
    }

    package var north: Double { south + Double(rows) * cellHeight }

    package subscript(column column: Int, row row: Int) -> Double { cells[row * columns + column] }
}
