import CGDAL
import Survey

/// An open vector file and one of its layers, read only; one thread at a time.
@safe struct VectorDataset: ~Copyable {
    let path: String
    let handle: DatasetHandle
    let log: MessageLog
    /// Of GDAL's, valid as long as the dataset.
    let layer: OGRLayerH
    let name: String
    let names: [String]

    /// Opens with one of `drivers`; `layer` may be `nil` where the file has one layer with features' geometry.
    init(reading path: String, layer wanted: String?, drivers: [String]) throws(RasterError) {
        GDALLibrary.ready
        try InputFile.check(path)
        try Self.checkContent(path)
        let log = MessageLog()
        let handle = try Self.open(path, drivers, log)
        let names = (0..<(unsafe GDALDatasetGetLayerCount(handle.raw))).compactMap { index in
            unsafe GDALDatasetGetLayer(handle.raw, index).map { unsafe String(cString: OGR_L_GetName($0)) }
        }
        let name = try Self.choose(wanted, names, handle, path)
        let layer = unsafe try reporting("open layer \(name) of \(path)") {
            unsafe GDALDatasetGetLayerByName(handle.raw, name)
        }
        self.path = path
        self.handle = handle
        self.log = log
        unsafe self.layer = unsafe layer
        self.name = name
        self.names = names
    }

    /// What must be known of a file before GDAL opens it, by its first bytes and not by its name.
    private static func checkContent(_ path: String) throws(RasterError) {
        let file = try MappedFile(reading: path)
        if file.holds("SQLite format 3\0", at: 0) {
            try GeoPackageCheck.check(path)
        } else if file.integer(at: 0, size: 4, bigEndian: true) == 9994 {
            try ShapefileCheck.check(path)
        } else {
            try FileStructure.check(path)
            let start = String(decoding: file.bytes(0..<64), as: UTF8.self).trimmed
            if start.hasPrefix("{") || start.hasPrefix("\u{FEFF}{") { try GeoJSONCheck.check(path) }
        }
    }

    private static func open(
        _ path: String, _ drivers: [String], _ log: MessageLog
    ) throws(RasterError) -> DatasetHandle {
        let allowed = StringList(drivers)
        let isGeoPackage = try MappedFile(reading: path).holds("SQLite format 3\0", at: 0)
        // Immutable: no lock, no journal, and no -wal beside the file is touched.
        let options = StringList(isGeoPackage ? ["IMMUTABLE=YES", "LIST_ALL_TABLES=NO"] : [])
        do {
            return try reporting("open \(path)", warnings: log) {
                unsafe GDALOpenEx(
                    path, UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR), allowed.constant,
                    options.constant, nil
                ).map { unsafe DatasetHandle($0) }
            }
        } catch {
            var failure = error
            if case .other = failure.code { failure.code = .openFailed }
            failure.remedy = "Send vectors in one of: \(drivers.joined(separator: ", "))"
            throw failure
        }
    }

    private static func choose(
        _ wanted: String?, _ names: [String], _ handle: borrowing DatasetHandle, _ path: String
    ) throws(RasterError) -> String {
        let operation = "open \(path)"
        if let wanted {
            if names.contains(wanted) { return wanted }
            throw RasterError(
                .missing, operation: operation,
                messages: ["there is no layer \(wanted); it has \(names.joined(separator: ", "))"],
                remedy: "Name one of its layers")
        }
        // A GPX always shows five layers; those without features are no choice.
        let filled = names.filter { name in
            guard let layer = unsafe GDALDatasetGetLayerByName(handle.raw, name) else { return false }
            return unsafe OGR_L_GetGeomType(layer) != wkbNone && OGR_L_GetFeatureCount(layer, 1) != 0
        }
        if filled.count == 1 { return filled[0] }
        if filled.isEmpty {
            throw RasterError(
                .noData, operation: operation, messages: ["it has no layer with features on a map"],
                remedy: "Check what was exported")
        }
        throw RasterError(
            .ambiguous, operation: operation,
            messages: ["it has \(filled.count) layers: \(filled.joined(separator: ", "))"],
            remedy: "Send one layer a file, or name the layer")
    }

    var driver: String {
        guard let driver = unsafe GDALGetDatasetDriver(handle.raw) else { return "" }
        return unsafe GDALGetDriverShortName(driver).map { unsafe String(cString: $0) } ?? ""
    }

    /// `nil` where the layer has no CRS, or one without a place on Earth.
    func reference() -> SpatialReference? {
        guard let reference = unsafe SpatialReference(copying: OGR_L_GetSpatialRef(layer)),
            unsafe OSRIsLocal(reference.handle) == 0
        else { return nil }
        return reference
    }

    /// The fields' names, in order.
    var fields: [String] {
        guard let definition = unsafe OGR_L_GetLayerDefn(layer) else { return [] }
        return (0..<(unsafe OGR_FD_GetFieldCount(definition))).compactMap { index in
            unsafe OGR_FD_GetFieldDefn(definition, index).map { unsafe String(cString: OGR_Fld_GetNameRef($0)) }
        }
    }

    /// Calls `body` with each feature, in the file's order, until it says `false`.
    func forEach(_ body: (OGRFeatureH) throws(RasterError) -> Bool) throws(RasterError) {
        unsafe OGR_L_ResetReading(layer)
        var isMore = true
        while isMore {
            // No feature is the end and not a failure.
            let next = try reporting("read layer \(name) of \(path)", warnings: log) { () -> NextFeature? in
                unsafe NextFeature(handle: OGR_L_GetNextFeature(layer))
            }
            guard let feature = unsafe next.handle else { return }
            defer { unsafe OGR_F_Destroy(feature) }
            isMore = unsafe try body(feature)
        }
    }

    @safe private struct NextFeature {
        let handle: OGRFeatureH?
    }
}
