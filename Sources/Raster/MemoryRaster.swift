import CGDAL
import KernelTypes
import Survey

/// Cells in memory as a GDAL dataset, without a copy; the cells live as long as it.
///
/// For GDAL's own algorithms, which read and write datasets.
struct MemoryRaster: ~Copyable {
    let handle: DatasetHandle
    private let cells: Cells

    /// `columns` × `rows` Float32 cells with NaN as nodata; the CRS may be `nil`.
    init(
        _ cells: Cells, columns: Int, rows: Int, geotransform: [Double], crs: String?
    ) throws(RasterError) {
        precondition(cells.count == columns * rows, "as many cells as the raster has")
        self.cells = cells
        let reference: SpatialReference? = if let crs { try SpatialReference(crs) } else { nil }
        handle = try Self.make(cells, columns, rows, geotransform, reference)
    }

    init(_ cells: Cells, grid: AnalysisGrid) throws(RasterError) {
        try self.init(
            cells, columns: grid.columns, rows: grid.rows, geotransform: grid.geotransform, crs: grid.crs)
    }

    private static func make(
        _ cells: Cells, _ columns: Int, _ rows: Int, _ geotransform: [Double], _ reference: borrowing SpatialReference?
    ) throws(RasterError) -> DatasetHandle {
        GDALLibrary.ready
        let operation = "lay \(columns) × \(rows) cells in memory before GDAL"
        let handle = try reporting(operation) {
            unsafe GDALGetDriverByName("MEM").flatMap { driver in
                unsafe GDALCreate(driver, "", Int32(columns), Int32(rows), 0, GDT_Float32, nil)
            }.map { unsafe DatasetHandle($0) }
        }
        let options = unsafe StringList(["DATAPOINTER=\(UInt(bitPattern: cells.base))"])
        try reporting(operation) { () -> Void? in
            guard unsafe GDALAddBand(handle.raw, GDT_Float32, options.items) == CE_None,
                let band = unsafe GDALGetRasterBand(handle.raw, 1),
                unsafe GDALSetRasterNoDataValue(band, .nan) == CE_None
            else { return nil }
            var numbers = geotransform
            guard unsafe GDALSetGeoTransform(handle.raw, &numbers) == CE_None else { return nil }
            return ()
        }
        switch reference {
        case .some(let reference):
            try reporting(operation) { () -> Void? in
                unsafe GDALSetSpatialRef(handle.raw, reference.handle) == CE_None ? () : nil
            }
        case .none: break
        }
        return handle
    }

    var band: GDALRasterBandH? { unsafe GDALGetRasterBand(handle.raw, 1) }
}
