import Survey

/// IAGA-2002 exchange format of observatories and base stations (IAGA, 2002); times are UTC.
enum Iaga2002: InstrumentFormat {
    static let name = "IAGA-2002"

    static func recognise(_ input: InstrumentInput) -> Recognition {
        guard let first = input.head.first else { return .declined("it is not text") }
        let words = first.split(separator: " ")
        return words.count >= 2 && words[0] == "Format" && words[1].uppercased().hasPrefix("IAGA-2002")
            ? .certain : .declined("the first line does not say Format IAGA-2002")
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        let text = try input.decoded()
        var lines = TextLines(text.bytes)
        var head: [String: String] = [:]
        var names: [String] = []
        while names.isEmpty, let range = lines.next() {
            var line = lines.text(range).trimmed
            if line.hasSuffix("|") { line = line.dropLast().trimmed }
            if line.hasPrefix("DATE") {
                names = line.split(separator: " ").map(String.init)
            } else if !line.hasPrefix("#"), line.count > 23 {
                // Names of the header end at column 24 of the line, where a blank stands first.
                let raw = Array(lines.text(range))
                head[String(raw.prefix(24)).trimmed] =
                    String(raw.dropFirst(24)).split(separator: "|").first?.trimmed ?? ""
            }
        }
        guard names.count >= 4, names[0] == "DATE", names[1] == "TIME", names[2] == "DOY" else {
            throw InstrumentError(
                .noHeader, reason: "no line DATE TIME DOY names the components", remedy: "send the whole file")
        }
        let (point, placeNote) = place(head)
        var builder = ReadingBuilder(
            ReadingReport(
                format: name,
                dialect: .init(separator: "fixed", headerLine: lines.number, encoding: text.encoding),
                positions: point.map { _ in .init(x: "Geodetic Longitude", y: "Geodetic Latitude", isGeographic: true) }
            ),
            nodata: input.expectation.nodata)
        let code = head["IAGA Code"] ?? ""
        for column in names.dropFirst(3) {
            let component =
                column.hasPrefix(code) && column.count > code.count ? String(column.dropFirst(code.count)) : column
            // Declination and inclination are in minutes of arc, all else in nT; 99999 is missing, 88888 not recorded.
            let unit = component == "D" || component == "I" ? "arcmin" : "nT"
            builder.addChannel(component, unit: unit, column: column, nulls: [99_999, 88_888], suspects: false)
        }
        builder.report.timeZone = "Z"
        builder.note(
            "station \(code.shown), reported \((head["Reported"] ?? "").shown), data type \((head["Data Type"] ?? "").shown)"
        )
        builder.note(placeNote)
        builder.begin(line: code.isEmpty ? "base" : code, kind: .base)
        var words: [Range<Int>] = []
        var day: (text: [UInt8], date: CivilTime.Date)?
        while let range = lines.next() {
            lines.words(range, into: &words)
            guard !words.isEmpty else { continue }
            guard words.count == names.count else {
                builder.refuse(lines.number, "it has \(words.count) words, the header \(names.count)")
                continue
            }
            if day.map({ !text.bytes[words[0]].elementsEqual($0.text) }) ?? true {
                day = TimeText.date(lines.text(words[0]), order: .yearFirst).map { (Array(text.bytes[words[0]]), $0) }
            }
            guard let date = day?.date, let clock = TimeText.clock(lines.text(words[1])) else {
                builder.refuse(lines.number, "its date and time are no such thing")
                continue
            }
            builder.add(
                point, time: CivilTime(date: date, seconds: clock).utc(offset: 0),
                values: words.dropFirst(3).map { FieldValue(text.bytes, $0, decimal: UInt8(ascii: ".")) },
                line: lines.number)
        }
        return try builder.finish(crs: nil)
    }

    private static func place(_ head: [String: String]) -> (Point?, String) {
        func number(_ key: String) -> Double? {
            let bytes = Array((head[key] ?? "").utf8)
            return NumberText.number(bytes, bytes.indices, decimal: UInt8(ascii: "."))?.value
        }
        guard let latitude = number("Geodetic Latitude"), let longitude = number("Geodetic Longitude"),
            (-90...90).contains(latitude), (-180...360).contains(longitude)
        else { return (nil, "the header tells no position of the station") }
        return (
            Point(x: longitude, y: latitude), "all readings lie at the station; the header does not name its datum"
        )
    }
}
