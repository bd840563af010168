import CGDAL

/// Pictures of cells.
package enum PNGWriter {
    /// Writes a picture, replacing the file at `path`; as `encode`.
    package static func write(rgba: [UInt8], width: Int, height: Int, to path: String) throws(RasterError) {
        try DurableFile.write(encode(rgba: rgba, width: width, height: height), to: path)
    }

    /// The bytes of a PNG with red, green, blue and alpha of each pixel in turn, rows from the top.
    package static func encode(rgba: [UInt8], width: Int, height: Int) throws(RasterError) -> [UInt8] {
        precondition(width > 0 && height > 0 && rgba.count == width * height * 4, "four bytes a pixel")
        GDALLibrary.ready
        let operation = "draw a picture of \(width) × \(height)"
        let source = try reporting(operation) {
            unsafe GDALGetDriverByName("MEM").flatMap {
                unsafe GDALCreate($0, "", Int32(width), Int32(height), 4, GDT_Byte, nil)
            }.map { unsafe DatasetHandle($0) }
        }
        try reporting(operation) { () -> Void? in
            for (index, colour) in [GCI_RedBand, GCI_GreenBand, GCI_BlueBand, GCI_AlphaBand].enumerated() {
                guard let band = unsafe GDALGetRasterBand(source.raw, Int32(index + 1)) else { return nil }
                unsafe GDALSetRasterColorInterpretation(band, colour)
            }
            var pixels = rgba
            let status = unsafe pixels.withUnsafeMutableBytes { buffer in
                unsafe GDALDatasetRasterIO(
                    source.raw, GF_Write, 0, 0, Int32(width), Int32(height), buffer.baseAddress, Int32(width),
                    Int32(height), GDT_Byte, 4, nil, 4, Int32(width * 4), 1)
            }
            return status == CE_None ? () : nil
        }
        // In memory, under a name of this call's own.
        let name = unsafe "/vsimem/gossan-\(UInt(bitPattern: source.raw)).png"
        let options = StringList(["ZLEVEL=6"])
        let copy = try reporting(operation) {
            unsafe GDALGetDriverByName("PNG").flatMap {
                unsafe GDALCreateCopy($0, name, source.raw, 0, options.items, nil, nil)
            }.map { unsafe DatasetHandle($0) }
        }
        try copy.close(operation)
        return try reporting(operation) { () -> [UInt8]? in
            var count: UInt64 = 0
            guard let bytes = unsafe VSIGetMemFileBuffer(name, &count, 1) else { return nil }
            defer { unsafe VSIFree(bytes) }
            return unsafe Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
        }
    }
}
