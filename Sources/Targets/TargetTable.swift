package import Survey

/// Ranked targets as rows of a table, for `ranking.csv` and whatever else holds rows.
package struct TargetTable: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case text(String)
        case whole(Int)
        case number(Double)
        case missing
    }

    package let columns: [String]
    package let rows: [[Value]]

    /// One row a target, in the order given; one column an evidence, named `contribution_` and the evidence.
    package init(_ targets: [Target], evidence: [String]) {
        columns =
            [
                "id", "rank", "mean_score", "maximum_score", "mean_uncertainty", "cells", "area_km2", "centroid_x",
                "centroid_y", "longitude", "latitude", "nearest_known", "nearest_known_m",
            ] + evidence.map { "contribution_\($0)" }
        rows = targets.map { target in
            let contributions = Dictionary(
                target.contributions.map { ($0.evidence, $0.value) }, uniquingKeysWith: { first, _ in first })
            return [
                .text(target.id), .whole(target.rank), .number(target.meanScore), .number(target.maximumScore),
                Value(target.meanUncertainty), .whole(target.cells), .number(target.squareMetres / 1e6),
                .number(target.centroid.x), .number(target.centroid.y), Value(target.geographic?.x),
                Value(target.geographic?.y), target.nearest.map { .text($0.name) } ?? .missing,
                Value(target.nearest?.metres),
            ] + evidence.map { Value(contributions[$0]) }
        }
    }

    /// The same as a table of figures.
    package var table: Table {
        Table(
            columns: columns,
            rows: rows.map { row in
                row.map { value in
                    switch value {
                    case .text(let text): .text(text)
                    case .whole(let number): .whole(number)
                    case .number(let number): .number(number)
                    case .missing: .missing
                    }
                }
            })
    }

    /// RFC 4180 text in UTF-8, with a header; NaN and missing values are empty cells.
    package var csv: String {
        let header = columns.map(Self.cell)
        let lines = [header] + rows.map { $0.map(Self.cell) }
        return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
    }

    private static func cell(_ value: Value) -> String {
        switch value {
        case .text(let text): cell(text)
        case .whole(let number): "\(number)"
        case .number(let number): number.isFinite ? "\(number)" : ""
        case .missing: ""
        }
    }

    /// A name from a file is data: a spreadsheet must not run it as a formula, so an apostrophe goes before what one
    /// could start with (OWASP, CSV injection), also behind white space.
    private static func cell(_ text: String) -> String {
        // Scalars, not characters: a quote with a combining mark behind it is another character, yet ends the cell.
        let scalars = Array(text.unicodeScalars)
        let first = scalars.first { !$0.properties.isWhitespace && $0.value > 0x1f && $0 != "\u{feff}" }
        let isFormula = first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
        let startsWithControl = scalars.first.map { $0.value < 0x20 } ?? false
        var cell = String.UnicodeScalarView()
        if isFormula || startsWithControl { cell.append("'") }
        for scalar in scalars {
            if scalar == "\"" { cell.append(scalar) }
            cell.append(scalar)
        }
        guard scalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return String(cell) }
        return "\"" + String(cell) + "\""
    }
}

extension TargetTable.Value {
    fileprivate init(_ number: Double?) {
        self = number.map(Self.number) ?? .missing
    }
}
