import Survey

/// Takes a CG-5 dump line by line.
struct CG5Rows {
    private var builder: ReadingBuilder
    private var head = ScintrexCG5.Head()
    private var isInHead = false
    private var clock: RunningClock?
    private var clockNotes: [String] = []
    private let expectation: ReadingFile.Expectation
    private var tides: Set<Bool?> = []
    private var offsets: Set<TimeOffset?> = []
    private var hasHeights = false
    private var headerLine = 0
    private var places: Set<String> = []

    private static let names: [(column: String, name: String, unit: String)] = [
        ("GRAV", "gravity", "mGal"), ("SD", "standard_deviation", "mGal"), ("TILTX", "tilt_x", "arcsec"),
        ("TILTY", "tilt_y", "arcsec"), ("TEMP", "temperature", "mK"), ("TIDE", "tide", "mGal"),
        ("DUR", "duration", "s"), ("REJ", "rejected", ""), ("TERRAIN", "terrain", "mGal"), ("ALT", "height", ""),
    ]

    init(_ input: InstrumentInput, _ text: DecodedText) {
        expectation = input.expectation
        builder = ReadingBuilder(
            ReadingReport(
                format: ScintrexCG5.name,
                dialect: .init(separator: "blanks", headerLine: 0, encoding: text.encoding), positions: nil),
            nodata: input.expectation.nodata)
        for (column, name, unit) in Self.names {
            builder.addChannel(name, unit: column == "ALT" ? input.expectation.heightUnit ?? "" : unit, column: column)
        }
        builder.addLabel("line")
        builder.addLabel("station")
    }

    mutating func takeHead(_ line: String, line lineNumber: Int) {
        if ScintrexCG5.isColumnLine(line) {
            head.columns = line.drop { $0 == "/" }.split { "-\t ".contains($0) }.map { word in
                let name = word.uppercased()
                return name.hasSuffix(".") ? String(name.dropLast()) : name
            }
            if headerLine == 0 { headerLine = lineNumber }
            isInHead = false
            begin()
            return
        }
        if !isInHead {
            head = .init()
            isInHead = true
        }
        let text = line.drop { $0 == "/" }.trimmed
        guard let colon = text.firstIndex(of: ":") else { return }
        let key = text[..<colon].trimmed.uppercased()
        let value = text[text.index(after: colon)...].trimmed
        switch key {
        case "DATE": head.date = TimeText.date(value, order: .yearFirst)
        case "GMT DIFF.", "GMT DIFF": head.gmtDifference = number(value)
        case "TIDE CORRECTION": head.tideIsApplied = value.uppercased().hasPrefix("YES")
        case "LAT", "LONG": places.insert("\(key) \(value.split(separator: " ").joined(separator: " "))")
        default: break
        }
    }

    /// A new survey's rows begin.
    private mutating func begin() {
        if let clock { clockNotes += clock.notes }
        let offset = expectation.timeZone ?? head.offset
        clock = head.date.map { RunningClock(date: $0, offset: offset) }
    }

    mutating func takeRow(_ words: [Range<Int>], _ lines: TextLines) throws(InstrumentError) {
        let line = lines.number
        guard !head.columns.isEmpty else {
            throw InstrumentError(
                .noHeader, reason: "line \(line) has numbers and no line above names their columns",
                remedy: "dump the survey again with its header")
        }
        // Each name is one word; the DATE column is missing from the names or the rows of some firmwares.
        let columns = head.columns
        guard words.count == columns.count || words.count == columns.count - 1 && columns.last == "DATE" else {
            return builder.refuse(line, "it has \(words.count) fields, the header \(columns.count)")
        }
        func field(_ name: String) -> Range<Int>? {
            columns.firstIndex(of: name).flatMap { $0 < words.count ? words[$0] : nil }
        }
        let written = field("TIME").map(lines.text) ?? ""
        guard let seconds = TimeText.clock(written) else {
            return builder.refuse(line, "\(written.shown) is no time of day")
        }
        let offset = expectation.timeZone ?? head.offset
        var time: Double?
        if let own = field("DATE").map(lines.text) {
            guard let date = TimeText.date(own, order: .yearFirst) else {
                return builder.refuse(line, "\(own.shown) is no date")
            }
            time = offset.map { CivilTime(date: date, seconds: seconds).utc(offset: $0.seconds) }
        } else if clock != nil {
            time = clock?.utc(seconds, line: line)
        } else {
            throw InstrumentError(
                .noDate, reason: "neither a header nor a column tells the day of line \(line)",
                remedy: "dump the survey again with its header")
        }
        let values = Self.names.map { column, _, _ in
            field(column).map { FieldValue(lines.bytes, $0, decimal: UInt8(ascii: ".")) } ?? .missing
        }
        if case .number(let height)? = values.last, height.value != 0 { hasHeights = true }
        offsets.insert(offset)
        tides.insert(head.tideIsApplied)
        let place = ["LINE", "STATION"].map { field($0).map(lines.text) ?? "" }
        builder.add(nil, time: time, values: values, labels: place, line: line)
    }

    consuming func finish() throws(InstrumentError) -> InstrumentResult {
        if hasHeights, expectation.heightUnit == nil {
            throw InstrumentError(
                .noUnit, reason: "the column ALT has heights and the file does not tell whether in metres or feet",
                remedy: "declare height_unit, m or ft")
        }
        builder.report.dialect.headerLine = headerLine
        if let clock { clockNotes += clock.notes }
        builder.report.notes += clockNotes
        if offsets.contains(nil) {
            builder.note("times are not read: the header has no GMT DIFF.; declare time_zone")
        } else if offsets.count == 1, let offset = offsets.first ?? nil {
            builder.report.timeZone = offset.text
            builder.note(
                expectation.timeZone == nil
                    ? "GMT DIFF. is taken as the hours to add to the clock to get GMT: the clock is \(offset.text)"
                    : "the clock is \(offset.text) as declared")
        } else {
            builder.note("the surveys of this file have clocks of different zones; each was converted by its own")
        }
        switch tides {
        case [true]: builder.note("the tide is applied already (Tide Correction: YES): it must not be added again")
        case [false]: builder.note("the tide is not applied (Tide Correction: NO)")
        case [nil]: builder.note("the header does not tell whether the tide is applied")
        default:
            throw InstrumentError(
                .contradiction, reason: "the tide is applied in some surveys of the file and not in others",
                remedy: "split the file")
        }
        if !places.isEmpty {
            builder.note("the header's place is of the survey, not of its stations: \(places.sorted().shown)")
        }
        builder.note("stations have no positions in this file")
        var result = try builder.finish(crs: nil)
        if case .readings(var readings, var report) = result, tides != [nil] {
            // So that a correction downstream cannot take one for the other.
            let name = tides == [true] ? "tide_applied" : "tide_not_applied"
            for index in readings.channels.indices where readings.channels[index].name == "tide" {
                readings.channels[index].name = name
            }
            for index in report.channels.indices where report.channels[index].name == "tide" {
                report.channels[index].name = name
            }
            result = .readings(readings, report)
        }
        return result
    }

    private func number(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        return NumberText.number(bytes, bytes.indices, decimal: UInt8(ascii: "."))?.value
    }
}
