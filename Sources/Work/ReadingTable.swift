import Geophysics
import Survey

/// Readings as text, part by part.
struct ReadingTable {
    /// A column that names the reference field that was taken off: no residual goes without it.
    static let igrf = "igrf"

    private let readings: Readings
    private let isGeographic: Bool
    private let labels: [String]
    /// Per channel, the limits by reading.
    private let limits: [[Int: Readings.Censored]]
    /// Of each reading, the index of its line.
    private let lineOf: [Int32]

    init(_ readings: Readings, isGeographic: Bool) {
        self.readings = readings
        self.isGeographic = isGeographic
        labels = readings.labels.keys.sorted()
        limits = readings.channels.map { channel in
            Dictionary(channel.censored.map { ($0.reading, $0) }, uniquingKeysWith: { first, _ in first })
        }
        var lineOf: [Int32] = []
        if !readings.lines.isEmpty {
            lineOf = Array(repeating: -1, count: readings.count)
            for (index, line) in readings.lines.enumerated() {
                for reading in line.readings { lineOf[reading] = Int32(index) }
            }
        }
        self.lineOf = lineOf
    }

    private var hasLines: Bool { !lineOf.isEmpty }
    private var hasTimes: Bool { !readings.times.isEmpty }
    private var hasPlaces: Bool { readings.positions.contains { $0.x.isFinite } }

    var header: String {
        var columns: [String] = hasLines ? ["line", "line_type"] : []
        columns += labels
        if hasTimes { columns.append("datetime_utc") }
        if hasPlaces { columns += isGeographic ? ["longitude", "latitude"] : ["easting", "northing"] }
        if hasPlaces, readings.crs != nil { columns.append("crs") }
        if readings.facts[Self.igrf] != nil { columns.append(Self.igrf) }
        columns += readings.channels.map { $0.unit.isEmpty ? $0.name : "\($0.name) (\($0.unit))" }
        return Table(columns: columns).csv
    }

    /// Those readings, a line each.
    func rows(_ range: Range<Int>) -> String {
        let hasPlaces = hasPlaces
        let rows = range.map { index -> [Table.Value] in
            var row: [Table.Value] = []
            if hasLines {
                let line = lineOf[index] >= 0 ? readings.lines[Int(lineOf[index])] : nil
                row += [.text(line?.name ?? ""), .text(line?.kind.rawValue ?? "")]
            }
            row += labels.map { .text(readings.labels[$0]?[index] ?? "") }
            if hasTimes { row.append(.text(Self.text(time: readings.times[index]))) }
            if hasPlaces {
                row += [.number(readings.positions[index].x), .number(readings.positions[index].y)]
                if let crs = readings.crs { row.append(.text(crs)) }
            }
            if let field = readings.facts[Self.igrf] { row.append(.text(field)) }
            for (channel, limits) in zip(readings.channels, limits) {
                let value = channel.values[index]
                if value.isNaN, let limit = limits[index] {
                    row.append(.text("\(limit.isAbove ? ">" : "<")\(limit.limit)"))
                } else {
                    row.append(.number(value))
                }
            }
            return row
        }
        return rows.map(Table.csv).joined()
    }

    /// ISO 8601 with milliseconds where there are any; empty without a time.
    private static func text(time: Double) -> String {
        // Half a millisecond up, so that 59.9999 s is not written as 59.999.
        let time = (time * 1000).rounded() / 1000
        guard let date = UTCDate(secondsSince1970: time) else { return "" }
        let milliseconds = Int((date.second * 1000).rounded()) % 1000
        guard milliseconds > 0 else { return date.text }
        let digits = "00\(milliseconds)".suffix(3)
        return date.text.dropLast() + ".\(digits)Z"
    }
}
