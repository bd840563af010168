import Jobs
import Operations
import Survey

/// Reads an instrument's files and joins them.
enum ReadingWork {
    static let runner = Runner(
        operation: Operation(
            name: "read-readings", summary: "Reads an instrument's files into the campaign's CRS, and joins them.",
            family: .intake,
            inputs: [.init("in", .readings, "the files; their readings are joined", isMany: true)],
            parameters: [
                Parameter("channel", .text, isOptional: true, "the column that is meant; all where nothing is said"),
                Parameter("assume_crs", .text, isOptional: true, "the CRS of a file that has none"),
                Parameter("nodata", .numbers, isOptional: true, "numbers that mean 'no value'"),
                Parameter("unit", .text, isOptional: true, "the unit of the channel, where the file gives none"),
            ],
            outputs: [.init("out", .readings)], memory: .features,
            formula: """
                Formats and columns by Gossan's readers; coordinates by PROJ. Of several files, those channels are kept \
                that all have.
                """,
            source: "Gossan's own rule; the formats' sources stand with their readers.")
    ) { place in
        let parts = try place.inputs("in").map { try ReadingIntake.read($0, place) }
        var joined = try join(parts, place)
        if let unit = place.text("unit") {
            for index in joined.channels.indices where joined.channels[index].unit.isEmpty {
                joined.channels[index].unit = unit
            }
        }
        place.record("readings", Double(joined.count))
        try place.give(readings: joined, to: "out")
    }

    /// All readings one file after the other. A channel must be in the same unit everywhere.
    private static func join(_ parts: [Readings], _ place: Workplace) throws -> Readings {
        guard var whole = parts.first else { preconditionFailure("the worker has checked the inputs") }
        for (part, input) in zip(parts, place.inputs("in")).dropFirst() {
            let offset = whole.count
            whole.channels = try whole.channels.compactMap { channel in
                guard let other = part.channel(channel.name) else {
                    place.note("\(channel.name) is not in \(input.name), and is left out")
                    return nil
                }
                guard channel.unit == other.unit else {
                    throw JobFailure(
                        code: .badData, file: input.name,
                        reason: "its channel \(channel.name) is in '\(other.unit)', elsewhere in '\(channel.unit)'",
                        remedy: "give it a layer of its own")
                }
                var joined = channel
                joined.values += other.values
                joined.censored += other.censored.map {
                    .init(reading: $0.reading + offset, limit: $0.limit, isAbove: $0.isAbove)
                }
                return joined
            }
            whole.times = joined(whole.times, part.times, offset, part.count)
            whole.positions += part.positions
            whole.lines += part.lines.map {
                .init(
                    name: $0.name, kind: $0.kind,
                    readings: ($0.readings.lowerBound + offset)..<($0.readings.upperBound + offset))
            }
            var labels: [String: [String]] = [:]
            for name in Set(whole.labels.keys).union(part.labels.keys) {
                labels[name] =
                    (whole.labels[name] ?? Array(repeating: "", count: offset))
                    + (part.labels[name] ?? Array(repeating: "", count: part.count))
            }
            whole.labels = labels
        }
        guard !whole.channels.isEmpty else {
            throw JobFailure(
                code: .badData, file: place.inputs("in").last?.name ?? "",
                reason: "it has no channel in common with the layer's other files", remedy: "give it a layer of its own"
            )
        }
        return whole
    }

    /// Times of both, NaN for those that have none; empty where neither has any.
    private static func joined(_ first: [Double], _ second: [Double], _ count: Int, _ others: Int) -> [Double] {
        guard !first.isEmpty || !second.isEmpty else { return [] }
        return (first.isEmpty ? Array(repeating: .nan, count: count) : first)
            + (second.isEmpty ? Array(repeating: .nan, count: others) : second)
    }
}
