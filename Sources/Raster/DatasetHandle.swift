import CGDAL

/// GDAL's handle of an open dataset; closing is the end of its life.
///
/// GDAL lets one thread at a time use a dataset, so this is neither copyable nor `Sendable`.
@safe struct DatasetHandle: ~Copyable {
    let raw: GDALDatasetH

    init(_ raw: GDALDatasetH) { unsafe self.raw = unsafe raw }

    deinit { unsafe GDALClose(raw) }

    /// Closes now, so that a failed flush is an error and not a silence in `deinit`.
    consuming func close(_ operation: String) throws(RasterError) {
        let raw = unsafe self.raw
        discard self
        try reporting(operation) { () -> Void? in unsafe GDALClose(raw) }
    }
}
