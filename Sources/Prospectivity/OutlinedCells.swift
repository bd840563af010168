import Survey

/// The cells whose centres lie inside outlines, row by row; a hole's cells are outside.
struct OutlinedCells {
    let cells: [Cell]

    /// Takes closed rings in the grid's CRS; inside is where a ray crosses an odd number of edges.
    init(of outline: [Target.Polygon], on grid: AnalysisGrid) {
        let edges = outline.joined().flatMap { ring in zip(ring, ring.dropFirst()).filter { $0.0.y != $0.1.y } }
        let highest = edges.map { max($0.0.y, $0.1.y) }.max() ?? grid.south
        let lowest = edges.map { min($0.0.y, $0.1.y) }.min() ?? grid.north
        let first = max(0, Int(((grid.north - highest) / grid.cellHeight - 1).rounded(.down)))
        let last = min(grid.rows - 1, Int(((grid.north - lowest) / grid.cellHeight + 1).rounded(.up)))
        guard first <= last else {
            cells = []
            return
        }
        cells = (first...last).flatMap { row -> [Cell] in
            let y = grid.centre(column: 0, row: row).y
            let crossings = edges.filter { ($0.0.y > y) != ($0.1.y > y) }.map { a, b in
                a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y))
            }.sorted()
            return stride(from: 0, to: crossings.count - 1, by: 2).flatMap { index in
                Self.columns(from: crossings[index], to: crossings[index + 1], on: grid).map {
                    Cell(column: $0, row: row)
                }
            }
        }
    }

    private static func columns(from west: Double, to east: Double, on grid: AnalysisGrid) -> [Int] {
        let first = max(0, Int(((west - grid.west) / grid.cellWidth - 0.5).rounded(.up)))
        let last = min(grid.columns - 1, Int(((east - grid.west) / grid.cellWidth - 0.5).rounded(.down)))
        return first <= last ? Array(first...last) : []
    }
}
