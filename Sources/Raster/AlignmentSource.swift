/// A raster that is to be brought to a grid.
package struct AlignmentSource: Hashable, Sendable {
    /// Absolute.
    package var path: String
    /// What notes and errors call it; by default the file's own name.
    package var label: String
    /// The drivers that may open it.
    package var drivers: [String]
    package var band: Int
    package var nodata: NodataRule
    /// The CRS where the file has none.
    package var assumedCRS: String?

    package init(
        path: String, label: String? = nil, drivers: [String] = GDALLibrary.rasterDrivers, band: Int = 1,
        nodata: NodataRule = .declared, assumedCRS: String? = nil
    ) {
        self.path = path
        self.label = label ?? path.split(separator: "/").last.map(String.init) ?? path
        self.drivers = drivers
        self.band = band
        self.nodata = nodata
        self.assumedCRS = assumedCRS
    }
}
