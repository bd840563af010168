/// Figures for people: named columns, one row a thing.
package struct Table: Hashable, Sendable, Codable {
    package enum Value: Hashable, Sendable, Codable {
        case text(String)
        case whole(Int)
        case number(Double)
        case missing
    }

    /// With their unit where they have one: `area_km2`, `cu_ppm`.
    package var columns: [String]
    package var rows: [[Value]]

    package init(columns: [String], rows: [[Value]] = []) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a row has a value a column")
        self.columns = columns
        self.rows = rows
    }
}
