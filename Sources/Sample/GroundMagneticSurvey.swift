import Survey

/// A block of lines walked with a magnetometer, corrected for the day's variation against a base station.
struct GroundMagneticSurvey {
    private static let lineSpacing = 100.0
    private static let lineCount = 31
    private static let readingSpacing = 12.5
    private static let readingsOfALine = 241
    private static let sensorHeight = 2.0
    private static let linesOfADay = 8
    private static let secondsOfAReading = 11

    let world: SampleWorld
    /// The middle of the block, where the grid's edge lets it be.
    let target: Point

    func table() -> ReadingsTable {
        var random = SeededGenerator(seed: world.seed, stream: .groundMagnetics)
        let south = southWest
        var rows: [[String]] = []
        for line in 0..<Self.lineCount {
            for reading in 0..<Self.readingsOfALine {
                // Every other line is walked back.
                let step = line.isMultiple(of: 2) ? reading : Self.readingsOfALine - 1 - reading
                let x = south.x + Self.lineSpacing * Double(line) + 1.5 * random.normal()
                let y = south.y + Self.readingSpacing * Double(step) + 1.5 * random.normal()
                let height = world.terrain.elevation(x: x, y: y) + Self.sensorHeight
                let field =
                    world.subsurface.field.intensity + world.subsurface.anomaly(x: x, y: y, elevation: height)
                    + 0.3 * random.normal()
                rows.append([
                    "L\(FixedPoint.padded(1_000 + 10 * line, width: 4))", Self.time(line: line, reading: reading),
                    FixedPoint.text(x, decimals: 1), FixedPoint.text(y, decimals: 1),
                    FixedPoint.text(field, decimals: 2),
                ])
            }
        }
        return ReadingsTable(
            header: ["line", "time_utc", "easting_m", "northing_m", "total_field_nT"], rows: rows)
    }

    private var southWest: Point {
        let width = Self.lineSpacing * Double(Self.lineCount - 1)
        let height = Self.readingSpacing * Double(Self.readingsOfALine - 1)
        let inside = world.bounds.inset(by: 100)
        return Point(
            x: max(inside.west, min(inside.east - width, target.x - width / 2)),
            y: max(inside.south, min(inside.north - height, target.y - height / 2)))
    }

    /// ISO 8601 in UTC: eight lines a day from 04:30 on, beginning on 10 February 2025.
    private static func time(line: Int, reading: Int) -> String {
        let (day, lineOfDay) = line.quotientAndRemainder(dividingBy: linesOfADay)
        let second = 16_200 + lineOfDay * (readingsOfALine * secondsOfAReading + 600) + reading * secondsOfAReading
        let (hour, rest) = second.quotientAndRemainder(dividingBy: 3_600)
        let clock = [hour, rest / 60, rest % 60].map { FixedPoint.padded($0, width: 2) }.joined(separator: ":")
        return "2025-02-\(FixedPoint.padded(10 + day, width: 2))T\(clock)Z"
    }
}
