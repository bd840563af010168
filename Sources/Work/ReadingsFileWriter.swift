import FoundationEssentials
import Jobs
import Survey

/// Writes a file of readings from parts: columns grow in scratch files and are laid one behind the other at the end.
final class ReadingsFileWriter {
    /// A column and how many values it has.
    private struct Column {
        var file: OutputFile
        var count = 0
    }

    private let path: String
    private let scratch: String
    private var count = 0
    private var crs: String?
    private var facts: [String: String]?
    private var lines: [Readings.Line] = []
    private var x: Column
    private var y: Column
    private var times: Column
    private var hasTimes = false
    private var channels: [(name: String, unit: String, column: Column, censored: [Readings.Censored])] = []
    /// Whether there were words, which a file of parts does not keep.
    private(set) var hasWords = false

    init(_ path: String, scratch: String) throws(JobFailure) {
        self.path = path
        self.scratch = scratch
        x = Column(file: try OutputFile(creating: scratch + "-x"))
        y = Column(file: try OutputFile(creating: scratch + "-y"))
        times = Column(file: try OutputFile(creating: scratch + "-times"))
    }

    func append(_ part: Readings) throws(JobFailure) {
        crs = crs ?? part.crs
        facts = facts.map { $0.filter { part.facts[$0.key] == $0.value } } ?? part.facts
        hasWords = hasWords || !part.labels.isEmpty
        hasTimes = hasTimes || !part.times.isEmpty
        try append(part.positions.map(\.x), to: &x)
        try append(part.positions.map(\.y), to: &y)
        try append(part.times.isEmpty ? Array(repeating: .nan, count: part.count) : part.times, to: &times)
        for channel in part.channels {
            var index = channels.firstIndex { $0.name == channel.name }
            if index == nil {
                let file = try OutputFile(creating: "\(scratch)-channel-\(channels.count)")
                channels.append((channel.name, channel.unit, Column(file: file), []))
                index = channels.count - 1
            }
            guard let index else { continue }
            try pad(&channels[index].column, to: count)
            try append(channel.values, to: &channels[index].column)
            channels[index].censored += channel.censored.map {
                .init(reading: $0.reading + count, limit: $0.limit, isAbove: $0.isAbove)
            }
        }
        for line in part.lines {
            let range = (line.readings.lowerBound + count)..<(line.readings.upperBound + count)
            // A line that goes on over two parts is one.
            if let last = lines.last, last.name == line.name, last.kind == line.kind,
                last.readings.upperBound == range.lowerBound
            {
                lines[lines.count - 1].readings = last.readings.lowerBound..<range.upperBound
            } else {
                lines.append(.init(name: line.name, kind: line.kind, readings: range))
            }
        }
        count += part.count
    }

    private func append(_ values: [Double], to column: inout Column) throws(JobFailure) {
        try column.file.write(values)
        column.count += values.count
    }

    /// A channel that some parts lack has no values there.
    private func pad(_ column: inout Column, to count: Int) throws(JobFailure) {
        while column.count < count {
            try append(Array(repeating: .nan, count: min(count - column.count, 1 << 16)), to: &column)
        }
    }

    /// Writes the file; gives its readings' count and all that is said of them, without any reading.
    func finish(unit: String?) throws -> (head: Readings, count: Int) {
        for index in channels.indices {
            try pad(&channels[index].column, to: count)
            if channels[index].unit.isEmpty, let unit { channels[index].unit = unit }
        }
        let header = ReadingsFile.Header(
            crs: crs, count: count, hasTimes: hasTimes, lines: lines, labels: [:], facts: facts ?? [:],
            channels: channels.map { .init(name: $0.name, unit: $0.unit, censored: $0.censored) })
        let output = try OutputFile(creating: path)
        try output.write(ReadingsFile.bytes(of: header))
        for column in [x, y] + (hasTimes ? [times] : []) + channels.map(\.column) {
            let file = try InputFile(reading: column.file.path)
            while true {
                let bytes = try file.next(atMost: 4 << 20)
                if bytes.isEmpty { break }
                try output.write(bytes)
            }
        }
        for column in [x, y, times] + channels.map(\.column) {
            try FileManager.default.removeItem(atPath: column.file.path)
        }
        return (header.head, count)
    }
}
