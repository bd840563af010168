/// A column that says the same for all rows, such as the CRS.
struct ConstantColumn {
    let index: Int
    let name: String
    /// `nil` until a row has one.
    private(set) var value: String?
    private var bytes: [UInt8] = []

    init?(_ table: DelimitedTable, named names: Set<String>) {
        guard let index = table.column(named: names) else { return nil }
        self.index = index
        name = table.columns[index].text
    }

    /// Takes a row's field; an error where it is another value than before.
    mutating func read(_ rows: RowReader) throws(InstrumentError) {
        let field = rows.fields[index]
        let part = rows.bytes[field.range]
        guard !part.isEmpty, !part.elementsEqual(bytes) else { return }
        let text = rows.text(of: field)
        if let value {
            throw InstrumentError(
                .contradiction,
                reason: "\(name.shown) is \(value.shown) in some rows and \(text.shown) in line \(rows.line)",
                remedy: "split the file, so that each has one")
        }
        value = text
        bytes = Array(part)
    }
}
