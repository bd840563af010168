import Survey

/// Turns areas into targets: figures, names, neighbours, and an order without ties.
struct TargetRanking {
    let ground: Ground
    /// Names of the contributions, in order.
    let evidence: [String]
    /// The mean of each contribution over the whole grid.
    let means: [Double?]
    let known: [Occurrence]
    /// Twice the cells of a triangle below which an outline's corner is taken off; 0 for none.
    let simplification: Int

    private var grid: AnalysisGrid { ground.grid }

    /// Best first: by mean score, highest score, area, and the north-westernmost best cell, which no two areas share.
    func ranked(_ areas: [(area: Area, figures: AreaFigures)]) -> [(area: Area, figures: AreaFigures)] {
        areas.sorted { a, b in
            let left = (a.figures.score.value ?? 0, a.figures.maximum, a.figures.cells)
            let right = (b.figures.score.value ?? 0, b.figures.maximum, b.figures.cells)
            guard left == right else { return left > right }
            return (a.figures.best.row, a.figures.best.column) < (b.figures.best.row, b.figures.best.column)
        }
    }

    /// The targets of ranked areas, named by the place of their best cells or by what `identity` keeps.
    func targets(of ranked: [(area: Area, figures: AreaFigures)], identity: TargetIdentity?) -> [Target] {
        let places = ranked.map { grid.centre(column: $0.figures.best.column, row: $0.figures.best.row) }
        let ids = TargetName.names(of: places, crs: grid.crs, kept: identity?.kept)
        let outlines = outlines(of: ranked.map(\.area))
        return ranked.indices.map { index in
            var target = target(ranked[index], id: ids[index], rank: index + 1)
            target.outline = outlines[index]
            target.change = identity?.changes[index]
            return target
        }
    }

    private func outlines(of areas: [Area]) -> [[Target.Polygon]] {
        let polygons = areas.map { Outline($0.edges).polygons }
        guard simplification > 0 else { return polygons.map { Outline.placed($0, on: grid) } }
        var rings = OutlineSimplification.simplified(polygons.flatMap { $0.flatMap { $0 } }, below: simplification)[...]
        return polygons.map { polygons in
            let simple = polygons.map { polygon in
                defer { rings = rings.dropFirst(polygon.count) }
                return Array(rings.prefix(polygon.count))
            }
            return Outline.placed(simple, on: grid)
        }
    }

    private func target(_ ranked: (area: Area, figures: AreaFigures), id: String, rank: Int) -> Target {
        let figures = ranked.figures
        let centroid = ground.centroid(of: ranked.area.runs)
        let contributions = zip(evidence, figures.contributions).compactMap { name, mean in
            mean.value.map { Target.Contribution(evidence: name, value: $0) }
        }
        return Target(
            id: id, rank: rank, meanScore: figures.score.value ?? .nan, maximumScore: figures.maximum,
            meanUncertainty: figures.uncertainty.value, cells: figures.cells,
            squareMetres: ground.squareMetres(of: ranked.area.runs), centroid: centroid,
            bounds: bounds(figures), geographic: nil, nearest: nearest(to: centroid),
            contributions: contributions.sorted {
                $0.value == $1.value ? $0.evidence < $1.evidence : $0.value > $1.value
            },
            outline: [], agreement: figures.agreement(with: means),
            coverage: evidence.isEmpty ? nil : figures.coverage)
    }

    private func bounds(_ figures: AreaFigures) -> Bounds {
        let columns = figures.columns ?? 0...0
        let rows = figures.rows ?? 0...0
        return Bounds(
            west: grid.west + Double(columns.lowerBound) * grid.cellWidth,
            south: grid.north - Double(rows.upperBound + 1) * grid.cellHeight,
            east: grid.west + Double(columns.upperBound + 1) * grid.cellWidth,
            north: grid.north - Double(rows.lowerBound) * grid.cellHeight)
    }

    /// Of equally near occurrences the first by name, so that the order of the file does not matter.
    private func nearest(to centroid: Point) -> Target.Neighbour? {
        known.map { occurrence in
            Target.Neighbour(name: occurrence.name, metres: ground.distance(from: centroid, to: occurrence.location))
        }.min { ($0.metres, $0.name) < ($1.metres, $1.name) }
    }
}
