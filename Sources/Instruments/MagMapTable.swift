import Survey

/// MagMap's `.dat` of a G-858: a header of words, then rows of as many words.
enum MagMapTable {
    static func read(_ input: InstrumentInput, _ text: DecodedText) throws(InstrumentError) -> InstrumentResult {
        var lines = TextLines(text.bytes)
        var names: [String] = []
        while names.isEmpty, let range = lines.next() {
            let row = lines.text(range)
            if G858Dump.isHeader(row) { names = row.uppercased().split { " \t,".contains($0) }.map(String.init) }
        }
        guard let x = names.firstIndex(of: "X"), let y = names.firstIndex(of: "Y"),
            let clock = names.firstIndex(of: "TIME")
        else {
            throw InstrumentError(.noHeader, reason: "there is no header", remedy: "export it with its header")
        }
        let date = names.firstIndex(of: "DATE")
        let line = names.firstIndex(of: "LINE")
        let own = Set([x, y, clock, date, line].compactMap(\.self))
        let channels = names.indices.filter { !own.contains($0) }
        var builder = ReadingBuilder(
            ReadingReport(
                format: G858Dump.name,
                dialect: .init(
                    separator: "blanks", headerLine: lines.number, encoding: text.encoding, variant: "MagMap table"),
                positions: .init(x: "X", y: "Y", isGeographic: false)),
            nodata: input.expectation.nodata)
        for index in channels {
            let unit = names[index].hasSuffix("RDG") || names[index] == "READING" ? "nT" : ""
            builder.addChannel(names[index].lowercased(), unit: unit, column: names[index])
        }
        let offset = input.expectation.timeZone
        builder.report.timeZone = offset?.text
        while let range = lines.next() {
            let words = lines.words(range)
            guard !words.isEmpty else { continue }
            guard words.count == names.count else {
                builder.refuse(lines.number, "it has \(words.count) words, the header \(names.count)")
                continue
            }
            guard let east = lines.number(words[x]), let north = lines.number(words[y]), abs(east) < 1e8,
                abs(north) < 1e8
            else {
                builder.refuse(lines.number, "its position is not a number")
                continue
            }
            var time: Double?
            if let offset, let date, let day = G858Row.date(lines.text(words[date])),
                let seconds = TimeText.clock(lines.text(words[clock]))
            {
                time = CivilTime(date: day, seconds: seconds).utc(offset: offset.seconds)
            }
            if let line { builder.begin(line: lines.text(words[line]), kind: .line) }
            builder.add(
                Point(x: east, y: north), time: time,
                values: channels.map { FieldValue(text.bytes, words[$0], decimal: UInt8(ascii: ".")) },
                line: lines.number)
        }
        if offset == nil {
            builder.note("times are not read: nothing tells the zone of the instrument's clock; declare time_zone")
        }
        builder.note("the CRS of X and Y is not told")
        return try builder.finish(crs: nil)
    }
}
