import Survey

/// Takes the rows of a table as readings, one at a time.
struct ReadingRows {
    /// A column of numbers on its way.
    private struct Column {
        let index: Int
        var report: ReadingReport.Channel
        var values: [Double] = []
        /// Whether the first rows left open what it holds.
        var isUndecided: Bool
        /// Turned out to hold words, so that its numbers mean nothing.
        var isText = false
    }

    private let table: DelimitedTable
    private let decimal: UInt8
    private let dummies: DummyValues
    private let place: PositionReader
    private let isChannelAsked: Bool
    private var rows: RowReader
    private var columns: [Column]
    private var crs: StatedCRS
    private var units: ConstantColumn?
    private var positions: [Point] = []
    /// The values of the row at hand, before it is known that all can be read.
    private var pending: [FieldValue] = []
    private var report: ReadingReport

    private static let sampleRows = 200

    init(_ table: DelimitedTable, _ expectation: ReadingFile.Expectation) throws(InstrumentError) {
        self.table = table
        let asked: Int? = if let name = expectation.channel { try Self.column(called: name, in: table) } else { nil }
        isChannelAsked = asked != nil
        let own = [table.positions.x, table.positions.y] + (asked.map { [$0] } ?? [])
        decimal = try DecimalMark.mark(of: table, columns: own)
        dummies = DummyValues(declared: expectation.nodata)
        place = PositionReader(table, decimal: decimal)
        rows = table.rows
        crs = StatedCRS(table)
        units = ConstantColumn(table, named: ["units"])
        report = ReadingReport(
            format: "delimited text", dialect: table.dialect(hasDecimalComma: decimal == UInt8(ascii: ",")),
            positions: .init(
                x: table.columns[table.positions.x].text, y: table.columns[table.positions.y].text,
                isGeographic: table.positions.isGeographic))
        report.notes = table.notes
        columns = []
        let taken = asked.map { [(index: $0, isUndecided: false)] } ?? numericColumns()
        columns = taken.map { index, isUndecided in
            let name = table.columns[index]
            return Column(
                index: index, report: .init(name: name.base, column: name.text, unit: name.unit),
                isUndecided: isUndecided)
        }
    }

    /// Takes the next row; `false` at the end.
    mutating func readNext() throws(InstrumentError) -> Bool {
        guard let row = rows.next() else { return false }
        guard row == .fields else {
            if let problem = row.problem { report.refuse(rows.line, problem) }
            return true
        }
        if let problem = fieldCountProblem() {
            report.refuse(rows.line, problem)
            return true
        }
        switch place.position(rows) {
        case .failure(let refusal):
            if !isHeaderAgain() { report.refuse(rows.line, refusal.reason) }
        case .success(let position):
            if let problem = readValues() {
                report.refuse(rows.line, problem)
            } else {
                try crs.read(rows)
                try units?.read(rows)
                positions.append(position)
                commit()
            }
        }
        return true
    }

    /// The readings and what was found.
    mutating func result() throws(InstrumentError) -> (readings: Readings, report: ReadingReport) {
        report.rowsRead = positions.count
        try report.checkYield()
        let filled = columns.filter { !$0.isText && (isChannelAsked || $0.report.values + $0.report.censored > 0) }
        guard !filled.isEmpty else {
            throw InstrumentError(
                .noChannel,
                reason: "none of the columns \(table.columns.map(\.text).shown) holds numbers beside the positions",
                remedy: "export the readings with their values")
        }
        for column in columns where !filled.contains(where: { $0.index == column.index }) {
            report.notes.append("column \(column.report.column.shown) holds \(column.isText ? "words" : "no value")")
        }
        let channels = named(filled)
        report.channels = channels.map(\.report)
        report.crs = crs.crs(isGeographic: table.positions.isGeographic, notes: &report.notes)
        report.timeZone = TimeZoneName.offset(in: table.columns)
        if let units, let unit = units.value {
            report.notes.append("\(units.name.shown) is \(unit.shown) in all rows")
        }
        notePositions()
        let readings = Readings(
            crs: report.crs, positions: positions,
            channels: channels.map { .init(name: $0.report.name, unit: $0.report.unit, values: $0.values) })
        return (readings, report)
    }

    /// Two columns of one name become `name` and `name#2`, so that each can be asked for.
    private func named(_ columns: [Column]) -> [Column] {
        var seen: [String: Int] = [:]
        return columns.map { column in
            var column = column
            let count = seen[column.report.name, default: 0] + 1
            seen[column.report.name] = count
            if count > 1 { column.report.name += "#\(count)" }
            return column
        }
    }

