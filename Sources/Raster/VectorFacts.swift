package import Survey

/// What is in a vector file.
package struct VectorFacts: Hashable, Sendable, Codable {
    /// GDAL's short name, such as `GPKG`.
    package var driver: String
    package var layers: [String]
    /// The layer that was read.
    package var layer: String
    /// Features with a geometry.
    package var featureCount: Int
    /// Features without one; they are not read.
    package var emptyCount: Int
    /// The layer's type in GDAL's words, such as `Polygon`, `Multi Line String`, `Unknown (any)`.
    package var geometryType: String
    package var fields: [String]
    /// WKT; `nil` where the file has no CRS.
    package var crs: String?
    package var authority: String?
    package var crsName: String?
    /// In the file's CRS.
    package var extent: Bounds?
    package var warnings: [String]
}
