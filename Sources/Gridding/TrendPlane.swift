import Survey

/// The least-squares plane through values.
struct TrendPlane: Sendable {
    /// Where the plane has its level.
    private let origin: Point
    private let level: Double
    /// Slopes per unit of the CRS.
    let east: Double
    let north: Double

    /// Level only where the places lie on one line. Sums run in the order of the file.
    init(_ positions: [Point], _ values: [Double], around grid: AnalysisGrid) {
        origin = Point(x: 0.5 * (grid.west + grid.east), y: 0.5 * (grid.north + grid.south))
        var x = 0.0
        var y = 0.0
        var z = 0.0
        for (position, value) in zip(positions, values) {
            x += position.x - origin.x
            y += position.y - origin.y
            z += value
        }
        let count = Double(positions.count)
        x /= count
        y /= count
        z /= count
        var xx = 0.0
        var xy = 0.0
        var yy = 0.0
        var xz = 0.0
        var yz = 0.0
        for (position, value) in zip(positions, values) {
            let dx = position.x - origin.x - x
            let dy = position.y - origin.y - y
            xx += dx * dx
            xy += dx * dy
            yy += dy * dy
            xz += dx * (value - z)
            yz += dy * (value - z)
        }
        let determinant = xx * yy - xy * xy
        if determinant > 1e-12 * xx * yy {
            east = (xz * yy - yz * xy) / determinant
            north = (yz * xx - xz * xy) / determinant
        } else {
            east = 0
            north = 0
        }
        level = z - east * x - north * y
    }

    /// The same from sums that were taken in one pass; its level is without their base.
    init(_ moments: TrendMoments) {
        origin = moments.origin
        (level, east, north) = moments.plane
    }

    func value(at point: Point) -> Double { level + east * (point.x - origin.x) + north * (point.y - origin.y) }

    /// Root mean square of the values less the plane.
    func deviation(_ positions: [Point], _ values: [Double]) -> Double {
        var squares = 0.0
        for (position, value) in zip(positions, values) {
            let rest = value - self.value(at: position)
            squares += rest * rest
        }
        return (squares / Double(values.count)).squareRoot()
    }
}
