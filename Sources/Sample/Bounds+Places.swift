import Survey

extension Bounds {
    /// The same rectangle, smaller by a margin on each side.
    func inset(by margin: Double) -> Bounds {
        Bounds(west: west + margin, south: south + margin, east: east - margin, north: north - margin)
    }
}

extension Point {
    func distance(to other: Point) -> Double {
        let (dx, dy) = (other.x - x, other.y - y)
        return (dx * dx + dy * dy).squareRoot()
    }
}
