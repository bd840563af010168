import Survey
import Synchronization

/// Reads a table part by part and puts the parts together in their order.
struct TableReader {
    let text: DecodedText
    /// Where the first row below the header stands.
    let start: Int
    private let layout: TableLayout
    private var report: ReadingReport
    private var line: Int
    private var unreadTimes = 0
    private var holdsWords: [Bool]
    private var constants: [RowBatch.Constant]
    /// Counts of the channels that were taken already.
    private var taken: [ChannelColumn]
    private var lastRun: (name: [UInt8], kind: [UInt8]) = ([], [])
    private var areDegreesLikely = true

    // What was read since it was last taken.
    private var positions: [Point] = []
    private var times: [Double] = []
    private var channels: [ChannelColumn]
    private var labels: [[String]]
    private var lines: [Readings.Line] = []

    /// A part that one thread reads; parts do not depend on the number of threads, nor does the result.
    static let partSize = 1 << 20
    private static let partsAtOnce = 16
    /// The first piece of a file holds the header and the first rows.
    static let shortestHead = 1 << 22
    /// Rows that begin farther from the end than this are whole: no row is longer.
    private static let lookahead = 1 << 21

    init(_ text: DecodedText, _ expectation: ReadingFile.Expectation) throws(InstrumentError) {
        let table = try DelimitedTable(
            text, prefersDegrees: expectation.prefersDegrees, needsPositions: expectation.needsPositions)
        self.text = text
        layout = try TableLayout(table, expectation)
        channels = layout.channels
        taken = layout.channels
        labels = [[String]](repeating: [], count: layout.labels.count)
        holdsWords = [Bool](repeating: false, count: layout.channels.count)
        constants = [RowBatch.Constant](repeating: .init(), count: layout.constants.count)
        start = table.rows.place
        line = table.rows.linesRead
        report = ReadingReport(
            format: DelimitedReadings.name,
            dialect: table.dialect(hasDecimalComma: layout.decimal == UInt8(ascii: ",")),
            positions: table.positions.map {
                .init(
                    x: table.columns[$0.x].text, y: table.columns[$0.y].text, isGeographic: $0.isGeographic)
            })
        report.notes = table.notes + layout.notes
        let other = table.otherPositions.map { "\(layout.names[$0.x].text.shown) and \(layout.names[$0.y].text.shown)" }
        if !other.isEmpty, let own = report.positions {
            areDegreesLikely = false
            report.notes.append(
                "positions are taken from \(own.x.shown) and \(own.y.shown), not from \(other.joined(separator: " or "))"
            )
        }
        if report.positions == nil { report.notes.append("no columns hold positions; the readings have times only") }
    }

    /// Reads some parts from a place on; where it stopped, which is where it began when the rest is too short to go on.
    mutating func read(
        _ bytes: [UInt8], from place: Int, isLast: Bool, _ parallel: ReadingFile.Parallel
    ) throws -> Int {
        let limit = isLast ? bytes.count : bytes.count - Self.lookahead
        guard place < limit else { return place }
        var cuts = [place]
        while cuts.count <= Self.partsAtOnce, let last = cuts.last, last < limit {
            cuts.append(
                last + Self.partSize >= limit && isLast
                    ? limit : Self.lineStart(bytes, after: min(last + Self.partSize, limit)))
        }
        let layout = layout
        let slots = Slots(count: cuts.count - 1)
        let starts = cuts
        try parallel(starts.count - 1) { index in
            var batch = RowBatch(layout, from: starts[index])
            batch.read(bytes, to: starts[index + 1])
            slots.put(batch, at: index)
        }
        let batches = slots.all
        guard batches.count == starts.count - 1, !batches.contains(where: \.spansLines) else {
            var batch = RowBatch(layout, from: place)
            batch.read(bytes, to: starts[starts.count - 1], wholeText: true)
            try append(batch)
            return batch.place
        }
        for batch in batches { try append(batch) }
        return batches.last?.place ?? place
    }

    /// The beginning of the first line at or behind a place.
    private static func lineStart(_ bytes: [UInt8], after place: Int) -> Int {
        let span = bytes.span
        var index = place
        while index < span.count {
            if span[index] == UInt8(ascii: "\n") { return index + 1 }
            if span[index] == UInt8(ascii: "\r") {
                return index + 1 < span.count && span[index + 1] == UInt8(ascii: "\n") ? index + 2 : index + 1
            }
            index += 1
        }
        return index
    }

    private mutating func append(_ batch: RowBatch) throws(InstrumentError) {
        let offset = positions.count
        positions.append(contentsOf: batch.positions)
        times.append(contentsOf: batch.times)
        for index in channels.indices {
            channels[index].append(contentsOf: batch.channels[index])
            holdsWords[index] = holdsWords[index] || batch.holdsWords[index]
        }
        for index in labels.indices { labels[index].append(contentsOf: batch.labels[index]) }
        for refused in batch.refused where report.refused.count < ReadingReport.mostRefusedListed {
            report.refused.append(.init(line: line + refused.line, reason: refused.reason))
        }
        report.rowsRefused += batch.refusedCount
        unreadTimes += batch.unreadTimes
        try append(constants: batch.constants)
        for (index, run) in batch.runs.enumerated() {
            let end = index + 1 < batch.runs.count ? batch.runs[index + 1].start : batch.count
            append(run: run, from: offset + run.start, to: offset + end)
        }
        if areDegreesLikely, let own = layout.positions, !own.isGeographic {
            areDegreesLikely = batch.positions.allSatisfy { abs($0.x) <= 180 && abs($0.y) <= 90 }
        }
        line += batch.lines
    }

