import Geophysics
import Instruments
import Survey

/// What the readers found in a layer's files, for the report that a geophysicist signs.
enum ReadingRecord {
    static func record(of found: [ReadingIntake.Found], notes: [String]) -> QualityRecord {
        var record = QualityRecord("read-readings")
        record.statements = found.map(statement) + notes
        var channels = Table(columns: [
            "file", "channel", "unit", "values", "missing", "dummies", "below_limit", "lowest_limit", "highest_limit",
            "above_range",
        ])
        var refused = Table(columns: ["file", "line", "reason"])
        for file in found {
            channels.rows += file.report.map { rows($0.channels, of: file.name) } ?? rows(file)
            for row in file.report?.refused ?? [] {
                refused.rows.append([.text(file.name), .whole(row.line), .text(row.reason)])
            }
        }
        record.add("files", Double(found.count))
        record.add("readings", Double(found.reduce(0) { $0 + ($1.report?.rowsRead ?? $1.readings.count) }))
        record.add("rows_refused", Double(found.reduce(0) { $0 + ($1.report?.rowsRefused ?? 0) }))
        record.add("Channels", channels)
        if !refused.rows.isEmpty { record.add("Rows refused, by line of the file", refused) }
        return record
    }

    private static func statement(_ file: ReadingIntake.Found) -> String {
        let crs = file.readings.crs ?? "none"
        guard let report = file.report else {
            return "\(file.name): \(file.readings.count) points read by GDAL, CRS \(crs)."
        }
        let variant = report.dialect.variant.isEmpty ? "" : " (\(report.dialect.variant))"
        let places = report.positions.map { "positions from \($0.x) and \($0.y), CRS \(crs)" } ?? "no positions"
        let notes = report.notes.map { " " + $0.prefix(1).uppercased() + $0.dropFirst() + "." }.joined()
        return """
            \(file.name): \(report.format)\(variant), \(report.rowsRead) rows read and \(report.rowsRefused) refused; \
            \(places); clock \(report.timeZone ?? "of no known zone").\(notes)
            """
    }

    private static func rows(_ channels: [ReadingReport.Channel], of file: String) -> [[Table.Value]] {
        channels.map { channel in
            let dummies = channel.dummies.map { "\($0.value) x \($0.count)" }.joined(separator: ", ")
            return [
                .text(file), .text(channel.name), .text(channel.unit), .whole(channel.values), .whole(channel.missing),
                .text(dummies), .whole(channel.censored), channel.lowestLimit.map(Table.Value.number) ?? .missing,
                channel.highestLimit.map(Table.Value.number) ?? .missing, .whole(channel.aboveRange),
            ]
        }
    }

    private static func rows(_ file: ReadingIntake.Found) -> [[Table.Value]] {
        file.readings.channels.map { channel in
            let missing = channel.values.count { !$0.isFinite }
            return [
                .text(file.name), .text(channel.name), .text(channel.unit), .whole(channel.values.count - missing),
                .whole(missing), .text(""), .whole(0), .missing, .missing, .whole(0),
            ]
        }
    }
}
