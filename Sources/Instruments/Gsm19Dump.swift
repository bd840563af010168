import Survey

/// The text dump of a GEM GSM-19 Overhauser magnetometer.
///
/// Layout after real dumps of versions 6 and 7: the date stands on the `ID` line alone, with a Roman month; the date on the
/// first line is the firmware's. Where a GPS gives degrees, X is the latitude.
enum Gsm19Dump: InstrumentFormat {
    static let name = "GEM GSM-19 dump"

    static func recognise(_ input: InstrumentInput) -> Recognition {
        guard let first = input.head.first else { return .declined("it is not text") }
        let words = first.drop { $0 == "/" }.lowercased()
        guard words.hasPrefix("gem systems gsm") else {
            return .declined("the first line does not begin with Gem Systems GSM")
        }
        return .certain
    }

    /// What the lines above the rows say.
    private struct Head {
        var date: CivilTime.Date?
        var offset: TimeOffset?
        var columns: [String] = []
        var columnsLine = 0
        var zone = ""
        var notes: [String] = []
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        let text = try input.decoded()
        let head = head(input.head)
        guard let date = head.date else {
            throw InstrumentError(
                .noDate, reason: "no ID line tells the day of the survey",
                remedy: "dump the survey again with its header: times without a day are of no use")
        }
        let offset = input.expectation.timeZone ?? head.offset
        var clock = RunningClock(date: date, offset: offset)
        var rows = Rows(head, input, text)
        rows.builder.report.timeZone = offset?.text
        var lines = TextLines(text.bytes)
        var words: [Range<Int>] = []
        var isHead = true
        while let range = lines.next() {
            lines.words(range, into: &words)
            guard let first = words.first else { continue }
            let start = text.bytes[first.lowerBound]
            if start == UInt8(ascii: "/") { continue }
            if words.count == 2, lines.text(first).lowercased() == "line" {
                let name = lines.text(words[1])
                rows.builder.begin(line: name, kind: LineName.kind(name))
                continue
            }
            // Version 6 writes its header without slashes.
            if isHead, !(start &- 0x30 < 10) || !rows.fits(words.count) { continue }
            isHead = false
            rows.take(words, lines, &clock)
        }
        return try rows.finish(clock, date: date, offset: offset)
    }

    private static func head(_ lines: [String]) -> Head {
        var head = Head()
        for (index, line) in lines.enumerated() {
            let text = line.drop { $0 == "/" }.trimmed
            let words = text.split(separator: " ").map(String.init)
            guard let first = words.first else { continue }
            if first == "ID", head.date == nil {
                head.date = date(ofIDLine: words)
            } else if text.hasPrefix("UTC"), let offset = TimeOffset(text.dropFirst(3)) {
                head.offset = offset
            } else if line.hasPrefix("/"), text.count <= 4, text.first?.isNumber == true, text.last?.isLetter == true {
                head.zone = text
            } else if line.hasPrefix("/"), words.contains("nT"), words.contains("time") {
                head.columns = words
                head.columnsLine = index + 1
            }
        }
        return head
    }

    /// `02VIII12`, `30  I 14`, `09 VII10`: day, Roman month and two digits of the year at the end of the line.
    static func date(ofIDLine words: [String]) -> CivilTime.Date? {
        let tail = words.suffix(3).joined(separator: " ")
        // The part behind the file's name, whatever blanks are in it.
        var rest = tail[...]
        let year = rest.reversed().prefix { $0.isNumber }
        guard year.count == 2, let short = Int(String(year.reversed())) else { return nil }
        rest = rest.dropLast(2).trimmed[...]
        let month = String(rest.reversed().prefix { "IVX".contains($0) }.reversed())
        rest = rest.dropLast(month.count).trimmed[...]
        let day = String(rest.reversed().prefix { $0.isNumber }.reversed())
        guard let number = Int(day), day.count <= 2, let roman = TimeText.romanMonth(month) else { return nil }
        // The instrument is built since 1990: two digits leave one century.
        return .init(year: short >= 90 ? 1_900 + short : 2_000 + short, month: roman, day: number)
    }

    /// Takes the rows by the columns that the header names, or by the two shapes that a base station has.
    private struct Rows {
        var builder: ReadingBuilder
        private let columns: [String]
        private let isGeographic: Bool
        private let hasPositions: Bool
        private let channels: [Int]

