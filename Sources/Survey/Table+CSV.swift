extension Table {
    /// RFC 4180 text in UTF-8, with a header; NaN and missing values are empty cells.
    ///
    /// A name from a file is data: a spreadsheet must not run it as a formula, so an apostrophe goes before what one
    /// could start with (OWASP, CSV injection), also behind white space.
    package var csv: String {
        let header = columns.map(Self.cell).joined(separator: ",") + "\r\n"
        return header + rows.map(Self.csv).joined()
    }

    /// One row of such text, with its end.
    package static func csv(_ row: [Value]) -> String { row.map(cell).joined(separator: ",") + "\r\n" }

    private static func cell(_ value: Value) -> String {
        switch value {
        case .text(let text): cell(text)
        case .whole(let number): "\(number)"
        case .number(let number): number.isFinite ? "\(number)" : ""
        case .missing: ""
        }
    }

    private static func cell(_ text: String) -> String {
        // Scalars, not characters: a quote with a combining mark behind it is another character, yet ends the cell.
        let scalars = Array(text.unicodeScalars)
        let first = scalars.first { !$0.properties.isWhitespace && $0.value > 0x1f && $0 != "\u{feff}" }
        let isFormula = first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
        let startsWithControl = scalars.first.map { $0.value < 0x20 } ?? false
        var cell = String.UnicodeScalarView()
        if isFormula || startsWithControl { cell.append("'") }
        for scalar in scalars {
            if scalar == "\"" { cell.append(scalar) }
            cell.append(scalar)
        }
        guard scalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return String(cell) }
        return "\"" + String(cell) + "\""
    }
}
