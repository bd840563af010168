import Survey

/// The rows of one part of a table, read on their own so that parts can be read side by side.
struct RowBatch: Sendable {
    /// A constant column's value here, and where another one stands.
    struct Constant: Sendable {
        var value: [UInt8] = []
        var other: (line: Int, text: String)?
    }
    /// Rows one after the other with the same line's name.
    struct Run: Sendable {
        var name: [UInt8]
        var kind: [UInt8]
        var start: Int
    }

    let layout: TableLayout
    private(set) var count = 0
    private(set) var positions: [Point] = []
    private(set) var times: [Double] = []
    private(set) var unreadTimes = 0
    private(set) var channels: [ChannelColumn]
    /// Whether an undecided channel turned out to hold words.
    private(set) var holdsWords: [Bool]
    private(set) var labels: [[String]]
    private(set) var runs: [Run] = []
    private(set) var constants: [Constant]
    private(set) var refused: [ReadingReport.RefusedRow] = []
    private(set) var refusedCount = 0
    /// Lines in this part.
    private(set) var lines = 0
    /// Where the first row stands that was not read.
    private(set) var place: Int
    /// Whether a quote goes over a line's end, so that parts cannot be told from each other by lines.
    private(set) var spansLines = false

    /// All numbers of all rows, row by row.
    private var numbers: [Double] = []
    /// Fields of numeric columns that are no plain numbers, with their row.
    private var others: [[(row: Int, value: FieldValue)]]
    private var texts: [Range<Int>]
    private var lastLabels: [Range<Int>]
    private var day = DayCache()

    init(_ layout: TableLayout, from place: Int) {
        self.layout = layout
        self.place = place
        channels = layout.channels.map(\.emptied)
        holdsWords = layout.channels.map { _ in false }
        labels = layout.labels.map { _ in [] }
        constants = layout.constants.map { _ in Constant() }
        others = layout.channels.map { _ in [] }
        texts = [Range<Int>](repeating: 0..<0, count: layout.texts.count)
        lastLabels = [Range<Int>](repeating: 0..<0, count: layout.labels.count)
    }

    /// Reads the rows that begin before `end`. A `wholeText` is read on through quotes that go over lines; else such a
    /// quote ends the reading.
    mutating func read(_ bytes: [UInt8], to end: Int, wholeText: Bool = false) {
        let span = bytes.span
        var slow = RowReader(bytes, separator: layout.separator, from: place, line: 1)
        numbers.reserveCapacity((end - place) / 24 * layout.numberCount)
        let plain = PlainRow(layout)
        while place < end {
            lines += 1
            if let next = plain.read(span, from: place, numbers: &numbers, texts: &texts) {
                place = next
                commit(bytes, span)
                continue
            }
            slow.move(to: place, line: lines)
            guard let row = slow.next() else { break }
            let rowLines = slow.linesPassed(since: lines)
            if !wholeText, rowLines > 1 || row == .openQuote {
                spansLines = true
                return
            }
            readSlowly(row, slow)
            lines += rowLines - 1
            place = slow.place
        }
        columns()
    }

    /// Takes a row that holds more than plain numbers, or says why it cannot be taken.
    private mutating func readSlowly(_ row: RowReader.Row, _ rows: RowReader) {
        guard row == .fields else {
            if let problem = row.problem { refuse(rows.line, problem) }
            return
        }
        let (found, expected) = (rows.fields.count, layout.names.count)
        guard found == expected || (found > expected && rows.fields[expected...].allSatisfy(\.range.isEmpty)) else {
            return refuse(rows.line, "it has \(found) fields, the header \(expected)")
        }
        let start = numbers.count
        if let positions = layout.positions {
            switch PositionReader(positions, layout).position(rows) {
            case .failure(let refusal):
                if !isHeaderAgain(rows) { refuse(rows.line, refusal.reason) }
                return
            case .success(let point): numbers += [point.x, point.y]
            }
        } else if isHeaderAgain(rows) {
            return
        }
        var special: [(slot: Int, value: FieldValue)] = []
        for (column, role) in layout.roles.enumerated() {
            let field = rows.fields[column]
            switch role {
            case .text(let slot): texts[slot] = field.range
            case .skipped: continue
            case .number(let place) where place < layout.leadingNumbers: continue
            case .number(let place):
                let slot = place - layout.leadingNumbers
                var value = FieldValue(rows.bytes, field.range, decimal: layout.decimal)
                if case .text = value {
                    guard layout.isUndecided[slot] else {
                        numbers.removeSubrange(start...)
                        let text = rows.text(of: field)
                        return refuse(rows.line, "\(layout.names[column].text.shown) is \(text.shown), not a number")
                    }
                    holdsWords[slot] = true
                    value = .missing
                }
                if layout.channels[slot].isSuspect(value) {
                    numbers.removeSubrange(start...)
                    return refuse(
                        rows.line,
                        """
                        \(layout.names[column].text.shown) is \(rows.text(of: field).shown), which looks like a dummy \
                        value and is not declared as nodata
                        """)
                }
                special.append((slot, value))
            }
        }
        // Channels stand in the order of their columns, but for the one that was asked for: it is alone.
        for (slot, value) in special {
            numbers.append(.nan)
            others[slot].append((count, value))
        }
        commit(rows.bytes, rows.bytes.span)
    }

