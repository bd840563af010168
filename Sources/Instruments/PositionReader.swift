import Survey

/// Reads the place of a row.
struct PositionReader {
    private let columns: PositionColumns
    private let names: (x: String, y: String)
    private let decimal: UInt8

    init(_ columns: PositionColumns, names all: [ColumnName], decimal: UInt8) {
        self.columns = columns
        names = (all[columns.x].text, all[columns.y].text)
        self.decimal = decimal
    }

    init(_ columns: PositionColumns, _ layout: TableLayout) {
        self.init(columns, names: layout.names, decimal: layout.decimal)
    }

    /// The place, or why there is none.
    func position(_ rows: RowReader) -> Result<Point, Refusal> {
        switch (
            coordinate(rows, columns.x, names.x, isLatitude: false),
            coordinate(rows, columns.y, names.y, isLatitude: true)
        ) {
        case (.success(let x), .success(let y)): .success(Point(x: x, y: y))
        case (.failure(let refusal), _), (_, .failure(let refusal)): .failure(refusal)
        }
    }

    /// Why a row is refused.
    struct Refusal: Error {
        var reason: String
    }

    private func coordinate(
        _ rows: RowReader, _ column: Int, _ name: String, isLatitude: Bool
    ) -> Result<Double, Refusal> {
        let field = rows.fields[column]
        guard let value = NumberText.number(rows.bytes, field.range, decimal: decimal)?.value, value.isFinite else {
            let text = rows.text(of: field)
            return .failure(
                Refusal(
                    reason: text.isEmpty ? "\(name.shown) is empty" : "\(name.shown) is \(text.shown), not a number"))
        }
        return Self.problem(value, name, isGeographic: columns.isGeographic, isLatitude: isLatitude).map {
            .failure(Refusal(reason: $0))
        } ?? .success(value)
    }

    /// Why a number is no coordinate.
    static func problem(_ value: Double, _ name: String, isGeographic: Bool, isLatitude: Bool) -> String? {
        if isGeographic {
            let range = isLatitude ? -90.0...90 : -180.0...360
            if !range.contains(value) {
                return
                    "\(name.shown) is \(value), outside \(Int(range.lowerBound)) to \(Int(range.upperBound)) degrees"
            }
        } else if !(abs(value) <= 1e8) {
            return "\(name.shown) is \(value), farther than the Earth is wide"
        }
        return nil
    }
}
