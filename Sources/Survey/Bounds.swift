/// A place in the plane of a CRS: x is easting or longitude, y is northing or latitude.
package struct Point: Hashable, Sendable, Codable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// A rectangle in the plane of a CRS.
package struct Bounds: Hashable, Sendable, Codable {
    package var west: Double
    package var south: Double
    package var east: Double
    package var north: Double

    package init(west: Double, south: Double, east: Double, north: Double) {
        self.west = west
        self.south = south
        self.east = east
        self.north = north
    }

    package var width: Double { east - west }
    package var height: Double { north - south }

    /// Whether both share an area.
    package func overlaps(_ other: Bounds) -> Bool {
        west < other.east && other.west < east && south < other.north && other.south < north
    }

    package func contains(_ point: Point) -> Bool {
        point.x >= west && point.x <= east && point.y >= south && point.y <= north
    }

    /// The smallest rectangle that holds both.
    package func union(_ other: Bounds) -> Bounds {
        Bounds(
            west: min(west, other.west), south: min(south, other.south),
            east: max(east, other.east), north: max(north, other.north))
    }
}
