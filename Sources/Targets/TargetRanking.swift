import Survey

/// Turns areas into targets: figures, names, neighbours, and an order without ties.
struct TargetRanking {
    let grid: AnalysisGrid
    /// Names of the contributions, in order.
    let evidence: [String]
    let known: [Occurrence]

    /// Ranked by mean score, highest score, area, and the north-westernmost best cell, which no two areas share.
    func targets(of areas: [Area]) -> [Target] {
        let ranked = areas.sorted { a, b in
            let left = (a.score.value ?? 0, a.maximum, a.cells)
            let right = (b.score.value ?? 0, b.maximum, b.cells)
            return left == right ? (a.best.row, a.best.column) < (b.best.row, b.best.column) : left > right
        }
        let ids = TargetName.names(
            of: ranked.map { grid.centre(column: $0.best.column, row: $0.best.row) }, crs: grid.crs)
        return ranked.indices.map { target(ranked[$0], id: ids[$0], rank: $0 + 1) }
    }

    private func target(_ area: Area, id: String, rank: Int) -> Target {
        let centroid = Point(
            x: grid.west + (Double(area.columnSum) / Double(area.cells) + 0.5) * grid.cellWidth,
            y: grid.north - (Double(area.rowSum) / Double(area.cells) + 0.5) * grid.cellHeight)
        let contributions = zip(evidence, area.contributions).compactMap { name, mean in
            mean.value.map { Target.Contribution(evidence: name, value: $0) }
        }
        return Target(
            id: id, rank: rank, meanScore: area.score.value ?? .nan, maximumScore: area.maximum,
            meanUncertainty: area.uncertainty.value, cells: area.cells,
            squareMetres: Double(area.cells) * grid.cellArea, centroid: centroid,
            bounds: Bounds(
                west: grid.west + Double(area.columns.lowerBound) * grid.cellWidth,
                south: grid.north - Double(area.rows.upperBound + 1) * grid.cellHeight,
                east: grid.west + Double(area.columns.upperBound + 1) * grid.cellWidth,
                north: grid.north - Double(area.rows.lowerBound) * grid.cellHeight),
            geographic: nil, nearest: nearest(to: centroid),
            contributions: contributions.sorted {
                $0.value == $1.value ? $0.evidence < $1.evidence : $0.value > $1.value
            },
            outline: Outline(area.edges).polygons(on: grid))
    }

    /// Of equally near occurrences the first by name, so that the order of the file does not matter.
    private func nearest(to centroid: Point) -> Target.Neighbour? {
        known.map { occurrence in
            let east = occurrence.location.x - centroid.x
            let north = occurrence.location.y - centroid.y
            return Target.Neighbour(name: occurrence.name, metres: (east * east + north * north).squareRoot())
        }.min { ($0.metres, $0.name) < ($1.metres, $1.name) }
    }
}
