import Survey

/// Square windows that overlap by half, each with at most about so many sources.
struct SourceWindows {
    /// Indices of the sources of each window that has some.
    private(set) var members: [[Int]] = []

    init(_ data: BlockAverages, sources most: Int) {
        let places = data.points.map { Point(x: $0.x, y: $0.y) }
        guard let bounds = Geometry.points(places).bounds else { return }
        // By the mean density; denser parts are halved until they fit.
        let density = Double(places.count) / max(bounds.width * bounds.height, .leastNormalMagnitude)
        let side = max((Double(most) / density).squareRoot(), .leastNormalMagnitude)
        let columns = max(1, Int((2 * bounds.width / side).rounded(.up)))
        let rows = max(1, Int((2 * bounds.height / side).rounded(.up)))
        for row in 0..<rows {
            for column in 0..<columns {
                let west = bounds.west + 0.5 * side * Double(column)
                let south = bounds.south + 0.5 * side * Double(row)
                let window = Bounds(west: west, south: south, east: west + side, north: south + side)
                divide(places.indices.filter { window.contains(places[$0]) }, places, most)
            }
        }
    }

    private mutating func divide(_ inside: [Int], _ places: [Point], _ most: Int) {
        guard inside.count > most, let bounds = Geometry.points(inside.map { places[$0] }).bounds else {
            if !inside.isEmpty { members.append(inside) }
            return
        }
        let isWide = bounds.width >= bounds.height
        let sorted = inside.sorted {
            let a = places[$0]
            let b = places[$1]
            return isWide ? (a.x, $0) < (b.x, $1) : (a.y, $0) < (b.y, $1)
        }
        divide(sorted[..<(sorted.count / 2)].sorted(), places, most)
        divide(sorted[(sorted.count / 2)...].sorted(), places, most)
    }
}
