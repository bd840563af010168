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

    struct Header: Codable {
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

        /// All that is said of the readings, without any.
        var head: Readings {
            Readings(
                crs: crs, positions: [], channels: channels.map { .init(name: $0.name, unit: $0.unit, values: []) },
                facts: facts)
        }
    }

    static func write(_ readings: Readings, to path: String) throws {
        let header = Header(
            crs: readings.crs, count: readings.count, hasTimes: !readings.times.isEmpty, lines: readings.lines,
            labels: readings.labels, facts: readings.facts,
            channels: readings.channels.map { .init(name: $0.name, unit: $0.unit, censored: $0.censored) })
        let output = try OutputFile(creating: path)
        try output.write(bytes(of: header))
        try write(readings.count, to: output) { readings.positions[$0].x }
        try write(readings.count, to: output) { readings.positions[$0].y }
        if !readings.times.isEmpty { try write(readings.count, to: output) { readings.times[$0] } }
        for channel in readings.channels { try write(readings.count, to: output) { channel.values[$0] } }
    }

    /// A column in parts: a second copy of the whole would be as large as the readings.
    private static func write(_ count: Int, to output: OutputFile, _ value: (Int) -> Double) throws {
        for first in stride(from: 0, to: count, by: 1 << 18) {
            try output.write((first..<min(first + 1 << 18, count)).map(value))
        }
    }

    /// The beginning of a file, up to the first column.
    static func bytes(of header: Header) throws -> [UInt8] {
        let json = try JSON.encode(header)
        return Array("\(tag)\(json.count)\n".utf8) + Array(json)
    }

    /// What a file's beginning says, and where its first column begins.
    static func header(of path: String) throws -> (header: Header, start: Int) {
        let file = try InputFile(reading: path)
        let first = try file.bytes(at: 0, count: tag.utf8.count + 24)
        guard first.starts(with: Array(tag.utf8)), let end = first.firstIndex(of: 0x0a),
            let length = Int(String(decoding: first[tag.utf8.count..<end], as: UTF8.self)), length >= 0
        else { throw damaged(path) }
        let json = try file.bytes(at: end + 1, count: length)
        guard json.count == length else { throw damaged(path) }
        let header = try JSON.decode(Header.self, from: Data(json))
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        let columns = 2 + (header.hasTimes ? 1 : 0) + header.channels.count
        guard header.count >= 0, size - (end + 1 + length) == columns * header.count * 8 else { throw damaged(path) }
        return (header, end + 1 + length)
    }

    static func read(_ path: String) throws -> Readings {
        let (header, start) = try header(of: path)
        let file = try InputFile(reading: path)
        var next = start
        func column() throws -> [Double] {
            defer { next += header.count * 8 }
            return doubles(try file.bytes(at: next, count: header.count * 8))
        }
        let x = try column()
        let y = try column()
        let times = header.hasTimes ? try column() : []
        let channels = try header.channels.map {
            Readings.Channel(name: $0.name, unit: $0.unit, values: try column(), censored: $0.censored)
        }
        return Readings(
            crs: header.crs, positions: zip(x, y).map { Point(x: $0, y: $1) }, times: times, lines: header.lines,
            labels: header.labels, channels: channels, facts: header.facts)
    }

    static func doubles(_ bytes: [UInt8]) -> [Double] {
        bytes.withUnsafeBytes { raw in
            (0..<(raw.count / 8)).map { index in
                Double(bitPattern: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)))
            }
        }
    }

    static func damaged(_ path: String) -> JobFailure {
        JobFailure(code: .badData, file: path, reason: "it is no file of readings", remedy: "make it again")
    }
}
