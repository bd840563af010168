import Survey

/// Takes the typed rows of a `.stn`: readings between two marks of a line lie between the marks as their times do.
enum G858Rows {
    private struct Reading {
        var fields: [Double]
        /// By the instrument's own clock.
        var seconds: Double
        var line: Int
    }
    private struct Mark {
        var place: Point
        var seconds: Double
        var name: String
    }

    static func read(_ input: InstrumentInput, _ text: DecodedText) throws(InstrumentError) -> InstrumentResult {
        var builder = ReadingBuilder(
            ReadingReport(
                format: G858Dump.name,
                dialect: .init(separator: "blanks", headerLine: 0, encoding: text.encoding, variant: "typed rows"),
                positions: .init(x: "x of marks", y: "y of marks", isGeographic: false)),
            nodata: input.expectation.nodata)
        builder.addChannel("total_field_1", unit: "nT", column: "first sensor")
        builder.addChannel("total_field_2", unit: "nT", column: "second sensor")
        let offset = input.expectation.timeZone
        builder.report.timeZone = offset?.text
        var readings: [Reading] = []
        var marks: [Mark] = []
        var lines = TextLines(text.bytes)
        while let range = lines.next() {
            guard !lines.isBlank(range), range.count < 400 else { continue }
            let row = lines.text(range)
            switch G858Row(row) {
            case .reading(let fields, let clock, let date):
                readings.append(
                    .init(
                        fields: fields, seconds: CivilTime(date: date, seconds: clock).utc(offset: 0),
                        line: lines.number))
            case .mark(let place, let clock, let date, let name, _):
                marks.append(
                    .init(place: place, seconds: CivilTime(date: date, seconds: clock).utc(offset: 0), name: name))
            case nil:
                let type = row.split { $0 == " " || $0 == "\t" }.first.flatMap { Int($0) }
                if type == nil || type == 0 || (3...5).contains(type ?? 0) {
                    builder.refuse(lines.number, "it is no row of a reading or a mark")
                }
            }
        }
        marks.sort { $0.seconds < $1.seconds }
        var placed = 0
        for reading in readings {
            let (point, name) = place(reading.seconds, marks)
            if let name { builder.begin(line: name, kind: .line) } else { builder.endLine() }
            if point != nil { placed += 1 }
            builder.add(
                point, time: offset.map { reading.seconds - Double($0.seconds) },
                values: (0..<2).map { $0 < reading.fields.count ? FieldValue(reading.fields[$0]) : .missing },
                line: reading.line)
        }
        builder.note("\(placed) readings lie between two marks of their line and were placed between them by time")
        builder.note("the CRS of x and y is not told")
        if offset == nil {
            builder.note("times are not read: nothing tells the zone of the instrument's clock; declare time_zone")
        }
        return try builder.finish(crs: nil)
    }

    /// Between the mark before and the mark after, where both are of one line.
    private static func place(_ seconds: Double, _ marks: [Mark]) -> (Point?, String?) {
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].seconds <= seconds { low = middle + 1 } else { high = middle }
        }
        if low > 0, marks[low - 1].seconds == seconds { return (marks[low - 1].place, marks[low - 1].name) }
        guard low > 0, low < marks.count, marks[low - 1].name == marks[low].name else { return (nil, nil) }
        let (one, other) = (marks[low - 1], marks[low])
        let part = (seconds - one.seconds) / (other.seconds - one.seconds)
        let x = one.place.x + part * (other.place.x - one.place.x)
        return (Point(x: x, y: one.place.y + part * (other.place.y - one.place.y)), one.name)
    }
}
