/// Where a feature lies; multi-geometries are lists.
package enum Geometry: Hashable, Sendable, Codable {
    case points([Point])
    case lines([[Point]])
    /// Each polygon is its outer ring and its holes; rings are closed: the last point is the first.
    case polygons([[[Point]]])

    /// All its points, in order.
    package var points: [Point] {
        switch self {
        case .points(let points): points
        case .lines(let lines): lines.flatMap { $0 }
        case .polygons(let polygons): polygons.flatMap { $0.flatMap { $0 } }
        }
    }

    /// The smallest rectangle that holds it; `nil` where it has no point.
    package var bounds: Bounds? {
        let points = points
        guard let first = points.first else { return nil }
        let start = Bounds(west: first.x, south: first.y, east: first.x, north: first.y)
        return points.reduce(start) {
            Bounds(
                west: min($0.west, $1.x), south: min($0.south, $1.y), east: max($0.east, $1.x),
                north: max($0.north, $1.y))
        }
    }
}

extension Geometry {
    /// The same parts with other points, as many as `points` has.
    package func with(_ points: [Point]) -> Geometry {
        var rest = points[...]
        func take(_ count: Int) -> [Point] {
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        switch self {
        case .points: return .points(points)
        case .lines(let lines): return .lines(lines.map { take($0.count) })
        case .polygons(let polygons): return .polygons(polygons.map { $0.map { take($0.count) } })
        }
    }
}
