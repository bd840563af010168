package import KernelTypes
package import Survey

/// How many places the best targets find, against what the same area would find by chance.
package struct TargetHits: Hashable, Sendable {
    /// How many of the best targets were looked at; fewer than asked for where there are not as many.
    package let targets: Int
    /// From a target's outline; 0 counts what lies inside.
    package let metres: Double
    /// Places on a cell with a score: what could be found at all.
    package let places: Int
    /// Places within `metres` of a target, each counted once.
    package let found: Int
    /// Share of the cells with a score whose centres lie within `metres` of a target.
    package let areaShare: Double
    /// For each place in the order given, the rank of the best target that finds it.
    package let ranks: [Int?]

    /// Places that the same area would find if it lay anywhere.
    package var expectedByChance: Double { Double(places) * areaShare }

    /// Measures in one pass over the score raster; `targets` are ranked, all on the same grid as the scores.
    package init(
        of places: [Point], in targets: [Target], best count: Int, within metres: Double, on grid: AnalysisGrid,
        scan: (_ visit: (Strip) throws -> Void) throws -> Void
    ) throws {
        precondition(count >= 0 && metres >= 0, "a count and a distance are not negative")
        let best = targets.sorted { $0.rank < $1.rank }.prefix(count)
        let zones = best.map { TargetZone($0, metres: metres, grid: grid) }
        var isScored = [Bool](repeating: false, count: places.count)
        var scored = 0
        var inside = 0
        let cells = places.map { grid.cell(at: $0) }
        try scan { strip in
            for (index, cell) in cells.enumerated() {
                guard let cell, strip.rows.contains(cell.row) else { continue }
                isScored[index] = !strip[cell.column, cell.row].isNaN
            }
            for row in strip.rows {
                let isNear = Self.columns(of: row, near: zones, on: grid)
                strip.row(row).withSpan { span in
                    for column in span.indices where !span[column].isNaN {
                        scored += 1
                        if isNear[column] { inside += 1 }
                    }
                }
            }
        }
        ranks = places.indices.map { index in
            guard isScored[index] else { return nil }
            return zip(best, zones).first { $1.contains(places[index]) }?.0.rank
        }
        self.targets = best.count
        self.metres = metres
        self.places = isScored.count { $0 }
        found = ranks.count { $0 != nil }
        areaShare = scored > 0 ? Double(inside) / Double(scored) : 0
    }

    /// Whether each cell of a row has its centre in one of the zones.
    private static func columns(of row: Int, near zones: [TargetZone], on grid: AnalysisGrid) -> [Bool] {
        var isNear = [Bool](repeating: false, count: grid.columns)
        let y = grid.centre(column: 0, row: row).y
        for zone in zones {
            for span in zone.spans(at: y) {
                let first = ((span.lowerBound - grid.west) / grid.cellWidth - 0.5).rounded(.up)
                let last = ((span.upperBound - grid.west) / grid.cellWidth - 0.5).rounded(.down)
                guard last >= 0 && first < Double(grid.columns) && first <= last else { continue }
                for column in Int(max(first, 0))...Int(min(last, Double(grid.columns - 1))) { isNear[column] = true }
            }
        }
        return isNear
    }
}
