import Survey

/// Cells of a grid that features touch.
enum CellBurning {
    /// Calls `mark` with each cell that points, lines or polygons touch; cells may come more than once.
    static func burn(_ geometry: Geometry, on grid: AnalysisGrid, mark: (Cell) -> Void) {
        switch geometry {
        case .points(let points):
            for point in points { if let cell = grid.cell(at: point) { mark(cell) } }
        case .lines(let lines):
            for line in lines { burn(line, on: grid, mark: mark) }
        case .polygons(let polygons):
            for polygon in polygons { for ring in polygon { burn(ring, on: grid, mark: mark) } }
            for run in OutlineCells.runs(of: polygons, on: grid) {
                for column in run.columns { mark(Cell(column: column, row: run.row)) }
            }
        }
    }

    /// All cells that a line passes through, from edge to edge: Amanatides and Woo (1987).
    private static func burn(_ line: [Point], on grid: AnalysisGrid, mark: (Cell) -> Void) {
        if line.count == 1 { if let cell = grid.cell(at: line[0]) { mark(cell) } }
        for (start, end) in zip(line, line.dropFirst()) {
            let a = place(start, on: grid)
            let b = place(end, on: grid)
            guard let part = clipped(a, b, columns: Double(grid.columns), rows: Double(grid.rows)) else { continue }
            walk(part.0, part.1, grid, mark)
        }
    }

    private typealias Place = (x: Double, y: Double)

    private static func place(_ point: Point, on grid: AnalysisGrid) -> Place {
        ((point.x - grid.west) / grid.cellWidth, (grid.north - point.y) / grid.cellHeight)
    }

    private static func walk(_ a: Place, _ b: Place, _ grid: AnalysisGrid, _ mark: (Cell) -> Void) {
        func index(_ value: Double, _ count: Int) -> Int { min(count - 1, max(0, Int(value.rounded(.down)))) }
        var (column, row) = (index(a.x, grid.columns), index(a.y, grid.rows))
        let (lastColumn, lastRow) = (index(b.x, grid.columns), index(b.y, grid.rows))
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let (east, south) = (dx < 0 ? -1 : 1, dy < 0 ? -1 : 1)
        // Where, as a share of the line, the next border across is met, and how far apart borders are.
        var nextX = dx == 0 ? Double.infinity : (Double(column + (east > 0 ? 1 : 0)) - a.x) / dx
        var nextY = dy == 0 ? Double.infinity : (Double(row + (south > 0 ? 1 : 0)) - a.y) / dy
        let stepX = dx == 0 ? Double.infinity : 1 / dx.magnitude
        let stepY = dy == 0 ? Double.infinity : 1 / dy.magnitude
        mark(Cell(column: column, row: row))
        for _ in 0..<abs(lastColumn - column) + abs(lastRow - row) {
            // A border that lies behind the end is not crossed, whatever rounding says.
            if (nextX <= nextY && column != lastColumn) || row == lastRow {
                column += east
                nextX += stepX
            } else {
                row += south
                nextY += stepY
            }
            mark(Cell(column: column, row: row))
        }
    }

    /// The part of a line inside 0...columns and 0...rows: Liang and Barsky (1984).
    private static func clipped(_ a: Place, _ b: Place, columns: Double, rows: Double) -> (Place, Place)? {
        var (first, last) = (0.0, 1.0)
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        for (step, room) in [(-dx, a.x), (dx, columns - a.x), (-dy, a.y), (dy, rows - a.y)] {
            if step == 0 {
                if room < 0 { return nil }
            } else if step < 0 {
                first = max(first, room / step)
            } else {
                last = min(last, room / step)
            }
        }
        guard first <= last else { return nil }
        return ((a.x + first * dx, a.y + first * dy), (a.x + last * dx, a.y + last * dy))
    }
}
