import Survey

/// Which columns of a table of occurrences say what.
struct OccurrenceColumns {
    private let table: DelimitedTable
    private let name: Int?
    private let commodities: [Int]
    private let depositType: Int?

    init(_ table: DelimitedTable) {
        self.table = table
        name = table.column(named: [
            "name", "deposit", "deposit name", "site", "site name", "occurrence", "occurrence name", "mine",
            "mine name",
            "title", "ftr name", "dep name",
        ])
        commodities = table.columns.indices.filter {
            [
                "commodity", "commodities", "commod", "commod1", "commod2", "commod3", "elements", "metals",
                "main commodity", "major commodities", "minor commodities", "commodity list",
            ].contains(table.columns[$0].words.joined(separator: " "))
        }
        depositType = table.column(named: [
            "deposit type", "type", "dep type", "deptype", "deposit model", "model", "mineral system",
        ])
    }

    func occurrence(_ rows: RowReader, at location: Point, respaced: inout Int) -> Occurrence {
        let written = name.map { rows.text(of: rows.fields[$0]) } ?? ""
        let spaced = Self.singleSpaced(written)
        if spaced != written { respaced += 1 }
        return Occurrence(
            name: spaced.isEmpty ? "unnamed, line \(rows.line)" : spaced, location: location,
            commodities: commodities(rows),
            depositType: depositType.map { Self.singleSpaced(rows.text(of: rows.fields[$0])) } ?? "")
    }

    /// Says which columns were taken, and which were not found.
    func note(in report: inout ReadingReport) {
        let taken = [("names", name), ("deposit types", depositType)] + [("commodities", commodities.first)]
        for (what, column) in taken {
            report.notes.append(
                column.map { "\(what) are taken from \(table.columns[$0].text.shown)" } ?? "no column holds \(what)")
        }
    }

    /// Divided at commas, semicolons, slashes, ampersands and the word `and`; each once, in the order written.
    private func commodities(_ rows: RowReader) -> [String] {
        var found: [String] = []
        for column in commodities {
            for part in rows.text(of: rows.fields[column]).split(whereSeparator: { ",;/&|".contains($0) }) {
                let words = part.split(whereSeparator: \.isWhitespace)
                for group in words.split(whereSeparator: { $0.lowercased() == "and" }) {
                    let commodity = group.joined(separator: " ")
                    if !found.contains(commodity) { found.append(commodity) }
                }
            }
        }
        return found
    }

    private static func singleSpaced(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
