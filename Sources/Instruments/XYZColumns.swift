/// The columns of a Geosoft XYZ file.
struct XYZColumns {
    let names: [ColumnName]
    let pair: PositionColumns
    let separator: String
    /// 0 where the columns were declared.
    let headerLine: Int
    let clock: (date: Int?, time: Int?)
    private(set) var notes: [String] = []

    var positions: ReadingReport.Positions {
        .init(x: names[pair.x].text, y: names[pair.y].text, isGeographic: pair.isGeographic)
    }

    /// From the declared columns, else from the last comment above the first row that has as many names as the row has
    /// words and names a position.
    init(_ lines: TextLines, _ expectation: ReadingFile.Expectation) throws(InstrumentError) {
        var lines = lines
        var comments: [(line: Int, text: String)] = []
        var row: [Range<Int>]?
        var isComma = false
        while let range = lines.next() {
            let text = lines.text(range).trimmed
            if text.isEmpty || GeosoftXYZ.lineName(text) != nil { continue }
            if text.hasPrefix("/") {
                // A dump may hold many comments; the header is among the nearest.
                comments.append((lines.number, text.drop { $0 == "/" }.trimmed))
                if comments.count > 400 { comments.removeFirst() }
                continue
            }
            isComma = text.contains(",")
            row = isComma ? lines.fields(range, separator: UInt8(ascii: ",")) : lines.words(range)
            break
        }
        guard let row else {
            throw InstrumentError(.empty, reason: "the file has no row of data", remedy: "export it with its data")
        }
        separator = isComma ? "," : "blanks"
        if !expectation.columns.isEmpty {
            guard expectation.columns.count == row.count else {
                throw InstrumentError(
                    .noHeader,
                    reason: "\(expectation.columns.count) columns are declared and a row has \(row.count) words",
                    remedy: "declare a name for each")
            }
            let names = expectation.columns.map(ColumnName.init)
            guard let pair = try PositionColumns.pairs(names, prefersDegrees: expectation.prefersDegrees).first else {
                throw Self.noHeader(row.count)
            }
            (self.names, self.pair, headerLine) = (names, pair, 0)
            clock = Self.clock(names)
            return
        }
        var found: (names: [ColumnName], pairs: [PositionColumns], line: Int)?
        for comment in comments.reversed() where found == nil {
            for words in Self.splits(comment.text) where words.count == row.count && found == nil {
                let names = words.map(ColumnName.init)
                let pairs = try PositionColumns.pairs(names, prefersDegrees: expectation.prefersDegrees)
                if !pairs.isEmpty { found = (names, pairs, comment.line) }
            }
        }
        guard let found else { throw Self.noHeader(row.count) }
        names = found.names
        pair = found.pairs[0]
        headerLine = found.line
        clock = Self.clock(names)
        for other in found.pairs.dropFirst() {
            notes.append(
                """
                positions are taken from \(names[pair.x].text.shown) and \(names[pair.y].text.shown), not from \
                \(names[other.x].text.shown) and \(names[other.y].text.shown)
                """)
        }
    }

    /// A comment's names: at commas, at tabs, at two or more blanks, at any blank.
    private static func splits(_ text: String) -> [[String]] {
        var splits: [[String]] = []
        if text.contains(",") { splits.append(text.split(separator: ",").map(\.trimmed)) }
        if text.contains("\t") { splits.append(text.split(separator: "\t").map(\.trimmed).filter { !$0.isEmpty }) }
        var wide: [String] = []
        var word = ""
        var blanks = 0
        for character in text {
            if character == " " || character == "\t" {
                blanks += 1
                continue
            }
            if blanks >= 2, !word.isEmpty {
                wide.append(word)
                word = ""
            } else if blanks == 1, !word.isEmpty {
                word.append(" ")
            }
            blanks = 0
            word.append(character)
        }
        if !word.isEmpty { wide.append(word) }
        splits.append(wide)
        splits.append(text.split { $0 == " " || $0 == "\t" }.map(String.init))
        return splits
    }

    private static func clock(_ names: [ColumnName]) -> (Int?, Int?) {
        let found = TableClock.columns(names)
        return (found.dates.first, found.clocks.first)
    }

    private static func noHeader(_ count: Int) -> InstrumentError {
        InstrumentError(
            .noHeader, reason: "no comment above the first row names its \(count) columns with a position among them",
            remedy: "declare columns, one name for each, such as [x, y, tmi_nT]")
    }
}
