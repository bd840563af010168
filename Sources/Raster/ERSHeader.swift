/// An ER Mapper header: text that names its data file.
enum ERSHeader {
    /// An error where the data is not a plain file of the same drop, or its place is given in words that GDAL passes over.
    ///
    /// GDAL's driver opens whatever `DataFile` says, and for a translated dataset with any other driver.
    static func check(_ path: String, _ file: borrowing MappedFile) throws(RasterError) {
        let text = String(decoding: file.bytes(0..<min(file.count, 1 << 20)), as: UTF8.self)
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let key = String(parts[0]).trimmed.lowercased()
            let value = String(parts[1]).trimmed.filter { $0 != "\"" }
            let isElsewhere = key == "datafile" && (value.contains("/") || value.contains("\\") || value.contains(":"))
            let isOther = key == "datasettype" && value.lowercased() != "erstorage"
            if key == "metersx" || key == "metersy" {
                // GDAL reads eastings or longitudes alone, and places such a raster at 0, 0 (gdal#15249).
                throw RasterError(
                    .notSupported, operation: "open \(path)",
                    messages: ["its registration is given as \(String(parts[0]).trimmed)"],
                    remedy: "Export it with Eastings and Northings, or send a GeoTIFF")
            }
            guard isElsewhere || isOther else { continue }
            throw RasterError(
                .externalReference, operation: "open \(path)",
                messages: ["the header refers to data elsewhere: \(String(parts[0]).trimmed) = \(value)"],
                remedy: "Send the header with its raw data file beside it, named without a folder")
        }
    }
}
