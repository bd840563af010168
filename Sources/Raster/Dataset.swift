import CGDAL

/// An open raster, read only; one thread at a time.
package struct Dataset: ~Copyable {
    /// As opened.
    package let path: String
    let handle: DatasetHandle
    let log: MessageLog

    /// Opens with one of `drivers` and no other; the path is absolute and names a regular file.
    package init(reading path: String, drivers: [String] = GDALLibrary.rasterDrivers) throws(RasterError) {
        GDALLibrary.ready
        try InputFile.check(path)
        let log = MessageLog()
        let opened = try Self.open(path, drivers, log)
        self.path = path
        self.log = log
        handle = opened
    }

    private static func open(
        _ path: String, _ drivers: [String], _ log: MessageLog
    ) throws(RasterError) -> DatasetHandle {
        let allowed = StringList(drivers)
        do {
            return try reporting("open \(path)", warnings: log) {
                unsafe GDALOpenEx(
                    path, UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR), allowed.constant, nil, nil
                ).map { unsafe DatasetHandle($0) }
            }
        } catch {
            var failure = error
            if case .other = failure.code { failure.code = .openFailed }
            failure.remedy = "Send a raster in one of: \(drivers.joined(separator: ", "))"
            throw failure
        }
    }

    /// What GDAL warned of since the opening, oldest first.
    package var warnings: [String] { log.messages }

    package var width: Int { Int(unsafe GDALGetRasterXSize(handle.raw)) }
    package var height: Int { Int(unsafe GDALGetRasterYSize(handle.raw)) }
    package var bandCount: Int { Int(unsafe GDALGetRasterCount(handle.raw)) }

    /// GDAL's short name of the driver, such as `GTiff`.
    package var driver: String {
        guard let driver = unsafe GDALGetDatasetDriver(handle.raw) else { return "" }
        return unsafe GDALGetDriverShortName(driver).map { unsafe String(cString: $0) } ?? ""
    }

    /// The CRS; `nil` where the file has none, or one without a place on Earth.
    package var coordinateSystem: CoordinateSystem? {
        get throws(RasterError) {
            let found = noting(log) { unsafe SpatialReference(copying: GDALGetSpatialRef(handle.raw)) }
            guard let reference = found, unsafe OSRIsLocal(reference.handle) == 0 else {
                return try namedAuthority.map { name throws(RasterError) in try CoordinateSystem(name) }
            }
            return try CoordinateSystem(reference, path)
        }
    }

    /// The code of a CRS that the format names in words of its own.
    private var namedAuthority: String? {
        guard driver == "ERS" else { return nil }
        let header = metadata(domain: "ERS")
        func value(_ key: String) -> String? {
            header.first { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)).trimmed }
        }
        guard let datum = value("DATUM"), let projection = value("PROJ") else { return nil }
        return ERSReference.authority(datum: datum, projection: projection, units: value("UNITS"))
    }

    /// Bytes of a cell of each band, as stored.
    var cellBytes: [Int] {
        get throws(RasterError) {
            var bytes: [Int] = []
            for band in 1...max(1, bandCount) {
                bytes.append(Int(unsafe GDALGetDataTypeSizeBytes(GDALGetRasterDataType(try bandHandle(band)))))
            }
            return bytes
        }
    }

    /// WKT of the CRS; `nil` where there is none.
    package var crs: String? {
        get throws(RasterError) { try coordinateSystem?.wkt }
    }

    /// GDAL's six numbers; `nil` where the file has none, or one that maps cells to themselves or to no area.
    package var geotransform: [Double]? {
        var numbers = [Double](repeating: 0, count: 6)
        // Drivers read it only when it is asked for, and may find damage then.
        let status = noting(log) { unsafe GDALGetGeoTransform(handle.raw, &numbers) }
        guard status == CE_None, numbers.allSatisfy(\.isFinite), numbers != [0, 1, 0, 0, 0, 1] else { return nil }
        let area = numbers[1] * numbers[5] - numbers[2] * numbers[4]
        return area.isFinite && area != 0 ? numbers : nil
    }

    /// `NAME=VALUE` of one of the dataset's metadata domains; the default domain is the empty name.
    package func metadata(domain: String = "") -> [String] {
        noting(log) { unsafe StringList.strings(GDALGetMetadata(handle.raw, domain)) }
    }

    /// Closes now, so that a late failure is an error.
    package consuming func close() throws(RasterError) {
        let operation = "close \(path)"
        try handle.close(operation)
    }

    func bandHandle(_ band: Int) throws(RasterError) -> GDALRasterBandH {
        guard band >= 1, band <= bandCount, let handle = unsafe GDALGetRasterBand(handle.raw, Int32(band)) else {
            throw RasterError(
                .illegalArgument, operation: "read \(path)", messages: ["there is no band \(band) of \(bandCount)"],
                remedy: "Name one of the file's bands")
        }
        return unsafe handle
    }
}
