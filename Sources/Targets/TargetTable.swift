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

    /// The same as text, with a header.
    package var csv: String { table.csv }
}

extension TargetTable.Value {
    fileprivate init(_ number: Double?) {
        self = number.map(Self.number) ?? .missing
    }
}
