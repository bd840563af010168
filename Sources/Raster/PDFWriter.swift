import CGDAL

/// Geospatial PDFs.
package enum PDFWriter {
    /// Writes a PDF from a composition (GDAL's PDF driver, `COMPOSITION_FILE`), replacing the file at `path`.
    ///
    /// `composition` is the XML's text; pictures that it names are read from where they lie.
    package static func write(composition: String, to path: String) throws(RasterError) {
        GDALLibrary.ready
        let operation = "write \(path)"
        let text = Array(composition.utf8)
        guard let memory = unsafe VSIMalloc(max(1, text.count)) else {
            throw RasterError(.tooLarge, operation: operation, messages: ["there is no memory for the composition"])
        }
        unsafe text.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { unsafe memory.copyMemory(from: start, byteCount: bytes.count) }
        }
        // In memory, under a name of this call's own; GDAL frees it.
        let base = UInt(bitPattern: memory)
        let (recipe, result) = ("/vsimem/gossan-\(base).xml", "/vsimem/gossan-\(base).pdf")
        try reporting(operation) { () -> Void? in
            let bytes = unsafe memory.assumingMemoryBound(to: UInt8.self)
            guard let opened = unsafe VSIFileFromMemBuffer(recipe, bytes, UInt64(text.count), 1) else { return nil }
            _ = unsafe VSIFCloseL(opened)
            return ()
        }
        defer { _ = unsafe VSIUnlink(recipe) }
        // The dataset is of no use: what counts is the file.
        let options = StringList(["COMPOSITION_FILE=\(recipe)"])
        _ = try reporting(operation) { () -> Bool? in
            guard let driver = unsafe GDALLibrary.pdfDriver else { return nil }
            let dataset = unsafe GDALCreate(driver, result, 0, 0, 0, GDT_Unknown, options.items)
            if let dataset = unsafe dataset { unsafe GDALClose(dataset) }
            return true
        }
        let bytes = try reporting(operation) { () -> [UInt8]? in
            var count: UInt64 = 0
            guard let found = unsafe VSIGetMemFileBuffer(result, &count, 1) else { return nil }
            defer { unsafe VSIFree(found) }
            return unsafe Array(UnsafeBufferPointer(start: found, count: Int(count)))
        }
        try DurableFile.write(bytes, to: path)
    }
}
