import KernelTypes
import Survey

/// Coordinates along survey lines and across them.
struct LineDirection: Sendable {
    private let east: Double
    private let north: Double

    /// Degrees clockwise from grid north.
    init(azimuth: Double) {
        let degree = 3.141_592_653_589_793 / 180
        east = Elementary.sin(azimuth * degree)
        north = Elementary.cos(azimuth * degree)
    }

    /// From the first to the last reading of the longest line.
    init(of lines: [Readings.Line], _ positions: [Point]) {
        var best = (length: 0.0, x: 0.0, y: 1.0)
        for line in lines {
            let first = positions[line.readings.lowerBound]
            let last = positions[line.readings.upperBound - 1]
            let x = last.x - first.x
            let y = last.y - first.y
            let length = (x * x + y * y).squareRoot()
            if length > best.length { best = (length, x / length, y / length) }
        }
        east = best.x
        north = best.y
    }

    func along(_ point: Point) -> Double { point.x * east + point.y * north }
    func across(_ point: Point) -> Double { point.x * north - point.y * east }
}
