import Survey

/// Takes the rows of a Geosoft XYZ file.
struct XYZRows {
    private let columns: XYZColumns
    private var builder: ReadingBuilder
    private let offset: TimeOffset?
    private let channels: [Int]
    private let labels: [Int]
    private var flight = ""
    private var date = ""
    private var unread = 0

    init(_ columns: XYZColumns, _ report: ReadingReport, _ expectation: ReadingFile.Expectation) {
        self.columns = columns
        offset = expectation.timeZone ?? TimeZoneName.offset(in: columns.names).flatMap { TimeOffset($0) }
        builder = ReadingBuilder(report, nodata: expectation.nodata)
        builder.report.timeZone = offset?.text
        let own = [columns.pair.x, columns.pair.y]
        labels = [columns.clock.date, columns.clock.time].compactMap(\.self)
        let labelled = labels
        channels = columns.names.indices.filter { !own.contains($0) && !labelled.contains($0) }
        for index in channels {
            let name = columns.names[index]
            builder.addChannel(name.base, unit: name.unit, column: name.text)
        }
        for index in labels { builder.addLabel(columns.names[index].text) }
        builder.addLabel("flight")
        builder.addLabel("date of flight")
    }

    mutating func take(_ range: Range<Int>, _ lines: TextLines) {
        let body = lines.trimmed(range)
        guard !body.isEmpty else { return }
        if lines.bytes[body.lowerBound] == UInt8(ascii: "/") { return takeComment(lines.text(body)) }
        if body.count < 80, let (name, kind) = GeosoftXYZ.lineName(lines.text(body)) {
            return builder.begin(line: name, kind: kind)
        }
        let words = columns.separator == "," ? lines.fields(body, separator: UInt8(ascii: ",")) : lines.words(body)
        guard words.count == columns.names.count else {
            return builder.refuse(lines.number, "it has \(words.count) words, the header \(columns.names.count)")
        }
        var place: [Double] = []
        for (index, isLatitude) in [(columns.pair.x, false), (columns.pair.y, true)] {
            switch FieldValue(lines.bytes, words[index], decimal: UInt8(ascii: ".")) {
            case .missing: place.append(.nan)
            case .number(let number) where DummyValues(declared: []).verdict(on: number) == .dummy: place.append(.nan)
            case .number(let number):
                let name = columns.names[index].text
                if let problem = PositionReader.problem(
                    number.value, name, isGeographic: columns.pair.isGeographic, isLatitude: isLatitude)
                {
                    return builder.refuse(lines.number, problem)
                }
                place.append(number.value)
            default:
                return builder.refuse(
                    lines.number,
                    "\(columns.names[index].text.shown) is \(lines.text(words[index]).shown), not a number")
            }
        }
        let point = place[0].isNaN || place[1].isNaN ? nil : Point(x: place[0], y: place[1])
        builder.add(
            point, time: time(words, lines),
            values: channels.map { FieldValue(lines.bytes, words[$0], decimal: UInt8(ascii: ".")) },
            labels: labels.map { lines.text(words[$0]) } + [flight, date], line: lines.number)
    }

    /// `//Flight 12` and `//Date 1996/07/01` hold for all that follows.
    private mutating func takeComment(_ text: String) {
        guard text.hasPrefix("//") else { return }
        let words = text.drop { $0 == "/" }.split { $0 == " " || $0 == "\t" }
        guard words.count >= 2 else { return }
        if words[0].lowercased() == "flight" { flight = String(words[1]) }
        if words[0].lowercased() == "date" { date = String(words[1]) }
    }

    private mutating func time(_ words: [Range<Int>], _ lines: TextLines) -> Double? {
        guard let offset, let clock = columns.clock.time else { return nil }
        let day = columns.clock.date.map { lines.text(words[$0]) } ?? date
        guard let date = TimeText.date(day, order: .yearFirst), let seconds = TimeText.clock(lines.text(words[clock]))
        else {
            unread += 1
            return nil
        }
        return CivilTime(date: date, seconds: seconds).utc(offset: offset.seconds)
    }

    consuming func finish() throws(InstrumentError) -> InstrumentResult {
        if columns.clock.time != nil, offset == nil {
            builder.note("times are not read: nothing tells their time zone; declare time_zone, such as +05:00")
        }
        if unread > 0 { builder.note("\(unread) readings have no time that can be read") }
        return try builder.finish(crs: nil)
    }
}
