import Survey

/// From outlines back to cells.
enum OutlineCells {
    /// The cells whose centres lie inside polygons, from north to south and from west to east; even is outside.
    static func runs(of polygons: [Target.Polygon], on grid: AnalysisGrid) -> [RowRun] {
        spans(of: polygons, on: grid).compactMap { row, west, east in
            let first = max(0, ((west - grid.west) / grid.cellWidth - 0.5).rounded(.up))
            let last = min(Double(grid.columns - 1), ((east - grid.west) / grid.cellWidth - 0.5).rounded(.down))
            guard first <= last, (0..<grid.rows).contains(row) else { return nil }
            return RowRun(row: row, columns: Int(first)..<Int(last) + 1)
        }
    }

    /// The parts of each row's middle line inside polygons, also beyond the grid's rows as far as these are counted on.
    static func spans(
        of polygons: [Target.Polygon], on grid: AnalysisGrid
    ) -> [(row: Int, west: Double, east: Double)] {
        var crossings: [Int: [Double]] = [:]
        for ring in polygons.joined() {
            for (a, b) in zip(ring, ring.dropFirst()) where a.y != b.y {
                let top = (grid.north - max(a.y, b.y)) / grid.cellHeight
                let bottom = (grid.north - min(a.y, b.y)) / grid.cellHeight
                guard top.magnitude < 1e9 && bottom.magnitude < 1e9 else { continue }
                // Rows whose middle lies on the edge, its upper end included and its lower one not.
                let first = Int((top - 0.5).rounded(.up))
                let end = Int((bottom - 0.5).rounded(.up))
                guard first < end else { continue }
                for row in first..<end {
                    let share = (Double(row) + 0.5 - top) / (bottom - top)
                    let (upper, lower) = a.y > b.y ? (a.x, b.x) : (b.x, a.x)
                    crossings[row, default: []].append(upper == lower ? upper : upper + (lower - upper) * share)
                }
            }
        }
        return crossings.sorted { $0.key < $1.key }.flatMap { row, places in
            let sorted = places.sorted()
            return stride(from: 0, to: sorted.count - 1, by: 2).map { (row, sorted[$0], sorted[$0 + 1]) }
        }
    }
}
