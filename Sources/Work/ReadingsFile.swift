import FoundationEssentials
import Jobs
import Survey

/// Readings as they pass between jobs: a line of JSON that says what is there, then columns of little-endian `Float64`.
///
/// Columns are x, y, times where there are any, then the channels in order. Ten million readings are read at the disk's
/// speed, and no digit is lost on the way.
enum ReadingsFile {
    static let ending = "readings"
    private static let tag = "GOSSAN-READINGS/1 "

    private struct Header: Codable {
        struct Channel: Codable {
            var name: String
            var unit: String
            var censored: [Readings.Censored]
        }

        var crs: String?
        var count: Int
        var hasTimes: Bool
        var lines: [Readings.Line]
        var labels: [String: [String]]
        var facts: [String: String]
        var channels: [Channel]
    }

    static func write(_ readings: Readings, to path: String) throws {
        let header = Header(
            crs: readings.crs, count: readings.count, hasTimes: !readings.times.isEmpty, lines: readings.lines,
            labels: readings.labels, facts: readings.facts,
            channels: readings.channels.map { .init(name: $0.name, unit: $0.unit, censored: $0.censored) })
        let json = try JSON.encode(header)
        var bytes = Data("\(tag)\(json.count)\n".utf8)
        bytes.append(json)
        for column in columns(of: readings) { append(column, to: &bytes) }
        try bytes.write(to: URL(fileURLWithPath: path))
    }

    static func read(_ path: String) throws -> Readings {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        guard bytes.starts(with: Data(tag.utf8)), let end = bytes.firstIndex(of: 0x0a),
            let length = Int(String(decoding: bytes[tag.utf8.count..<end], as: UTF8.self)),
            length >= 0, end + 1 + length <= bytes.count
        else { throw damaged(path) }
        let start = end + 1
        let header = try JSON.decode(Header.self, from: bytes[start..<(start + length)])
        let columns = 2 + (header.hasTimes ? 1 : 0) + header.channels.count
        guard header.count >= 0, bytes.count - start - length == columns * header.count * 8 else {
            throw damaged(path)
        }
        var next = start + length
        func column() -> [Double] {
            defer { next += header.count * 8 }
            return doubles(bytes[next..<(next + header.count * 8)])
        }
        let x = column()
        let y = column()
        let times = header.hasTimes ? column() : []
        let channels = header.channels.map {
            Readings.Channel(name: $0.name, unit: $0.unit, values: column(), censored: $0.censored)
        }
        return Readings(
            crs: header.crs, positions: zip(x, y).map { Point(x: $0, y: $1) }, times: times, lines: header.lines,
            labels: header.labels, channels: channels, facts: header.facts)
    }

    private static func columns(of readings: Readings) -> [[Double]] {
        [readings.positions.map(\.x), readings.positions.map(\.y)]
            + (readings.times.isEmpty ? [] : [readings.times]) + readings.channels.map(\.values)
    }

    private static func append(_ column: [Double], to bytes: inout Data) {
        for value in column {
            // Equal readings are equal bytes: of all NaNs, one.
            var pattern = (value.isNaN ? Double.nan : value).bitPattern.littleEndian
            withUnsafeBytes(of: &pattern) { bytes.append(contentsOf: $0) }
        }
    }

    private static func doubles(_ bytes: Data) -> [Double] {
        bytes.withUnsafeBytes { raw in
            (0..<(raw.count / 8)).map { index in
                Double(bitPattern: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)))
            }
        }
    }

    private static func damaged(_ path: String) -> JobFailure {
        JobFailure(code: .badData, file: path, reason: "it is no file of readings", remedy: "make it again")
    }
}
