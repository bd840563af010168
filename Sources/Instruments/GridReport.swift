/// What was found in a file that holds a raster.
package struct GridReport: Hashable, Sendable, Codable {
    package var format: String
    /// The form of the format: type of cells, compression, order of storage.
    package var dialect: String
    /// Cells that hold a value.
    package var valid: Int
    /// Cells that hold the dummy value.
    package var missing: Int
    /// The number that stands for "no value" in this type of cell.
    package var dummy: Double
    /// As the delivery states it.
    package var crs: String?
    /// Assumptions and oddities, one sentence each.
    package var notes: [String]
}
