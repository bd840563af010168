import Jobs
import Survey

/// Several files' readings as one.
enum ReadingJoin {
    /// Facts that decide what the numbers mean: two answers make two surveys.
    private static let decisive = ["igrf", "tide"]

    /// All readings one file after the other. A channel must be in the same unit everywhere.
    ///
    /// What was reduced by another generation of the reference field, or with a tide that another file does not have,
    /// is refused: such numbers differ by more than they measure.
    static func join(
        _ parts: [(name: String, readings: Readings)], note: (String) -> Void
    ) throws(JobFailure) -> Readings {
        guard var whole = parts.first?.readings else { preconditionFailure("the worker has checked the inputs") }
        for (name, part) in parts.dropFirst() {
            try checkFacts(of: part, name, whole, parts[0].name)
            let offset = whole.count
            whole.channels = try channels(of: whole, part, name, note)
            whole.times = joined(whole.times, part.times, offset, part.count)
            if whole.crs == nil { whole.crs = part.crs }
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
            // What holds for one part only holds for none of the whole.
            whole.facts = whole.facts.filter { part.facts[$0.key] == $0.value }
        }
        guard !whole.channels.isEmpty || parts.allSatisfy({ $0.readings.channels.isEmpty }) else {
            throw JobFailure(
                code: .badData, file: parts.last?.name ?? "",
                reason: "it has no channel in common with the layer's other files", remedy: "give it a layer of its own"
            )
        }
        return whole
    }

    private static func checkFacts(
        of part: Readings, _ name: String, _ whole: Readings, _ first: String
    ) throws(JobFailure) {
        for fact in decisive where part.facts[fact] != whole.facts[fact] {
            throw JobFailure(
                code: .badData, file: name,
                reason: """
                    its \(fact) is '\(part.facts[fact] ?? "not stated")', that of \(first) \
                    '\(whole.facts[fact] ?? "not stated")'
                    """,
                remedy: fact == "igrf"
                    ? "send both as measured, and reduce them together: generations of the field differ by up to 150 nT"
                    : "give it a layer of its own")
        }
    }

    private static func channels(
        of whole: Readings, _ part: Readings, _ name: String, _ note: (String) -> Void
    ) throws(JobFailure) -> [Readings.Channel] {
        var kept: [Readings.Channel] = []
        for channel in whole.channels {
            guard let other = part.channel(channel.name) else {
                note("\(channel.name) is not in \(name), and is left out")
                continue
            }
            guard channel.unit == other.unit else {
                throw JobFailure(
                    code: .badData, file: name,
                    reason: """
                        its channel \(channel.name) \(words(other.unit)), that of the layer's other files \
                        \(words(channel.unit))
                        """,
                    remedy: other.unit.isEmpty || channel.unit.isEmpty
                        ? "say the unit of files that give none: unit: in the layer" : "give it a layer of its own")
            }
            var joined = channel
            joined.values += other.values
            joined.censored += other.censored.map {
                .init(reading: $0.reading + whole.count, limit: $0.limit, isAbove: $0.isAbove)
            }
            kept.append(joined)
        }
        return kept
    }

    private static func words(_ unit: String) -> String { unit.isEmpty ? "has no unit" : "is in '\(unit)'" }

    /// Times of both, NaN for those that have none; empty where neither has any.
    private static func joined(_ first: [Double], _ second: [Double], _ count: Int, _ others: Int) -> [Double] {
        guard !first.isEmpty || !second.isEmpty else { return [] }
        return (first.isEmpty ? Array(repeating: .nan, count: count) : first)
            + (second.isEmpty ? Array(repeating: .nan, count: others) : second)
    }
}

extension Readings {
    /// The same in this unit where a channel has none: a file that says its own is believed.
    func giving(unit: String?) -> Readings {
        guard let unit else { return self }
        var given = self
        for index in channels.indices where channels[index].unit.isEmpty { given.channels[index].unit = unit }
        return given
    }
}
