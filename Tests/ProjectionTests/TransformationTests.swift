import Projection
import Survey
import Testing

@Suite struct TransformationTests {
    private func isNear(_ a: Point, _ b: Point, _ tolerance: Double) -> Bool {
        abs(a.x - b.x) <= tolerance && abs(a.y - b.y) <= tolerance
    }

    @Test func `the central meridian of zone 41 on the equator is 500 km east of its origin`() throws {
        let forth = try Transformation(from: "EPSG:4326", to: "EPSG:32641")
        let moved = try forth.apply([Point(x: 63, y: 0)])
        #expect(isNear(moved[0], Point(x: 500_000, y: 0), 1e-6))
    }

    /// Reference by a separate formula: Snyder (1987), USGS Professional Paper 1395, equation 3-21, in closed series.
    @Test func `a northing on the central meridian is the meridian's arc times 0.9996`() throws {
        let a = 6_378_137.0
        let f = 1 / 298.257223563
        let e2 = f * (2 - f)
        let latitude = 29.0 * .pi / 180
        let steps = 20_000
        // The arc by Simpson's rule over its definition.
        let radius = { (angle: Double) in
            let s = Self.sine(angle)
            let root = (1 - e2 * s * s).squareRoot()
            return a * (1 - e2) / (root * root * root)
        }
        var sum = radius(0) + radius(latitude)
        for step in 1..<steps { sum += radius(latitude * Double(step) / Double(steps)) * (step % 2 == 0 ? 2 : 4) }
        let arc = sum * latitude / Double(steps) / 3
        let moved = try Transformation(from: "EPSG:4326", to: "EPSG:32641").apply([Point(x: 63, y: 29)])
        #expect(isNear(moved[0], Point(x: 500_000, y: 0.9996 * arc), 1e-4))
    }

    private static func sine(_ x: Double) -> Double {
        var term = x
        var sum = x
        for n in stride(from: 3.0, through: 31, by: 2) {
            term *= -x * x / (n * (n - 1))
            sum += term
        }
        return sum
    }

    @Test func `what went out comes back`() throws {
        let forth = try Transformation(from: "EPSG:32641", to: "EPSG:4326")
        let back = try Transformation(from: "EPSG:4326", to: "EPSG:32641")
        let points = (0..<100).map { Point(x: 250_000 + 5000 * Double($0), y: 3_100_000 + 1700 * Double($0)) }
        let degrees = try forth.apply(points)
        #expect(degrees.allSatisfy { $0.x > 60 && $0.x < 66 && $0.y > 27 && $0.y < 31 })
        for (point, own) in zip(points, try back.apply(degrees)) { #expect(isNear(point, own, 1e-6)) }
    }

    @Test func `x is easting or longitude, whatever the authority's order`() throws {
        // EPSG:4283 and EPSG:4326 are latitude first in the register, EPSG:2193 is northing first.
        let mga = try Transformation(from: "EPSG:28354", to: "EPSG:4283").apply([Point(x: 500_000, y: 7_500_000)])
        #expect(abs(mga[0].x - 141) < 1e-9 && mga[0].y < -22 && mga[0].y > -23)
        let nztm = try Transformation(from: "EPSG:4167", to: "EPSG:2193").apply([Point(x: 173, y: -41)])
        #expect(abs(nztm[0].x - 1_600_000) < 1e-6 && nztm[0].y > 5_400_000)
    }

    @Test func `to WGS 84 gives longitude and latitude`() throws {
        let moved = try Transformation.toWGS84(from: "EPSG:3857").apply([Point(x: 111_319.49079327358, y: 0)])
        #expect(isNear(moved[0], Point(x: 1, y: 0), 1e-9))
    }

    @Test func `a point without a place is an error that names it, or nil`() throws {
        let forth = try Transformation(from: "EPSG:4326", to: "EPSG:32641")
        let points = [Point(x: 63, y: 29), Point(x: .nan, y: 3), Point(x: 63, y: 95)]
        let error = #expect(throws: ProjectionError.self) { _ = try forth.apply(points) }
        #expect(error?.code == .outside && error?.reason.contains("number 2") == true)
        let placed = forth.place(points)
        #expect(placed.map { $0 == nil } == [false, true, true])
    }

    @Test(arguments: ["EPSG:999999", "nonsense", "", "+proj=pipeline +step +proj=utm +zone=41"])
    func `what is no CRS is an error`(definition: String) throws {
        let error = #expect(throws: ProjectionError.self) { _ = try Transformation(from: definition, to: "EPSG:4326") }
        #expect(error?.code == .unknownCRS)
    }
}
