/// A table in text: its separator, its header, and its rows below.
struct DelimitedTable {
    let text: DecodedText
    let separator: UInt8
    let headerLine: Int
    let columns: [ColumnName]
    /// The pair of columns that hold the places, and other pairs that could; `nil` for a table of times without places.
    let positions: PositionColumns?
    let otherPositions: [PositionColumns]
    private(set) var notes: [String]
    /// Reads the rows below the header.
    let rows: RowReader

    private static let separators = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
    /// A header stands within so many lines.
    private static let headLines = 60
    private static let sampleRows = 20

    /// A line that names positions, read with one separator.
    private struct Header {
        var separator: UInt8
        var line: Int
        var names: [ColumnName]
        var pairs: [PositionColumns]
        var rows: RowReader
        var skipped: [String]
        var isComment: Bool
        /// Rows below with as many fields.
        var score: Int
    }

    init(_ file: [UInt8], prefersDegrees: Bool) throws(InstrumentError) {
        try self.init(DecodedText(file), prefersDegrees: prefersDegrees, needsPositions: true)
    }

    /// A table without positions is one where `needsPositions` is not set and its columns name a date and a time.
    init(_ text: DecodedText, prefersDegrees: Bool, needsPositions: Bool) throws(InstrumentError) {
        self.text = text
        let declared = Self.declaredSeparator(text.bytes)
        var headers: [Header] = []
        for separator in declared.map({ [$0.separator] }) ?? Self.separators {
            let rows = RowReader(
                text.bytes, separator: separator, from: declared?.end ?? 0, line: declared == nil ? 1 : 2)
            if let header = try Self.header(rows, prefersDegrees: prefersDegrees) { headers.append(header) }
        }
        if headers.isEmpty, !needsPositions {
            for separator in declared.map({ [$0.separator] }) ?? Self.separators {
                let rows = RowReader(
                    text.bytes, separator: separator, from: declared?.end ?? 0, line: declared == nil ? 1 : 2)
                if let header = Self.timedHeader(rows) { headers.append(header) }
            }
        }
        // The sort is stable in its ties by the order of separators.
        let ranked = headers.enumerated().sorted {
            ($1.element.score, $1.element.names.count, $0.offset) < (
                $0.element.score, $0.element.names.count, $1.offset
            )
        }
        guard let header = ranked.first?.element else {
            throw Self.noHeader(
                RowReader(
                    text.bytes, separator: declared?.separator ?? UInt8(ascii: ","),
                    from: declared?.end ?? 0, line: 1), declared: declared?.separator)
        }
        separator = header.separator
        headerLine = header.line
        columns = header.names
        positions = header.pairs.first
        otherPositions = Array(header.pairs.dropFirst())
        rows = header.rows
        notes = []
        if !header.skipped.isEmpty {
            notes.append("before the header stand lines that are not read: \(header.skipped.shown)")
        }
        if header.isComment { notes.append("the columns are named in the comment on line \(headerLine)") }
        if text.encoding == "ISO 8859-1" {
            notes.append("the text is not UTF-8; its letters are read as ISO 8859-1, which changes no number")
        }
    }

    /// How the text is written, for the report.
    func dialect(hasDecimalComma: Bool) -> ReadingReport.Dialect {
        .init(
            separator: String(UnicodeScalar(separator)), hasDecimalComma: hasDecimalComma, headerLine: headerLine,
            encoding: text.encoding)
    }

    /// The first column that has one of the names, whose words are joined by blanks.
    func column(named names: Set<String>) -> Int? {
        columns.firstIndex { names.contains($0.words.joined(separator: " ")) }
    }

    /// Excel's first line `sep=;`, and where the next line begins.
    private static func declaredSeparator(_ bytes: [UInt8]) -> (separator: UInt8, end: Int)? {
        guard bytes.count > 5, String(decoding: bytes[..<4], as: UTF8.self).lowercased() == "sep=" else { return nil }
        let separator = bytes[4]
        var end = 5
        while end < bytes.count, bytes[end] == UInt8(ascii: " ") { end += 1 }
        if end < bytes.count, bytes[end] == UInt8(ascii: "\r") { end += 1 }
        if end < bytes.count, bytes[end] == UInt8(ascii: "\n") { end += 1 }
        return (separator, end)
    }