    /// Whether loggers and people that join files have repeated the header here.
    private func isHeaderAgain(_ rows: RowReader) -> Bool {
        zip(rows.fields, layout.names).allSatisfy { rows.text(of: $0) == $1.text }
    }

    private mutating func refuse(_ line: Int, _ reason: String) {
        refusedCount += 1
        if refused.count < ReadingReport.mostRefusedListed { refused.append(.init(line: line, reason: reason)) }
    }

    /// Takes the texts of a row whose numbers are there.
    private mutating func commit(_ bytes: [UInt8], _ span: Span<UInt8>) {
        defer { count += 1 }
        guard !texts.isEmpty else { return }
        var name: Range<Int>?
        var kind = 0..<0
        var date = 0..<0
        var clock: Range<Int>?
        for (slot, use) in layout.texts.enumerated() {
            let range = texts[slot]
            switch use {
            case .label(let label):
                if count > 0, span.isSame(lastLabels[label], range) {
                    labels[label].append(labels[label][count - 1])
                } else {
                    labels[label].append(bytes[range].asText)
                    lastLabels[label] = range
                }
            case .lineName: name = range
            case .lineKind: kind = range
            case .date: date = range
            case .clock: clock = range
            case .constant(let index):
                if range.isEmpty || span.isSame(constants[index].value, range) { break }
                if constants[index].value.isEmpty {
                    constants[index].value = Array(bytes[range])
                } else if constants[index].other == nil {
                    constants[index].other = (lines, bytes[range].asText)
                }
            }
        }
        if let clock, let own = layout.clock {
            let time = day.utc(own, bytes, date: date, clock: clock)
            if time == nil { unreadTimes += 1 }
            times.append(time ?? .nan)
        }
        if let name {
            if let last = runs.last, span.isSame(last.name, name), span.isSame(last.kind, kind) { return }
            runs.append(Run(name: Array(bytes[name]), kind: Array(bytes[kind]), start: count))
        }
    }

    /// Turns rows of numbers into columns.
    private mutating func columns() {
        let stride = layout.numberCount
        let leading = layout.leadingNumbers
        if leading == 2 {
            positions.reserveCapacity(count)
            for row in 0..<count { positions.append(Point(x: numbers[row * stride], y: numbers[row * stride + 1])) }
        } else {
            positions = [Point](repeating: Point(x: .nan, y: .nan), count: count)
        }
        for slot in channels.indices {
            var special = others[slot][...]
            var place = leading + slot
            channels[slot].reserve(count)
            for row in 0..<count {
                let number = numbers[place]
                place += stride
                if !number.isNaN {
                    channels[slot].append(plain: number)
                } else if special.first?.row == row {
                    channels[slot].append(special.removeFirst().value)
                } else {
                    channels[slot].append(.missing)
                }
            }
        }
        numbers = []
        others = layout.channels.map { _ in [] }
    }
}

extension Span<UInt8> {
    /// Whether two parts hold the same bytes.
    func isSame(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard one.count == other.count else { return false }
        var (left, right) = (one.lowerBound, other.lowerBound)
        while left < one.upperBound {
            if self[left] != self[right] { return false }
            left += 1
            right += 1
        }
        return true
    }

    /// Whether a part holds these bytes.
    func isSame(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard bytes.count == range.count else { return false }
        for index in bytes.indices where bytes[index] != self[range.lowerBound + index] { return false }
        return true
    }
}
