import CGDAL

/// GDAL in this process: which drivers there are, and what it may never do.
package enum GDALLibrary {
    /// Formats of rasters that a drop may have.
    package static let rasterDrivers = [
        "GTiff", "netCDF", "HDF5", "AAIGrid", "ENVI", "ERS", "PNG", "JPEG", "GXF", "GSAG", "GSBG", "GS7BG", "HFA",
        "RST",
        "SAGA", "XYZ",
    ]
    /// Formats of vectors that a drop may have.
    package static let vectorDrivers = ["GPKG", "GeoJSON", "ESRI Shapefile", "FlatGeobuf", "CSV", "GPX"]

    // HDF5Image: a HDF5 file with one dataset is opened through it. The others are for what we write.
    private static let innerDrivers = ["HDF5Image", "MEM", "Memory", "COG"]

    /// Registers the drivers, closes the ways out of the file, and sets the bytes that GDAL's block cache may take.
    ///
    /// `gridPaths` are folders of datum-shift grids, searched before PROJ's own. May be called again to change either;
    /// everything in this room calls it with the defaults if nobody did.
    package static func start(cacheBytes: Int = 64 << 20, gridPaths: [String] = []) {
        ready
        GDALSetCacheMax64(Int64(cacheBytes))
        guard !gridPaths.isEmpty else { return }
        let own = unsafe OSRGetPROJSearchPaths()
        let paths = unsafe StringList(gridPaths + StringList.strings(own).filter { !gridPaths.contains($0) })
        unsafe CSLDestroy(own)
        unsafe OSRSetPROJSearchPaths(paths.constant)
    }

    /// As GDAL states it, such as `3.6.2`.
    package static var version: String {
        unsafe GDALVersionInfo("RELEASE_NAME").map { unsafe String(cString: $0) } ?? "unknown"
    }

    /// The driver that writes PDF; it is not registered, so that no PDF is ever opened.
    // Set once, while `ready` is made, which all calls into GDAL wait for.
    nonisolated(unsafe) private(set) static var pdfDriver: GDALDriverH?

    static let ready: Void = {
        unsafe CPLSetConfigOption("GDAL_DRIVER_PATH", "disable")
        GDALAllRegister()
        // A driver that is not registered cannot be reached by a side file (.ovr, .msk) or by a driver that opens
        // another file either: this is what keeps VRT out.
        let kept = Set(rasterDrivers + vectorDrivers + innerDrivers)
        for index in stride(from: GDALGetDriverCount() - 1, through: 0, by: -1) {
            guard let driver = unsafe GDALGetDriver(index) else { continue }
            let name = unsafe String(cString: GDALGetDriverShortName(driver))
            if name == "PDF" { unsafe pdfDriver = driver }
            if !kept.contains(name) {
                unsafe GDALDeregisterDriver(driver)
            }
        }
        // After registering, which may have read a configuration file of the user's.
        for (name, value) in options { unsafe CPLSetConfigOption(name, value) }
        OSRSetPROJEnableNetwork(0)
        GDALSetCacheMax64(64 << 20)
    }()

    private static let options = [
        // .aux.xml: statistics, nodata and georeferencing that nobody delivered on purpose.
        ("GDAL_PAM_ENABLED", "NO"),
        // Side files are found by their own names, never by listing a folder of strangers.
        ("GDAL_DISABLE_READDIR_ON_OPEN", "YES"),
        ("GDAL_GEOREF_SOURCES", "INTERNAL,WORLDFILE"),
        ("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".none"),
        ("CPL_VSIL_CURL_ALLOWED_FILENAME", "/none"),
        ("GDAL_HTTP_TIMEOUT", "1"),
        ("GDAL_HTTP_MAX_RETRY", "0"),
        ("PROJ_NETWORK", "OFF"),
        ("OGR_SQLITE_LOAD_EXTENSIONS", ""),
        ("OGR_SQLITE_ALLOW_EXTERNAL_ACCESS", "NO"),
        // A GeoPackage carries the time of its making: fixed, so that the same content has the same bytes.
        ("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z"),
        // Errors on GDAL's own threads do not reach the handler of ours.
        ("GDAL_NUM_THREADS", "1"),
    ]
}