    private mutating func notePositions() {
        let other = table.otherPositions.map {
            "\(table.columns[$0.x].text.shown) and \(table.columns[$0.y].text.shown)"
        }
        if !other.isEmpty {
            report.notes.append(
                """
                positions are taken from \(report.positions.x.shown) and \(report.positions.y.shown), not from \
                \(other.joined(separator: " or "))
                """)
        } else if !report.positions.isGeographic, !positions.isEmpty,
            positions.allSatisfy({ abs($0.x) <= 180 && abs($0.y) <= 90 })
        {
            report.notes.append(
                "all \(report.positions.x.shown) and \(report.positions.y.shown) lie within the range of degrees")
        }
    }

    private func fieldCountProblem() -> String? {
        let (found, expected) = (rows.fields.count, table.columns.count)
        if found == expected { return nil }
        if found > expected, rows.fields[expected...].allSatisfy(\.range.isEmpty) { return nil }
        return "it has \(found) fields, the header \(expected)"
    }

    /// Whether loggers and people that join files have repeated the header here.
    private func isHeaderAgain() -> Bool {
        zip(rows.fields, table.columns).allSatisfy { rows.text(of: $0) == $1.text }
    }

    /// Reads all columns of a row into `pending`; why that cannot be, else `nil`.
    private mutating func readValues() -> String? {
        pending.removeAll(keepingCapacity: true)
        for index in columns.indices {
            let field = rows.fields[columns[index].index]
            var value = columns[index].isText ? .missing : FieldValue(rows.bytes, field.range, decimal: decimal)
            switch value {
            case .number(let number):
                switch dummies.verdict(on: number) {
                case .value: break
                case .dummy: value = .missing
                case .suspect:
                    return """
                        \(columns[index].report.column.shown) is \(rows.text(of: field).shown), which looks like a dummy \
                        value and is not declared as nodata
                        """
                }
            case .text:
                // A column that was empty so far and now begins with a word was no column of numbers.
                guard columns[index].isUndecided, columns[index].report.values == 0 else {
                    return "\(columns[index].report.column.shown) is \(rows.text(of: field).shown), not a number"
                }
                columns[index].isText = true
            case .missing, .below, .above: break
            }
            pending.append(value)
        }
        return nil
    }

    private mutating func commit() {
        for index in columns.indices {
            var number = Double.nan
            switch pending[index] {
            case .number(let read):
                number = read.value
                columns[index].report.values += 1
            case .below(let limit):
                columns[index].report.censored += 1
                if let limit {
                    columns[index].report.lowestLimit = min(columns[index].report.lowestLimit ?? limit, limit)
                    columns[index].report.highestLimit = max(columns[index].report.highestLimit ?? limit, limit)
                }
            case .above: columns[index].report.aboveRange += 1
            case .missing, .text: columns[index].report.missing += 1
            }
            columns[index].values.append(number)
        }
    }

    /// The columns beside the positions in which the first rows have more numbers than words, or nothing yet.
    private mutating func numericColumns() -> [(index: Int, isUndecided: Bool)] {
        var balance = [Int](repeating: 0, count: table.columns.count)
        var hasWords = [Bool](repeating: false, count: table.columns.count)
        var sample = table.rows
        for _ in 0..<Self.sampleRows {
            guard let row = sample.next() else { break }
            guard row == .fields, sample.fields.count >= table.columns.count else { continue }
            for index in balance.indices {
                switch FieldValue(sample.bytes, sample.fields[index].range, decimal: decimal) {
                case .number, .below, .above: balance[index] += 1
                case .text:
                    balance[index] -= 1
                    hasWords[index] = true
                case .missing: break
                }
            }
        }
        let places = ([table.positions] + table.otherPositions).flatMap { [$0.x, $0.y] }
        let others = balance.indices.filter { !places.contains($0) }
        let words = others.filter { hasWords[$0] && balance[$0] <= 0 }
        if !words.isEmpty {
            report.notes.append("columns that hold words: \(words.map { table.columns[$0].text }.shown)")
        }
        return others.filter { !words.contains($0) }.map { ($0, balance[$0] == 0) }
    }

    private static func column(called name: String, in table: DelimitedTable) throws(InstrumentError) -> Int {
        if let exact = table.columns.firstIndex(where: { $0.text == name }) { return exact }
        let found = table.columns.indices.filter { table.columns[$0].isCalled(name) }
        guard let first = found.first else {
            throw InstrumentError(
                .noChannel, reason: "there is no column \(name.shown)",
                remedy: "set channel to one of \(table.columns.map(\.text).shown)")
        }
        guard found.count == 1 else {
            throw InstrumentError(
                .contradiction,
                reason: "the columns \(found.map { table.columns[$0].text }.shown) are all called \(name.shown)",
                remedy: "set channel to the whole name of one")
        }
        return first
    }
}
