/// Checks of a file's own structure that GDAL does not make, format by format.
enum FileStructure {
    /// Before the file is opened: what refers to another file or is no raster at all.
    static func check(_ path: String) throws(RasterError) {
        let file = try MappedFile(reading: path)
        if HDF5References.isHDF5(file) { try HDF5References.check(file, path) }
        let start = String(decoding: file.bytes(0..<4096), as: UTF8.self).trimmed
        if start.hasPrefix("<VRTDataset") || start.hasPrefix("<OGRVRT") {
            throw RasterError(
                .externalReference, operation: "open \(path)",
                messages: ["a virtual dataset: it holds no data and refers to other files"],
                remedy: "Send the data itself, as GeoTIFF or GeoPackage")
        }
        if start.lowercased().contains("datasetheader ") { try ERSHeader.check(path, file) }
    }

    /// After it was opened with a driver, before its cells are read: whether the file is whole.
    static func check(_ dataset: borrowing Dataset) throws(RasterError) {
        guard dataset.driver == "ENVI" else { return try check(dataset.path, driver: dataset.driver) }
        let file = try MappedFile(reading: dataset.path)
        let header = dataset.metadata(domain: "ENVI")
        // A compressed one is gzip inside, whose own end is checked as it is read.
        guard !header.contains("file_compression=1") else { return }
        let cellBytes = try dataset.cellBytes
        try demand(
            ENVILayout.isWhole(
                file, header: header, columns: dataset.width, rows: dataset.height, cellBytes: cellBytes),
            dataset.path, file)
    }

    static func check(_ path: String, driver: String) throws(RasterError) {
        let file = try MappedFile(reading: path)
        let isWhole: Bool
        switch driver {
        case "JPEG": isWhole = endsJPEG(file)
        case "PNG": isWhole = endsPNG(file)
        case "netCDF": isWhole = file.holds("CDF", at: 0) ? NetCDFClassicLayout.isWhole(file) : true
        case "GXF": isWhole = GXFLayout.isWhole(file)
        default: isWhole = true
        }
        try demand(isWhole, path, file)
    }

    private static func demand(_ isWhole: Bool, _ path: String, _ file: borrowing MappedFile) throws(RasterError) {
        guard isWhole else {
            throw RasterError(
                .corruptData, operation: "read \(path)",
                messages: ["the file is cut short: it ends at \(file.count) bytes, before its own structure does"],
                remedy: "Send the file again, whole")
        }
    }

    /// A JPEG ends with its end-of-image marker; writers may pad it with zeros.
    private static func endsJPEG(_ file: borrowing MappedFile) -> Bool {
        var end = file.count
        while end > 2, file[end - 1] == 0 { end -= 1 }
        return end >= 2 && file[end - 2] == 0xFF && file[end - 1] == 0xD9
    }

    /// A PNG's chunks follow each other up to IEND.
    private static func endsPNG(_ file: borrowing MappedFile) -> Bool {
        var offset = 8
        while let length = file.integer(at: offset, size: 4, bigEndian: true) {
            let end = offset + 12 + Int(length)
            guard end <= file.count else { return false }
            if file.holds("IEND", at: offset + 4) { return true }
            offset = end
        }
        return false
    }
}
