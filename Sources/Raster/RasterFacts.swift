import Survey

/// What an examination found in a raster.
package struct RasterFacts: Hashable, Sendable, Codable {
    /// GDAL's short name, such as `GTiff`.
    package var driver: String
    package var columns: Int
    package var rows: Int
    package var bandCount: Int
    /// The examined band.
    package var band: BandFacts
    /// WKT; `nil` where the file has no CRS.
    package var crs: String?
    /// Such as `EPSG:32641`; `nil` where no register has the CRS.
    package var authority: String?
    package var crsName: String?
    /// GDAL's six numbers; `nil` where the file has none.
    package var geotransform: [Double]?
    package var counts: CellCounts
    /// Of the valid cells after scale and offset; `nil` where there is none.
    package var statistics: RasterStatistics?
    /// What was assumed or ignored, in words.
    package var notes: [String]
    /// What GDAL warned of and does not mean damage.
    package var warnings: [String]
}

/// Figures of a band's valid cells.
package struct RasterStatistics: Hashable, Sendable, Codable {
    package var minimum: Double
    package var maximum: Double
    package var mean: Double
}
