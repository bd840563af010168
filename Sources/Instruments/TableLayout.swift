/// What each column of a table of readings is for: decided once from the header and the first rows.
struct TableLayout: Sendable {
    /// What a row's field is read as.
    enum Role: Hashable, Sendable {
        case skipped
        /// The place in a row's numbers: first x and y where there are positions, then the channels.
        case number(Int)
        /// The place in a row's texts.
        case text(Int)
    }

    /// What a row's text is for.
    enum TextUse: Hashable, Sendable {
        case label(Int)
        case lineName, lineKind
        case date, clock
        case constant(Int)
    }

    let names: [ColumnName]
    let separator: UInt8
    let decimal: UInt8
    let positions: PositionColumns?
    private(set) var roles: [Role]
    private(set) var texts: [TextUse] = []
    /// Empty channels, in the order of their numbers.
    private(set) var channels: [ChannelColumn] = []
    /// Whether the first rows left open what a channel holds.
    private(set) var isUndecided: [Bool] = []
    private(set) var labels: [String] = []
    /// Columns that say the same for all rows: the words of their names, and the names as the file has them.
    private(set) var constants: [String] = []
    private(set) var constantNames: [String] = []
    let clock: TableClock?
    let isChannelAsked: Bool
    private(set) var notes: [String] = []

    /// Numbers of a row before those of its channels.
    var leadingNumbers: Int { positions == nil ? 0 : 2 }
    var numberCount: Int { leadingNumbers + channels.count }

    private static let sampleRows = 200
    private static let lineNames: Set<String> = [
        "line", "lines", "line number", "line no", "line id", "line name", "lineno", "linenumber", "fltline",
        "flt line", "flight line", "flightline", "survey line", "line number segment", "linha", "linea",
    ]
    /// Names that things are called by, even where they are numbers.
    private static let identifiers: Set<String> = [
        "station", "station id", "station no", "station number", "stn", "sta", "sample", "sample id", "sample no",
        "sampleid",
        "id", "site", "site id", "point", "point id", "name", "hole id", "holeid",
    ]
    private static let lineKinds: Set<String> = ["line type", "linetype", "type of line"]
    private static let constantNames: Set<String> =
        StatedCRS.codes.union(StatedCRS.zones).union(StatedCRS.datums).union(["units", "unit"])

    init(_ table: DelimitedTable, _ expectation: ReadingFile.Expectation) throws(InstrumentError) {
        names = table.columns
        separator = table.separator
        positions = table.positions
        let asked: Int? = if let name = expectation.channel { try Self.column(called: name, in: table) } else { nil }
        isChannelAsked = asked != nil
        let places = table.positions.map { [$0.x, $0.y] } ?? []
        decimal = try DecimalMark.mark(of: table, columns: places + (asked.map { [$0] } ?? []))
        roles = [Role](repeating: .skipped, count: names.count)
        let found = TableClock.find(in: table, expectation)
        clock = found.clock
        notes += found.note.map { [$0] } ?? []

        let joined = names.map { $0.words.joined(separator: " ") }
        let line = joined.firstIndex(where: Self.lineNames.contains)
        var taken = Set(places + table.otherPositions.flatMap { [$0.x, $0.y] })
        for (index, column) in places.enumerated() { roles[column] = .number(index) }
        func take(_ column: Int?, as use: TextUse) {
            guard let column, column != asked, taken.insert(column).inserted else { return }
            roles[column] = .text(texts.count)
            texts.append(use)
        }
        take(line, as: .lineName)
        take(line == nil ? nil : joined.firstIndex(where: Self.lineKinds.contains), as: .lineKind)
        take(clock?.date, as: .date)
        take(clock?.clock, as: .clock)
        for index in names.indices where Self.constantNames.contains(joined[index]) && !taken.contains(index) {
            take(index, as: .constant(constants.count))
            constants.append(joined[index])
            constantNames.append(names[index].text)
        }
        let balance = Self.balance(of: table, decimal: decimal)
        for index in names.indices where index == asked || !taken.contains(index) {
            let (sum, hasWords) = balance[index]
            // The parts of a time that cannot be used stay as they are written.
            let isName =
                (hasWords && sum <= 0) || found.unused.contains(index) || Self.identifiers.contains(joined[index])
            if index != asked, isName {
                roles[index] = .text(texts.count)
                texts.append(.label(labels.count))
                labels.append(names[index].text)
            } else if asked == nil || index == asked {
                roles[index] = .number(leadingNumbers + channels.count)
                channels.append(
                    ChannelColumn(
                        name: names[index].base, column: names[index].text, unit: names[index].unit,
                        dummies: DummyValues(declared: expectation.nodata)))
                isUndecided.append(sum == 0 && index != asked)
            }
        }
        labels = Self.distinct(labels)
    }

    private static func distinct(_ labels: [String]) -> [String] {
        var seen: [String: Int] = [:]
        return labels.map { label in
            seen[label, default: 0] += 1
            let count = seen[label] ?? 1
            return count > 1 ? "\(label)#\(count)" : label
        }
    }

    /// Numbers less words in the first rows of each column.
    private static func balance(of table: DelimitedTable, decimal: UInt8) -> [(sum: Int, hasWords: Bool)] {
        var balance = [(sum: Int, hasWords: Bool)](repeating: (0, false), count: table.columns.count)
        var sample = table.rows
        for _ in 0..<sampleRows {
            guard let row = sample.next() else { break }
            guard row == .fields, sample.fields.count >= table.columns.count else { continue }
            for index in balance.indices {
                switch FieldValue(sample.bytes, sample.fields[index].range, decimal: decimal) {
                case .number, .below, .above: balance[index].sum += 1
                case .text:
                    balance[index].sum -= 1
                    balance[index].hasWords = true
                case .missing: break
                }
            }
        }
        return balance
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