    /// The first line that names positions; else the last comment that does, with as many names as the rows have fields.
    private static func header(_ rows: RowReader, prefersDegrees: Bool) throws(InstrumentError) -> Header? {
        var rows = rows
        var skipped: [String] = []
        var comments: [(line: Int, text: String)] = []
        while rows.line <= headLines {
            let start = rows.place
            guard let row = rows.next() else { return nil }
            switch row {
            case .blank, .openQuote, .overlong: continue
            case .comment:
                comments.append((rows.line, String(decoding: rows.bytes[start..<rows.place], as: UTF8.self)))
            case .fields:
                let names = names(rows.texts)
                let pairs = try PositionColumns.pairs(names, prefersDegrees: prefersDegrees)
                if names.count > 1, !pairs.isEmpty {
                    return Header(
                        separator: rows.separator, line: rows.line, names: names, pairs: pairs, rows: rows,
                        skipped: skipped, isComment: false, score: score(rows, names.count))
                }
                if isAllNumbers(rows) {
                    var below = RowReader(rows.bytes, separator: rows.separator, from: start, line: rows.line)
                    let fields = rows.fields.count
                    for comment in comments.reversed() {
                        let names = Self.names(fields: comment.text, separator: rows.separator)
                        let pairs = try PositionColumns.pairs(names, prefersDegrees: prefersDegrees)
                        guard names.count == fields, names.count > 1, !pairs.isEmpty else { continue }
                        let score = score(below, fields)
                        below = RowReader(rows.bytes, separator: rows.separator, from: start, line: rows.line)
                        return Header(
                            separator: rows.separator, line: comment.line, names: names, pairs: pairs, rows: below,
                            skipped: skipped, isComment: true, score: score)
                    }
                    return nil
                }
                skipped.append(rows.texts.joined(separator: " "))
            }
        }
        return nil
    }

    /// The first line that names a date and a time and stands above rows of as many fields.
    private static func timedHeader(_ rows: RowReader) -> Header? {
        var rows = rows
        var skipped: [String] = []
        while rows.line <= headLines, let row = rows.next() {
            guard row == .fields else { continue }
            let names = names(rows.texts)
            let times = TableClock.columns(names)
            let score = score(rows, names.count)
            if names.count > 2, score > 0, !times.moments.isEmpty || (!times.dates.isEmpty && !times.clocks.isEmpty) {
                return Header(
                    separator: rows.separator, line: rows.line, names: names, pairs: [], rows: rows, skipped: skipped,
                    isComment: false, score: score)
            }
            skipped.append(rows.texts.joined(separator: " "))
        }
        return nil
    }

    private static func score(_ rows: RowReader, _ fields: Int) -> Int {
        var rows = rows
        var score = 0
        for _ in 0..<sampleRows {
            guard let row = rows.next() else { break }
            if row == .fields, rows.fields.count >= fields { score += 1 }
        }
        return score
    }

    /// Empty names at the end are separators too many.
    private static func names(_ texts: [String]) -> [ColumnName] {
        var texts = texts
        while texts.last?.isEmpty == true { texts.removeLast() }
        return texts.map(ColumnName.init)
    }

    private static func names(fields comment: String, separator: UInt8) -> [ColumnName] {
        let text = comment.drop { $0 == "#" || $0 == "/" || $0 == " " }
        var rows = RowReader(Array(text.utf8), separator: separator, from: 0, line: 1)
        return rows.next() == .fields ? names(rows.texts) : []
    }

    private static func isAllNumbers(_ rows: RowReader) -> Bool {
        rows.fields.allSatisfy { field in
            NumberText.number(rows.bytes, field.range, decimal: UInt8(ascii: ".")) != nil
                || NumberText.number(rows.bytes, field.range, decimal: UInt8(ascii: ",")) != nil || field.range.isEmpty
        }
    }

    private static func noHeader(_ rows: RowReader, declared: UInt8?) -> InstrumentError {
        for separator in declared.map({ [$0] }) ?? [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")] {
            var rows = RowReader(rows.bytes, separator: separator, from: rows.place, line: 1)
            while let row = rows.next() {
                guard row == .fields else { continue }
                if rows.fields.count == 1 { break }
                if isAllNumbers(rows) {
                    return InstrumentError(
                        .noHeader, reason: "the first row \(rows.texts.shown) has numbers and no names",
                        remedy: "put a line with the columns' names above, such as easting,northing,total_field_nT")
                }
                return InstrumentError(
                    .noPositions, reason: "no two columns of \(rows.texts.shown) are named as a position",
                    remedy: "name them easting and northing, x and y, or longitude and latitude")
            }
        }
        var rows = rows
        while let row = rows.next() {
            guard row == .fields else { continue }
            return InstrumentError(
                .noHeader,
                reason:
                    "neither comma, semicolon nor tab divides the first line \(rows.texts.joined(separator: ",").shown)",
                remedy: "export the readings as CSV with a header line")
        }
        return InstrumentError(.empty, reason: "the file has no row", remedy: "export the file with its data")
    }
}
