import Survey

/// Rows of numbers without any header, whose columns are declared with the layer.
enum DeclaredColumns: InstrumentFormat {
    static let name = "rows with declared columns"

    static func recognise(_ input: InstrumentInput) -> Recognition {
        guard !input.expectation.columns.isEmpty else { return .declined("no columns are declared") }
        let rows = input.head.filter { !$0.trimmed.isEmpty && !$0.hasPrefix("#") && !$0.hasPrefix("/") }
        guard let first = rows.first else { return .declined("there is no row") }
        if rows.contains(where: { GeosoftXYZ.lineName($0) != nil }) {
            return .declined("it has rows that begin a line")
        }
        return words(first).count == input.expectation.columns.count
            ? .plausible
            : .declined("a row has \(words(first).count) words, \(input.expectation.columns.count) are declared")
    }

    private static func words(_ row: String) -> [Substring] {
        row.contains(",") ? row.split(separator: ",") : row.split { $0 == " " || $0 == "\t" }
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        let text = try input.decoded()
        let names = input.expectation.columns.map(ColumnName.init)
        guard let pair = try PositionColumns.pairs(names, prefersDegrees: input.expectation.prefersDegrees).first else {
            throw InstrumentError(
                .noPositions, reason: "no two of the declared columns \(names.map(\.text).shown) are a position",
                remedy: "name them longitude and latitude, or x and y")
        }
        let isComma = input.head.first { !$0.trimmed.isEmpty }?.contains(",") ?? false
        var builder = ReadingBuilder(
            ReadingReport(
                format: name,
                dialect: .init(separator: isComma ? "," : "blanks", headerLine: 0, encoding: text.encoding),
                positions: .init(
                    x: names[pair.x].text, y: names[pair.y].text, isGeographic: pair.isGeographic)),
            nodata: input.expectation.nodata)
        let channels = names.indices.filter { $0 != pair.x && $0 != pair.y }
        for index in channels {
            builder.addChannel(names[index].base, unit: names[index].unit, column: names[index].text)
        }
        builder.note("the columns are as declared: \(names.map(\.text).shown)")
        var lines = TextLines(text.bytes)
        while let range = lines.next() {
            let body = lines.trimmed(range)
            guard !body.isEmpty, ![UInt8(ascii: "#"), UInt8(ascii: "/")].contains(text.bytes[body.lowerBound]) else {
                continue
            }
            let words = isComma ? lines.fields(body, separator: UInt8(ascii: ",")) : lines.words(body)
            guard words.count == names.count else {
                builder.refuse(lines.number, "it has \(words.count) words, \(names.count) are declared")
                continue
            }
            guard let x = lines.number(words[pair.x]), let y = lines.number(words[pair.y]) else {
                builder.refuse(lines.number, "its position is not a number")
                continue
            }
            if let problem = PositionReader.problem(
                x, names[pair.x].text, isGeographic: pair.isGeographic, isLatitude: false)
                ?? PositionReader.problem(y, names[pair.y].text, isGeographic: pair.isGeographic, isLatitude: true)
            {
                builder.refuse(lines.number, problem)
                continue
            }
            builder.add(
                Point(x: x, y: y),
                values: channels.map { FieldValue(text.bytes, words[$0], decimal: UInt8(ascii: ".")) },
                line: lines.number)
        }
        return try builder.finish(crs: nil)
    }
}
