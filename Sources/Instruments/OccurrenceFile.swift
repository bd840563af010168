package import Survey

/// Known deposits and showings in delimited text.
package enum OccurrenceFile {
    /// Reads a table with positions and, where there are, names, commodities and deposit types.
    ///
    /// Positions stay in the file's CRS: the one it states, EPSG:4326 for longitude and latitude without one, else
    /// `nil`. Blanks in names are made single and noted; no record is dropped for looking like another.
    package static func read(
        _ bytes: [UInt8], prefersDegrees: Bool = true
    ) throws(InstrumentError) -> (crs: String?, occurrences: [Occurrence], report: ReadingReport) {
        let table = try DelimitedTable(bytes, prefersDegrees: prefersDegrees)
        guard let positions = table.positions else {
            throw InstrumentError(
                .noPositions, reason: "no columns hold positions", remedy: "name them longitude and latitude")
        }
        let decimal = try DecimalMark.mark(of: table, columns: [positions.x, positions.y])
        let place = PositionReader(positions, names: table.columns, decimal: decimal)
        let columns = OccurrenceColumns(table)
        var report = ReadingReport(
            format: "occurrence table", dialect: table.dialect(hasDecimalComma: decimal == UInt8(ascii: ",")),
            positions: .init(
                x: table.columns[positions.x].text, y: table.columns[positions.y].text,
                isGeographic: positions.isGeographic))
        report.notes = table.notes
        var stated = table.columns.indices.compactMap { ConstantColumn(table, column: $0) }
        var occurrences: [Occurrence] = []
        var respaced = 0
        var rows = table.rows
        while let row = rows.next() {
            guard row == .fields else {
                if let problem = row.problem { report.refuse(rows.line, problem) }
                continue
            }
            let fields = rows.fields.count
            guard
                fields == table.columns.count
                    || (fields > table.columns.count && rows.fields[table.columns.count...].allSatisfy(\.range.isEmpty))
            else {
                report.refuse(rows.line, "it has \(fields) fields, the header \(table.columns.count)")
                continue
            }
            switch place.position(rows) {
            case .failure(let refusal): report.refuse(rows.line, refusal.reason)
            case .success(let location):
                for index in stated.indices { try stated[index].read(rows) }
                occurrences.append(columns.occurrence(rows, at: location, respaced: &respaced))
            }
        }
        report.rowsRead = occurrences.count
        try report.checkYield()
        report.crs = StatedCRS.crs(
            from: stated.reduce(into: [:]) { $0[$1.words] = $1.value }, isGeographic: positions.isGeographic,
            notes: &report.notes)
        if report.crs == nil, positions.isGeographic {
            report.crs = "EPSG:4326"
            report.notes.append("longitude and latitude without a datum are taken as WGS 84 (EPSG:4326)")
        }
        columns.note(in: &report)
        if respaced > 0 { report.notes.append("double blanks in \(respaced) names were made single") }
        let places = Set(occurrences.map(\.location)).count
        if places < occurrences.count {
            report.notes.append("\(occurrences.count) occurrences lie at \(places) places; all are kept")
        }
        return (report.crs, occurrences, report)
    }
}
