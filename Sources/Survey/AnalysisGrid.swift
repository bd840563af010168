/// The CRS, origin, cell size and extent to which all layers of a campaign are brought.
///
/// Row 0 is the northernmost; the origin is the outer corner of the first cell (GDAL's convention).
package struct AnalysisGrid: Hashable, Sendable, Codable {
    /// An authority code such as `EPSG:32641`, or WKT.
    package var crs: String
    /// Easting of the western edge, in units of the CRS.
    package var west: Double
    /// Northing of the northern edge, in units of the CRS.
    package var north: Double
    /// Width of a cell, in units of the CRS; positive.
    package var cellWidth: Double
    /// Height of a cell, in units of the CRS; positive.
    package var cellHeight: Double
    package var columns: Int
    package var rows: Int

    package init(
        crs: String, west: Double, north: Double, cellWidth: Double, cellHeight: Double, columns: Int, rows: Int
    ) {
        precondition(cellWidth > 0 && cellHeight > 0 && columns > 0 && rows > 0, "a grid has cells with an extent")
        self.crs = crs
        self.west = west
        self.north = north
        self.cellWidth = cellWidth
        self.cellHeight = cellHeight
        self.columns = columns
        self.rows = rows
    }

    package var cellCount: Int { columns * rows }
    /// Area of a cell in square units of the CRS.
    package var cellArea: Double { cellWidth * cellHeight }
    package var east: Double { west + Double(columns) * cellWidth }
    package var south: Double { north - Double(rows) * cellHeight }
    package var bounds: Bounds { Bounds(west: west, south: south, east: east, north: north) }
    package var whole: Window { Window(column: 0, row: 0, columns: columns, rows: rows) }

    /// The centre of a cell.
    package func centre(column: Int, row: Int) -> Point {
        Point(x: west + (Double(column) + 0.5) * cellWidth, y: north - (Double(row) + 0.5) * cellHeight)
    }

    /// The cell that holds a point, `nil` outside the grid. A cell owns its western and northern edge.
    package func cell(at point: Point) -> Cell? {
        let column = ((point.x - west) / cellWidth).rounded(.down)
        let row = ((north - point.y) / cellHeight).rounded(.down)
        guard column >= 0, row >= 0, column < Double(columns), row < Double(rows) else { return nil }
        return Cell(column: Int(column), row: Int(row))
    }

    /// GDAL's affine transform of this grid: x0, dx, 0, y0, 0, -dy.
    package var geotransform: [Double] { [west, cellWidth, 0, north, 0, -cellHeight] }

    /// Whether both grids have the same cells, to a millionth of a cell; the CRS is not compared.
    package func hasSameCells(as other: AnalysisGrid) -> Bool {
        let tolerance = 1e-6 * min(cellWidth, cellHeight)
        return columns == other.columns && rows == other.rows
            && abs(west - other.west) <= tolerance && abs(north - other.north) <= tolerance
            && abs(east - other.east) <= tolerance && abs(south - other.south) <= tolerance
    }
}

/// One cell of a grid, counted from the north-west corner.
package struct Cell: Hashable, Sendable, Codable {
    package var column: Int
    package var row: Int

    package init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }
}
