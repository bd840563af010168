import Survey

/// Geosoft XYZ: rows of words between `Line` and `Tie` rows; what the columns are stands, if anywhere, in a comment.
enum GeosoftXYZ: InstrumentFormat {
    static let name = "Geosoft XYZ"

    static func recognise(_ input: InstrumentInput) -> Recognition {
        guard let at = input.head.firstIndex(where: { lineName($0) != nil }) else {
            return .declined("no row in the first lines begins a line, such as Line 10 or T9010")
        }
        let above = input.head[..<at].allSatisfy { $0.trimmed.isEmpty || $0.trimmed.hasPrefix("/") }
        let below = input.head[(at + 1)...].first {
            !$0.trimmed.isEmpty && !$0.trimmed.hasPrefix("/") && lineName($0) == nil
        }
        guard above, let below, isData(below) else {
            return .declined("a row such as Line 10 does not stand above rows of numbers")
        }
        // A GSM-19 dump has such rows, too, and says itself what it is.
        if input.head.first.map({ $0.lowercased().contains("gem systems") }) == true {
            return .declined("it is a GEM dump")
        }
        return .certain
    }

    /// The name and kind of the line that a row begins.
    static func lineName(_ row: String) -> (name: String, kind: Readings.Line.Kind)? {
        let words = row.split { $0 == " " || $0 == "\t" }
        guard let first = words.first, words.count <= 2 else { return nil }
        let lower = first.lowercased()
        if words.count == 2, ["line", "tie", "base", "trend", "special", "random"].contains(lower) {
            let kind: Readings.Line.Kind = lower == "tie" ? .tie : lower == "base" ? .base : .line
            return (String(words[1]), kind)
        }
        guard words.count == 1, let letter = lower.first, "ltb".contains(letter),
            lower.dropFirst().first?.isNumber == true
        else { return nil }
        return (String(first), letter == "t" ? .tie : letter == "b" ? .base : .line)
    }

    private static func isData(_ row: String) -> Bool {
        let words = row.split { $0 == " " || $0 == "\t" || $0 == "," }
        return words.count > 1
            && words.prefix(2).allSatisfy { word in
                let bytes = Array(word.utf8)
                return NumberText.number(bytes, bytes.indices, decimal: UInt8(ascii: ".")) != nil || word == "*"
            }
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        let text = try input.decoded()
        let columns = try XYZColumns(TextLines(text.bytes), input.expectation)
        var report = ReadingReport(
            format: name,
            dialect: .init(
                separator: columns.separator, headerLine: columns.headerLine, encoding: text.encoding,
                variant: columns.headerLine > 0 ? "header in a comment" : "columns as declared"),
            positions: columns.positions)
        report.notes = columns.notes + ["the format never tells a CRS"]
        var rows = XYZRows(columns, report, input.expectation)
        var lines = TextLines(text.bytes)
        while let range = lines.next() { rows.take(range, lines) }
        return try rows.finish()
    }
}