    private mutating func append(run: RowBatch.Run, from start: Int, to end: Int) {
        if let last = lines.last, last.readings.upperBound == start, lastRun == (run.name, run.kind) {
            lines[lines.count - 1].readings = last.readings.lowerBound..<end
        } else {
            let name = run.name[...].asText
            lines.append(
                .init(name: name, kind: LineName.kind(name, stated: run.kind[...].asText), readings: start..<end))
            lastRun = (run.name, run.kind)
        }
    }

    private mutating func append(constants other: [RowBatch.Constant]) throws(InstrumentError) {
        for (index, found) in other.enumerated() where !found.value.isEmpty {
            let name = layout.constantNames[index]
            if constants[index].value.isEmpty {
                constants[index].value = found.value
            } else if constants[index].value != found.value {
                throw ConstantColumn.contradiction(
                    name, constants[index].value[...].asText, found.value[...].asText, line: line + 1)
            }
            if let (at, text) = found.other {
                throw ConstantColumn.contradiction(name, found.value[...].asText, text, line: line + at)
            }
        }
    }

    /// The readings since they were last taken.
    mutating func take() -> Readings {
        let kept = ChannelColumn.named(channels)
        let keptIndices = kept.indices.filter {
            !holdsWords[$0] && (layout.isChannelAsked || kept[$0].isFilled || taken[$0].isFilled)
        }
        var words: [String: [String]] = [:]
        for (index, name) in layout.labels.enumerated() where labels[index].contains(where: { !$0.isEmpty }) {
            words[name] = labels[index]
        }
        let readings = Readings(
            crs: statedCRS(), positions: positions, times: times.allSatisfy(\.isNaN) ? [] : times, lines: lines,
            labels: words, channels: keptIndices.map { kept[$0].channel })
        for index in channels.indices { taken[index].add(channels[index].report) }
        channels = layout.channels
        labels = layout.labels.map { _ in [] }
        positions = []
        times = []
        lines = []
        return readings
    }

    private func statedCRS() -> String? {
        var notes: [String] = []
        return crs(notes: &notes)
    }

    private func crs(notes: inout [String]) -> String? {
        var stated: [String: String] = [:]
        for (index, name) in layout.constants.enumerated() where !constants[index].value.isEmpty {
            stated[name] = constants[index].value[...].asText
        }
        return StatedCRS.crs(from: stated, isGeographic: layout.positions?.isGeographic ?? false, notes: &notes)
    }

    /// What was found in all parts; an error where too little was.
    mutating func finish(_ count: Int) throws(InstrumentError) -> ReadingReport {
        report.rowsRead = count
        try report.checkYield()
        let named = ChannelColumn.named(taken)
        let kept = named.indices.filter { !holdsWords[$0] && (layout.isChannelAsked || named[$0].isFilled) }
        guard !kept.isEmpty else {
            throw InstrumentError(
                .noChannel,
                reason: "none of the columns \(layout.names.map(\.text).shown) holds numbers beside the positions",
                remedy: "export the readings with their values")
        }
        for index in named.indices where !kept.contains(index) {
            report.notes.append(
                "column \(named[index].report.column.shown) holds \(holdsWords[index] ? "words" : "no value")")
        }
        report.channels = kept.map { named[$0].report }
        if !layout.labels.isEmpty { report.notes.append("columns that hold words: \(layout.labels.shown)") }
        report.crs = crs(notes: &report.notes)
        report.timeZone = layout.clock.map { $0.offset?.text ?? "Z" } ?? TimeZoneName.offset(in: layout.names)
        if unreadTimes > 0 { report.notes.append("\(unreadTimes) readings have no time that can be read") }
        for (index, name) in layout.constants.enumerated()
        where name.hasPrefix("unit") && !constants[index].value.isEmpty {
            report.notes.append(
                "\(layout.constantNames[index].shown) is \(constants[index].value[...].asText.shown) in all rows")
        }
        if areDegreesLikely, count > 0, let own = report.positions, !own.isGeographic {
            report.notes.append("all \(own.x.shown) and \(own.y.shown) lie within the range of degrees")
        }
        return report
    }
}

/// Takes what threads have made, each at its place.
final class Slots: Sendable {
    private let batches: Mutex<[RowBatch?]>

    init(count: Int) { batches = Mutex([RowBatch?](repeating: nil, count: count)) }

    func put(_ batch: RowBatch, at index: Int) { batches.withLock { $0[index] = batch } }

    /// All that were put, in the order of their places.
    var all: [RowBatch] { batches.withLock { $0.compactMap(\.self) } }
}