        init(_ head: Head, _ input: InstrumentInput, _ text: DecodedText) {
            let columns = head.columns.isEmpty ? ["time", "nT", "sq"] : head.columns
            self.columns = columns
            hasPositions = columns.contains("X") && columns.contains("Y")
            isGeographic = head.zone.isEmpty
            var report = ReadingReport(
                format: Gsm19Dump.name,
                dialect: .init(
                    separator: "blanks", headerLine: head.columnsLine, encoding: text.encoding,
                    variant: input.head.first?.hasPrefix("/") == true ? "version 7" : "version 6"),
                positions: hasPositions
                    ? .init(x: isGeographic ? "Y" : "X", y: isGeographic ? "X" : "Y", isGeographic: isGeographic) : nil)
            if hasPositions {
                report.notes.append(
                    isGeographic
                        ? "the file has no zone: X is the latitude and Y the longitude, as this instrument writes them"
                        : "X and Y are metres in zone \(head.zone), whose datum the file does not tell")
            }
            builder = ReadingBuilder(report, nodata: input.expectation.nodata)
            channels = columns.indices.filter { !["X", "Y", "time"].contains(columns[$0]) }
            for index in channels {
                switch columns[index] {
                case "nT": builder.addChannel("total_field", unit: "nT", column: "nT")
                case "nT/m": builder.addChannel("gradient", unit: "nT/m", column: "nT/m")
                case "cor-nT": builder.addChannel("corrected_field", unit: "nT", column: "cor-nT")
                case "sq": builder.addChannel("signal_quality", column: "sq")
                case "sat": builder.addChannel("satellites", column: "sat")
                case "elevation": builder.addChannel("elevation", unit: "m", column: "elevation")
                default: builder.addChannel(columns[index])
                }
            }
        }

        func fits(_ words: Int) -> Bool { words == columns.count }

        mutating func take(_ words: [Range<Int>], _ lines: TextLines, _ clock: inout RunningClock) {
            guard fits(words.count) else {
                return builder.refuse(lines.number, "it has \(words.count) fields, the header \(columns.count)")
            }
            var point: Point?
            var time: Double?
            for (index, column) in columns.enumerated() where column == "time" {
                let written = lines.text(words[index])
                guard let seconds = written.contains(":") ? TimeText.clock(written) : TimeText.packedClock(written)
                else {
                    return builder.refuse(lines.number, "\(written.shown) is no time of day")
                }
                time = clock.utc(seconds, line: lines.number)
            }
            if hasPositions, let first = columns.firstIndex(of: "X"), let second = columns.firstIndex(of: "Y") {
                guard let one = lines.number(words[first]), let other = lines.number(words[second]) else {
                    return builder.refuse(lines.number, "its position is not a number")
                }
                let place = isGeographic ? Point(x: other, y: one) : Point(x: one, y: other)
                for (value, name, isLatitude) in [(place.x, "longitude", false), (place.y, "latitude", true)] {
                    if let problem = PositionReader.problem(
                        value, name, isGeographic: isGeographic, isLatitude: isLatitude)
                    {
                        return builder.refuse(lines.number, problem)
                    }
                }
                // Without a fix the instrument writes zeros.
                point = place.x == 0 && place.y == 0 ? nil : place
            }
            let values = channels.map { index -> FieldValue in
                // A corrected field of zero means that no correction was made.
                let value = FieldValue(lines.bytes, words[index], decimal: UInt8(ascii: "."))
                if columns[index] == "cor-nT", case .number(let number) = value, number.value == 0 { return .missing }
                return value
            }
            builder.add(point, time: time, values: values, line: lines.number)
        }

        consuming func finish(
            _ clock: RunningClock, date: CivilTime.Date, offset: TimeOffset?
        ) throws(InstrumentError) -> InstrumentResult {
            if let offset {
                builder.note("the survey's day is \(date.text), its clock \(offset.text)")
            } else {
                builder.note(
                    "times are not read: the header has no UTC line; declare time_zone. The survey's day is \(date.text)"
                )
            }
            builder.report.notes += clock.notes
            return try builder.finish(crs: nil)
        }
    }
}
