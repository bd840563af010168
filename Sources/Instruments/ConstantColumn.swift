/// A column that says the same for all rows of a table of occurrences, such as the CRS.
struct ConstantColumn {
    let index: Int
    let name: String
    /// The name in lower case.
    let words: String
    /// `nil` until a row has one.
    private(set) var value: String?
    private var bytes: [UInt8] = []

    /// `nil` where the column's name is none of those that state a CRS.
    init?(_ table: DelimitedTable, column index: Int) {
        words = table.columns[index].words.joined(separator: " ")
        guard StatedCRS.codes.union(StatedCRS.zones).union(StatedCRS.datums).contains(words) else { return nil }
        self.index = index
        name = table.columns[index].text
    }

    /// Takes a row's field; an error where it is another value than before.
    mutating func read(_ rows: RowReader) throws(InstrumentError) {
        let field = rows.fields[index]
        let part = rows.bytes[field.range]
        guard !part.isEmpty, !part.elementsEqual(bytes) else { return }
        let text = rows.text(of: field)
        if let value { throw Self.contradiction(name, value, text, line: rows.line) }
        value = text
        bytes = Array(part)
    }

    static func contradiction(_ name: String, _ value: String, _ other: String, line: Int) -> InstrumentError {
        InstrumentError(
            .contradiction,
            reason: "\(name.shown) is \(value.shown) in some rows and \(other.shown) in line \(line)",
            remedy: "split the file, so that each has one")
    }
}
