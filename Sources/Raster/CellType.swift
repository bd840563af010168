import CGDAL

/// The type of a band's cells as stored, and what of it this room can read.
enum CellType: Hashable {
    case uint8, int8, uint16, int16, uint32, int32, uint64, int64, float32, float64

    /// `nil` for complex cells.
    init?(_ band: GDALRasterBandH) {
        switch unsafe GDALGetRasterDataType(band) {
        case GDT_Byte:
            // GDAL before 3.7 has no signed byte type: bytes, and a note how to read them.
            let note = unsafe GDALGetMetadataItem(band, "PIXELTYPE", "IMAGE_STRUCTURE")
            self = unsafe note.map { unsafe String(cString: $0) } == "SIGNEDBYTE" ? .int8 : .uint8
        case GDT_UInt16: self = .uint16
        case GDT_Int16: self = .int16
        case GDT_UInt32: self = .uint32
        case GDT_Int32: self = .int32
        case GDT_UInt64: self = .uint64
        case GDT_Int64: self = .int64
        case GDT_Float32: self = .float32
        case GDT_Float64: self = .float64
        default: return nil
        }
    }

    var name: String {
        switch self {
        case .uint8: "Byte"
        case .int8: "Int8"
        case .uint16: "UInt16"
        case .int16: "Int16"
        case .uint32: "UInt32"
        case .int32: "Int32"
        case .uint64: "UInt64"
        case .int64: "Int64"
        case .float32: "Float32"
        case .float64: "Float64"
        }
    }

    /// Whether a cell can have this value.
    func holds(_ value: Double) -> Bool {
        switch self {
        case .uint8: UInt8(exactly: value) != nil
        case .int8: Int8(exactly: value) != nil
        case .uint16: UInt16(exactly: value) != nil
        case .int16: Int16(exactly: value) != nil
        case .uint32: UInt32(exactly: value) != nil
        case .int32: Int32(exactly: value) != nil
        case .uint64: UInt64(exactly: value) != nil
        case .int64: Int64(exactly: value) != nil
        case .float32: !value.isFinite || Float(value).isFinite
        case .float64: true
        }
    }
}
