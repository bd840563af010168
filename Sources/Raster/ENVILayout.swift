/// Whether an ENVI raster has as many bytes as its header promises; GDAL reads what is missing as zeros, for ENVI's own
/// writers may leave a file sparse.
enum ENVILayout {
    static func isWhole(_ file: borrowing MappedFile, header: [String], columns: Int, rows: Int, cellBytes: [Int])
        -> Bool
    {
        let offset = header.lazy.compactMap { entry in
            entry.hasPrefix("header_offset=") ? Int(String(entry.dropFirst("header_offset=".count)).trimmed) : nil
        }.first
        let (plane, isOver) = columns.multipliedReportingOverflow(by: rows)
        guard !isOver else { return false }
        var needed = max(offset ?? 0, 0)
        for bytes in cellBytes {
            let (size, sizeIsOver) = plane.multipliedReportingOverflow(by: bytes)
            let (sum, sumIsOver) = needed.addingReportingOverflow(size)
            guard !sizeIsOver, !sumIsOver else { return false }
            needed = sum
        }
        return needed <= file.count
    }
}
