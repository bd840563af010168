package import Survey

/// What people built and set aside in the area: roads, a railhead where ore would leave, and a reserve.
package struct Infrastructure: Sendable, Hashable {
    package struct Road: Sendable, Hashable {
        package let name: String
        package let points: [Point]
    }

    /// A highway from edge to edge, and a track that leaves it.
    package let roads: [Road]
    package let railhead: Point
    /// A closed ring, anticlockwise, where nobody may explore.
    package let reserve: [Point]

    /// A highway from west to east through the railhead, a track from it to the north, and a reserve in the north-east.
    init(seed: UInt64, bounds: Bounds) {
        var random = SeededGenerator(seed: seed, stream: .infrastructure)
        let south = bounds.south + bounds.height * random.uniform(0.15...0.3)
        let station = bounds.west + bounds.width * random.uniform(0.3...0.6)
        let steps = 24
        var highway: [Point] = []
        var drift = 0.0
        for step in 0...steps {
            let x = bounds.west + bounds.width * Double(step) / Double(steps)
            highway.append(Point(x: x, y: south + drift))
            drift = 0.8 * drift + 400 * random.normal()
        }
        // The railhead lies on the highway.
        let crossing = highway.min { abs($0.x - station) < abs($1.x - station) } ?? Point(x: station, y: south)
        var track = [crossing]
        while let last = track.last, last.y < bounds.north - bounds.height / 10 {
            let next = Point(x: last.x + 700 * random.normal(), y: last.y + bounds.height / 24)
            guard bounds.contains(next) else { break }
            track.append(next)
        }
        roads = [Road(name: "highway", points: highway), Road(name: "track", points: track)]
        railhead = crossing
        let centre = Point(
            x: bounds.west + bounds.width * random.uniform(0.7...0.85),
            y: bounds.south + bounds.height * random.uniform(0.7...0.85))
        let radius = min(bounds.width, bounds.height) * random.uniform(0.06...0.09)
        let corners = Self.hexagon.map { Point(x: centre.x + radius * $0.x, y: centre.y + radius * $0.y) }
        reserve = corners + [corners[0]]
    }

    /// Corners of a hexagon of radius 1, anticlockwise.
    private static let hexagon = [
        Point(x: 1, y: 0), Point(x: 0.5, y: 0.866_025), Point(x: -0.5, y: 0.866_025), Point(x: -1, y: 0),
        Point(x: -0.5, y: -0.866_025), Point(x: 0.5, y: -0.866_025),
    ]
}
