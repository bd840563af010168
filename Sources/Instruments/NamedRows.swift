/// Rows below a header of known names, for formats that are tables with a meaning of their own.
struct NamedRows {
    let names: [String]
    let headerLine: Int
    /// Reads on below the header.
    var rows: RowReader
    private let places: [String: Int]

    /// `nil` where no line within the first ones has names that `fits` accepts.
    init?(_ text: DecodedText, separator: UInt8, within lines: Int = 40, fits: ([String]) -> Bool) {
        var rows = RowReader(text.bytes, separator: separator, from: 0, line: 1)
        while rows.line <= lines {
            let start = rows.place
            guard let row = rows.next() else { return nil }
            var names: [String]
            if row == .fields {
                names = rows.texts
            } else if row == .comment {
                // A header may stand behind the mark of a comment.
                let comment = text.bytes[start..<rows.place].asText.drop { "/# ".contains($0) }
                var own = RowReader(Array(comment.utf8), separator: separator, from: 0, line: 1)
                guard own.next() == .fields else { continue }
                names = own.texts
            } else {
                continue
            }
            while names.last?.isEmpty == true { names.removeLast() }
            guard fits(names) else { continue }
            self.names = names
            headerLine = rows.line
            self.rows = rows
            places = Dictionary(
                names.enumerated().map { ($1.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
            return
        }
        return nil
    }

    /// The first column of a name, whose case does not count.
    func column(_ name: String) -> Int? { places[name.lowercased()] }

    /// The field's text of the row at hand; empty where the row is shorter.
    func text(_ column: Int?) -> String {
        guard let column, column < rows.fields.count else { return "" }
        return rows.text(of: rows.fields[column])
    }

    func value(_ column: Int?, decimal: UInt8 = UInt8(ascii: ".")) -> FieldValue {
        guard let column, column < rows.fields.count else { return .missing }
        return FieldValue(rows.bytes, rows.fields[column].range, decimal: decimal)
    }

    func number(_ column: Int?, decimal: UInt8 = UInt8(ascii: ".")) -> Double? {
        if case .number(let number) = value(column, decimal: decimal) { number.value } else { nil }
    }
}
