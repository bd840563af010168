import CGDAL
import Glibc
import KernelTypes
package import Survey

/// Writes layers as GeoTIFF: Float32, NaN as nodata, with CRS, unit and description; the same layer gives the same
/// bytes on any number of threads.
package enum GeoTIFFWriter {
    /// How overviews are made.
    package enum Overviews: String, Sendable {
        case average = "AVERAGE"
        /// For classes.
        case mode = "MODE"
    }

    /// Writes a cloud-optimised GeoTIFF with overviews and, where given, statistics, replacing the file at `path`.
    ///
    /// The layer is mapped, not read into memory.
    package static func writeCOG(
        _ layer: LayerFile, to path: String, statistics: LayerStatistics? = nil, overviews: Overviews = .average,
        threads: Int = 1
    ) throws(RasterError) {
        try write(
            layer, to: path, driver: "COG", statistics,
            [
                "COMPRESS": "DEFLATE", "LEVEL": "6", "PREDICTOR": "FLOATING_POINT", "BLOCKSIZE": "512",
                "OVERVIEWS": "IGNORE_EXISTING", "OVERVIEW_RESAMPLING": overviews.rawValue,
                "OVERVIEW_COMPRESS": "DEFLATE",
                "OVERVIEW_PREDICTOR": "FLOATING_POINT", "BIGTIFF": "IF_SAFER", "NUM_THREADS": String(threads),
            ])
    }

    /// Writes a plain tiled GeoTIFF, replacing the file at `path`; its cells lie where GDAL's six numbers say, or else
    /// on the layer's grid.
    package static func write(
        _ layer: LayerFile, to path: String, statistics: LayerStatistics? = nil, geotransform: [Double]? = nil,
        threads: Int = 1
    ) throws(RasterError) {
        try write(
            layer, to: path, driver: "GTiff", statistics, geotransform: geotransform,
            [
                "COMPRESS": "DEFLATE", "ZLEVEL": "6", "PREDICTOR": "3", "TILED": "YES", "BLOCKXSIZE": "512",
                "BLOCKYSIZE": "512", "BIGTIFF": "IF_SAFER", "NUM_THREADS": String(threads),
            ])
    }

    private static func write(
        _ layer: LayerFile, to path: String, driver: String, _ statistics: LayerStatistics?,
        geotransform: [Double]? = nil, _ options: [String: String]
    ) throws(RasterError) {
        let operation = "write \(path)"
        guard path.hasPrefix("/"), !path.hasPrefix("/vsi") else {
            throw RasterError(
                .illegalArgument, operation: operation, messages: ["not an absolute path of the file system"])
        }
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .system(operation) }
        let grid = layer.grid
        let source = try MemoryRaster(
            layer.whole().cells, columns: grid.columns, rows: grid.rows,
            geotransform: geotransform ?? grid.geotransform,
            crs: grid.crs)
        try describe(source, layer.header, statistics, operation)
        let list = StringList(options)
        let copy = try reporting(operation) {
            unsafe GDALGetDriverByName(driver).flatMap {
                unsafe GDALCreateCopy($0, path, source.handle.raw, 0, list.items, nil, nil)
            }.map { unsafe DatasetHandle($0) }
        }
        try copy.close(operation)
        try DurableFile.sync(path)
    }

    private static func describe(
        _ raster: borrowing MemoryRaster, _ header: LayerHeader, _ statistics: LayerStatistics?, _ operation: String
    ) throws(RasterError) {
        try reporting(operation) { () -> Void? in
            guard let band = unsafe raster.band else { return nil }
            if !header.unit.isEmpty { unsafe GDALSetRasterUnitType(band, header.unit) }
            if !header.description.isEmpty { unsafe GDALSetDescription(band, header.description) }
            unsafe GDALSetMetadataItem(raster.handle.raw, "AREA_OR_POINT", "Area", nil)
            guard let statistics else { return () }
            let total = statistics.valid + statistics.missing
            let percent = total > 0 ? 100 * Double(statistics.valid) / Double(total) : 0
            let items = [
                ("MINIMUM", statistics.minimum), ("MAXIMUM", statistics.maximum), ("MEAN", statistics.mean),
                ("STDDEV", statistics.deviation), ("VALID_PERCENT", (percent * 100).rounded() / 100),
            ]
            for (name, value) in items where value.isFinite {
                unsafe GDALSetMetadataItem(band, "STATISTICS_" + name, String(value), nil)
            }
            return ()
        }
    }
}
