import KernelTypes
import Operations
import Survey

/// Positions in metres on a plane: those of a projected CRS, or of a local plane where the CRS is geographic.
struct Plane {
    let points: [Point]

    /// WGS 84 (NIMA TR8350.2).
    private static let semiMajor = 6_378_137.0
    private static let eccentricitySquared = 0.006_694_379_990_141_317

    /// The local plane of a geographic CRS has its origin at the middle of the extent, with the radii of curvature
    /// there: good to 1 in 1,000 within a degree.
    init(_ readings: Readings, at bench: any Workbench) throws {
        guard let crs = readings.crs else {
            // Degrees taken for metres would shorten every distance a hundred thousand times.
            guard readings.positions.contains(where: { $0.x.magnitude > 360 || $0.y.magnitude > 90 }) else {
                throw OperationError(
                    code: .unfitInput, operation: "", key: "in",
                    reason: "the readings have no CRS, and their positions could be degrees or metres",
                    remedy: "declare it with assume_crs")
            }
            points = readings.positions
            return
        }
        if let metres = try bench.metresPerUnit(of: crs) {
            points =
                metres == 1 ? readings.positions : readings.positions.map { Point(x: $0.x * metres, y: $0.y * metres) }
            return
        }
        let places = readings.positions
        let valid = places.filter { $0.x.isFinite && $0.y.isFinite }
        guard let bounds = Geometry.points(valid).bounds else {
            points = places
            return
        }
        let radian = Double.pi / 180
        let middle = Point(x: (bounds.west + bounds.east) / 2, y: (bounds.south + bounds.north) / 2)
        let sine = Elementary.sin(middle.y * radian)
        let w2 = 1 - Self.eccentricitySquared * sine * sine
        let primeVertical = Self.semiMajor / w2.squareRoot()
        let meridian = primeVertical * (1 - Self.eccentricitySquared) / w2
        let east = primeVertical * Elementary.cos(middle.y * radian) * radian
        let north = meridian * radian
        points = places.map { Point(x: ($0.x - middle.x) * east, y: ($0.y - middle.y) * north) }
    }

    /// Metres from the first reading of a line to each of its readings, along the track; gaps without position are
    /// crossed straight.
    func distances(along line: Readings.Line) -> [Double] {
        var total = 0.0
        var last: Point?
        return line.readings.map { index in
            let point = points[index]
            guard point.x.isFinite, point.y.isFinite else { return .nan }
            if let last { total += Self.distance(last, point) }
            last = point
            return total
        }
    }

    /// Degrees east of north from the first to the last place of a line, 0 ..< 360; NaN where they are one.
    func azimuth(of line: Readings.Line) -> Double {
        let places = line.readings.map { points[$0] }.filter { $0.x.isFinite && $0.y.isFinite }
        guard let first = places.first, let last = places.last, first != last else { return .nan }
        return Self.azimuth(from: first, to: last)
    }

    static func distance(_ a: Point, _ b: Point) -> Double {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        return (dx * dx + dy * dy).squareRoot()
    }

    static func azimuth(from a: Point, to b: Point) -> Double {
        let degrees = Elementary.atan2(b.x - a.x, b.y - a.y) * (180 / Double.pi)
        return degrees < 0 ? degrees + 360 : degrees
    }
}

extension Readings {
    /// Longitude and latitude of each reading on WGS 84, degrees.
    func geographic(at bench: any Workbench, for operation: String) throws -> [Point] {
        guard let crs else {
            throw OperationError(
                code: .unfitInput, operation: operation, key: "in", reason: "the readings have no CRS",
                remedy: "declare it with assume_crs")
        }
        return crs == "EPSG:4326" ? positions : try bench.project(positions, from: crs, to: "EPSG:4326")
    }
}
