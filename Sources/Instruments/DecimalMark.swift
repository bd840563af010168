/// Whether numbers are written with a decimal comma.
enum DecimalMark {
    private struct Count {
        var commas = 0
        var points = 0
        var comma: String?
        var point: String?
    }

    private static let sampleRows = 200

    /// The mark, from the first rows: of the columns given if they have one, else of all. An error where both occur.
    ///
    /// Commas within numbers of a table that commas divide are never decimal: they are not read at all.
    static func mark(of table: DelimitedTable, columns: [Int]) throws(InstrumentError) -> UInt8 {
        let comma = UInt8(ascii: ",")
        let point = UInt8(ascii: ".")
        guard table.separator != comma else { return point }
        var own = Count()
        var all = Count()
        var rows = table.rows
        for _ in 0..<sampleRows {
            guard let row = rows.next() else { break }
            guard row == .fields else { continue }
            for (index, field) in rows.fields.enumerated() {
                let isComma = NumberText.number(rows.bytes, field.range, decimal: comma) != nil
                let isPoint = NumberText.number(rows.bytes, field.range, decimal: point) != nil
                guard isComma != isPoint else { continue }
                let text = rows.text(of: field)
                add(isComma, text, to: &all)
                if columns.contains(index) { add(isComma, text, to: &own) }
            }
        }
        let count = own.commas + own.points > 0 ? own : all
        if let comma = count.comma, let point = count.point {
            throw InstrumentError(
                .contradiction,
                reason: "numbers are written with a decimal comma, \(comma.shown), and a point, \(point.shown)",
                remedy: "export the file with one decimal mark and without separators of thousands")
        }
        return count.commas > 0 ? comma : point
    }

    private static func add(_ isComma: Bool, _ text: String, to count: inout Count) {
        if isComma {
            count.commas += 1
            count.comma = count.comma ?? text
        } else {
            count.points += 1
            count.point = count.point ?? text
        }
    }
}
