import Survey

/// How a source's cells lie to the grid's.
struct GridPlacement {
    /// Outer corner of the first cell and steps, GDAL's six numbers.
    let geotransform: [Double]
    let columns: Int
    let rows: Int

    /// Where the source lies, where both have the same cells; `nil` where they differ by more than a thousandth of a
    /// cell anywhere.
    func shared(with grid: AnalysisGrid) -> SharedCells? {
        guard geotransform[2] == 0, geotransform[4] == 0, geotransform[1] > 0 else { return nil }
        let isSouthUp = geotransform[5] > 0
        let height = abs(geotransform[5])
        let north = isSouthUp ? geotransform[3] + Double(rows) * height : geotransform[3]
        let column = (geotransform[0] - grid.west) / grid.cellWidth
        let row = (grid.north - north) / grid.cellHeight
        let stretchX = Double(columns) * (geotransform[1] / grid.cellWidth - 1)
        let stretchY = Double(rows) * (height / grid.cellHeight - 1)
        let misfits = [
            column - column.rounded(), column - column.rounded() + stretchX, row - row.rounded(),
            row - row.rounded() + stretchY,
        ]
        guard misfits.allSatisfy({ abs($0) <= 1e-3 }), abs(column) < 1e9, abs(row) < 1e9 else { return nil }
        return SharedCells(
            offset: Cell(column: Int(column.rounded()), row: Int(row.rounded())), isSouthUp: isSouthUp)
    }

    /// Column and row, with fractions, of a place in the source's CRS.
    func cell(_ point: Point) -> (column: Double, row: Double) {
        let g = geotransform
        let area = g[1] * g[5] - g[2] * g[4]
        let x = point.x - g[0]
        let y = point.y - g[3]
        return ((x * g[5] - y * g[2]) / area, (y * g[1] - x * g[4]) / area)
    }

    /// The same cells, less those outside the window.
    func part(_ window: Window) -> GridPlacement {
        var moved = geotransform
        moved[0] += Double(window.column) * geotransform[1] + Double(window.row) * geotransform[2]
        moved[3] += Double(window.column) * geotransform[4] + Double(window.row) * geotransform[5]
        return GridPlacement(geotransform: moved, columns: window.columns, rows: window.rows)
    }
}

/// How a source lies whose cells are the grid's.
struct SharedCells: Sendable, Equatable {
    /// The grid's column and row of the source's north-western cell.
    let offset: Cell
    /// Whether the source's first row is its southernmost.
    let isSouthUp: Bool
}
