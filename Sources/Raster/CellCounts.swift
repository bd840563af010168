/// How many cells of a reading were what.
package struct CellCounts: Hashable, Sendable, Codable {
    /// Finite values.
    package var valid = 0
    /// NaN in the file.
    package var notANumber = 0
    /// Equal to a nodata value.
    package var nodata = 0
    /// A dummy of the field: |z| ≥ 1.7e38 or z ≤ -1e31 (DEFINITIONS.md).
    package var dummies = 0
    /// Infinite in the file, or made so by scale and offset.
    package var infinite = 0
    /// Hidden by the file's mask or alpha band.
    package var masked = 0

    package init() {}

    /// Cells that are "no data" inside.
    package var missing: Int { notANumber + nodata + dummies + infinite + masked }

    package static func += (a: inout CellCounts, b: CellCounts) {
        a.valid += b.valid
        a.notANumber += b.notANumber
        a.nodata += b.nodata
        a.dummies += b.dummies
        a.infinite += b.infinite
        a.masked += b.masked
    }
}
