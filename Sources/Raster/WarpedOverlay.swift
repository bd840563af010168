import CGDAL
import KernelTypes
import Survey

/// The cleaned part of a source that is to be warped: Float32, NaN as the only "no data".
struct CleanSource: Sendable {
    let cells: Cells
    let columns: Int
    let rows: Int
    let geotransform: [Double]
    let crs: String
    /// The way from there to the grid's CRS, for PROJ; GDAL's own choice where it is `nil`.
    let pipeline: String?
    /// Cells of the grid per cell of the source.
    let scaleX: Double
    let scaleY: Double
    let label: String
}

/// A source that GDAL warps to the grid.
///
/// GDAL sees only clean cells, so no declaration of the file's can reach its arithmetic. Every place is transformed
/// exactly, not interpolated between a few.
@safe final class WarpedOverlay: Overlay {
    private let raster: MemoryRaster
    private let transformer: UnsafeMutableRawPointer
    private let source: CleanSource
    private let grid: AnalysisGrid
    private let resampling: Resampling

    // GDAL cuts what needs more into parts; a constant, so that the parts are the same for every setting.
    private static let chunkBytes = 256.0 * 1024 * 1024

    init(_ source: CleanSource, to grid: AnalysisGrid, resampling: Resampling) throws(RasterError) {
        self.source = source
        self.grid = grid
        self.resampling = resampling
        let raster = try MemoryRaster(
            source.cells, columns: source.columns, rows: source.rows, geotransform: source.geotransform,
            crs: source.crs)
        // Only its CRS and the place of its cells count, so one row stands for the grid.
        let row = grid.band(0..<1)
        let target = try MemoryRaster(Cells(count: row.cellCount), grid: row)
        let settings = StringList(source.pipeline.map { ["COORDINATE_OPERATION=\($0)"] } ?? [])
        unsafe transformer = try reporting("relate \(source.label) to the grid") {
            unsafe GDALCreateGenImgProjTransformer2(raster.handle.raw, target.handle.raw, settings.items)
        }
        self.raster = raster
    }

    deinit { unsafe GDALDestroyGenImgProjTransformer(transformer) }

    func lay(over strip: Strip, isBlank: Bool, counts: inout CellCounts) throws(RasterError) {
        let part = isBlank ? strip : Strip(columns: strip.columns, rows: strip.rows, rasterRows: strip.rasterRows)
        if !isBlank { part.clear() }
        let band = grid.band(strip.rows)
        let target = try MemoryRaster(part.cells, grid: band)
        var geotransform = band.geotransform
        unsafe GDALSetGenImgProjTransformerDstGeoTransform(transformer, &geotransform)
        let operation = "warp \(source.label)"
        let options = unsafe try makeOptions(target)
        defer { unsafe GDALDestroyWarpOptions(options) }
        try reporting(operation) { () -> Void? in
            guard let warp = unsafe GDALCreateWarpOperation(options) else { return nil }
            defer { unsafe GDALDestroyWarpOperation(warp) }
            return unsafe GDALChunkAndWarpImage(warp, 0, 0, Int32(strip.columns), Int32(strip.rows.count)) == CE_None
                ? () : nil
        }
        if !isBlank { strip.take(part, at: 0) }
    }

    private func makeOptions(
        _ target: borrowing MemoryRaster
    ) throws(RasterError) -> UnsafeMutablePointer<GDALWarpOptions> {
        let options = unsafe try reporting("prepare to warp \(source.label)") { unsafe GDALCreateWarpOptions() }
        unsafe options.pointee.hSrcDS = raster.handle.raw
        unsafe options.pointee.hDstDS = target.handle.raw
        unsafe options.pointee.dfWarpMemoryLimit = Self.chunkBytes
        unsafe options.pointee.eWorkingDataType = GDT_Float32
        unsafe options.pointee.eResampleAlg = resampling.algorithm
        unsafe options.pointee.pfnTransformer = GDALGenImgProjTransform
        unsafe options.pointee.pTransformerArg = transformer
        unsafe options.pointee.nBandCount = 1
        // GDAL frees these with the options.
        unsafe options.pointee.panSrcBands = CPLMalloc(4).bindMemory(to: Int32.self, capacity: 1)
        unsafe options.pointee.panDstBands = CPLMalloc(4).bindMemory(to: Int32.self, capacity: 1)
        unsafe options.pointee.padfSrcNoDataReal = CPLMalloc(8).bindMemory(to: Double.self, capacity: 1)
        unsafe options.pointee.padfDstNoDataReal = CPLMalloc(8).bindMemory(to: Double.self, capacity: 1)
        unsafe options.pointee.panSrcBands[0] = 1
        unsafe options.pointee.panDstBands[0] = 1
        unsafe options.pointee.padfSrcNoDataReal[0] = .nan
        unsafe options.pointee.padfDstNoDataReal[0] = .nan
        let settings = [
            ("INIT_DEST", "NO_DATA"),
            // Along all rows of the band and not only its edges: a CRS may bend between them.
            ("SAMPLE_GRID", "YES"),
            ("SOURCE_EXTRA", "8"),
            // GDAL would take the ratio of each part it cuts, and the kernel's reach would change from part to part.
            ("XSCALE", String(source.scaleX)),
            ("YSCALE", String(source.scaleY)),
        ]
        for (name, value) in settings {
            unsafe options.pointee.papszWarpOptions = CSLSetNameValue(options.pointee.papszWarpOptions, name, value)
        }
        return unsafe options
    }
}

extension Resampling {
    var algorithm: GDALResampleAlg {
        switch self {
        case .nearest: GRA_NearestNeighbour
        case .bilinear: GRA_Bilinear
        case .cubic: GRA_Cubic
        case .average: GRA_Average
        case .mode: GRA_Mode
        }
    }
}
