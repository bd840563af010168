import Survey

/// The part of a source that a grid's cells can depend on, and how fine it is.
struct SourceWindow {
    let window: Window
    /// The rows of the grid that the source can have something to say about.
    let gridRows: Range<Int>
    /// Cells of the grid per cell of the source along its columns and rows, at the middle of what both share.
    let scaleX: Double
    let scaleY: Double

    /// Places along each side of the grid at which the two are compared.
    private static let steps = 32

    /// `nil` where no part of the source lies on the grid.
    init?(
        of placement: GridPlacement, on grid: AnalysisGrid, through transformation: borrowing CoordinateTransformation,
        isGeographic: Bool
    ) {
        var points: [Point] = []
        for row in 0...Self.steps {
            for column in 0...Self.steps {
                points.append(
                    Point(
                        x: grid.west + grid.bounds.width * Double(column) / Double(Self.steps),
                        y: grid.north - grid.bounds.height * Double(row) / Double(Self.steps)))
            }
        }
        let moved = transformation.apply(points)
        let whole = Window(column: 0, row: 0, columns: placement.columns, rows: placement.rows)
        let cells = moved.map { point in point.map { Self.cell($0, placement, isGeographic) } }
        let known = cells.compactMap { $0 }
        guard let first = known.first else { return nil }
        let low = known.reduce(first) { (min($0.0, $1.0), min($0.1, $1.1)) }
        let high = known.reduce(first) { (max($0.0, $1.0), max($0.1, $1.1)) }

        let scale = Self.scale(cells, grid)
        scaleX = scale.x
        scaleY = scale.y
        // The kernels reach two source cells, more where they shrink the source; the rest is for the curve of an edge
        // between two of the places that were compared.
        let marginX = 16 + 4 / min(scale.x, 1) + 0.02 * (high.0 - low.0)
        let marginY = 16 + 4 / min(scale.y, 1) + 0.02 * (high.1 - low.1)
        guard high.0 > 0, high.1 > 0, low.0 < Double(placement.columns), low.1 < Double(placement.rows) else {
            return nil
        }
        guard known.count == cells.count else {
            window = whole
            gridRows = 0..<grid.rows
            return
        }
        gridRows = Self.gridRows(known, placement, marginX, marginY, grid)
        let left = Int(max(0, (low.0 - marginX).rounded(.down)))
        let top = Int(max(0, (low.1 - marginY).rounded(.down)))
        let right = Int(min(Double(placement.columns), (high.0 + marginX).rounded(.up)))
        let bottom = Int(min(Double(placement.rows), (high.1 + marginY).rounded(.up)))
        window = Window(column: left, row: top, columns: right - left, rows: bottom - top)
    }

    /// Those of the grid's strips, between two of the rows that were compared, that come near the source.
    private static func gridRows(
        _ cells: [(Double, Double)], _ placement: GridPlacement, _ marginX: Double, _ marginY: Double,
        _ grid: AnalysisGrid
    ) -> Range<Int> {
        let side = steps + 1
        let near = (0..<steps).filter { strip in
            let places = cells[strip * side..<(strip + 2) * side]
            func reach(_ value: ((Double, Double)) -> Double, _ margin: Double, _ size: Int) -> Bool {
                let values = places.map(value)
                return (values.min() ?? 0) - margin < Double(size) && (values.max() ?? 0) + margin > 0
            }
            return reach({ $0.0 }, marginX, placement.columns) && reach({ $0.1 }, marginY, placement.rows)
        }
        guard let first = near.first, let last = near.last else { return 0..<grid.rows }
        return first * grid.rows / steps..<min(grid.rows, (last + 1) * grid.rows / steps + 1)
    }

    /// Degrees may be counted from another meridian: the turn that brings the place into the source is taken.
    private static func cell(_ point: Point, _ placement: GridPlacement, _ isGeographic: Bool) -> (Double, Double) {
        let own = placement.cell(point)
        guard isGeographic, own.column < 0 || own.column > Double(placement.columns) else { return own }
        for turn in [360.0, -360] {
            let turned = placement.cell(Point(x: point.x + turn, y: point.y))
            if turned.column >= 0 && turned.column <= Double(placement.columns) { return turned }
        }
        return own
    }

    private static func scale(_ cells: [(Double, Double)?], _ grid: AnalysisGrid) -> (x: Double, y: Double) {
        let side = steps + 1
        let middle = (steps / 2) * side + steps / 2
        guard let here = cells[middle], let east = cells[middle + 1], let south = cells[middle + side] else {
            return (1, 1)
        }
        let across = Double(grid.columns) / Double(steps)
        let down = Double(grid.rows) / Double(steps)
        // Lengths, so that a turned raster is as fine as one that is not.
        let x = length((east.0 - here.0) / across, (south.0 - here.0) / down)
        let y = length((east.1 - here.1) / across, (south.1 - here.1) / down)
        return (x > 0 && x.isFinite ? 1 / x : 1, y > 0 && y.isFinite ? 1 / y : 1)
    }

    private static func length(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
}
