import CGDAL

/// A type in which a band's cells are read, wide enough to compare them with a nodata value exactly.
protocol RasterSample: Comparable {
    static var gdalType: GDALDataType { get }
    /// The smallest and the largest value that is not a dummy of the field (DEFINITIONS.md).
    static var bounds: (lowest: Self, highest: Self) { get }
    var float: Float { get }
    var double: Double { get }
    var isNotANumber: Bool { get }
    var isInfinity: Bool { get }
    /// The value as a cell of this type would hold it; `nil` where none can.
    init?(nodata: Double)
}

extension Float: RasterSample {
    static var gdalType: GDALDataType { GDT_Float32 }
    static var bounds: (lowest: Float, highest: Float) { (Float(-1e31).nextUp, Float(1.7e38).nextDown) }
    var float: Float { self }
    var double: Double { Double(self) }
    var isNotANumber: Bool { isNaN }
    var isInfinity: Bool { isInfinite }
    // A declared -999.999 is the Float32 next to it in the cells.
    init?(nodata: Double) { self = Float(nodata) }
}

extension Double: RasterSample {
    static var gdalType: GDALDataType { GDT_Float64 }
    static var bounds: (lowest: Double, highest: Double) { ((-1e31).nextUp, (1.7e38).nextDown) }
    var float: Float { Float(self) }
    var double: Double { self }
    var isNotANumber: Bool { isNaN }
    var isInfinity: Bool { isInfinite }
    init?(nodata: Double) { self = nodata }
}

extension Int64: RasterSample {
    static var gdalType: GDALDataType { GDT_Int64 }
    static var bounds: (lowest: Int64, highest: Int64) { (.min, .max) }
    var float: Float { Float(self) }
    var double: Double { Double(self) }
    var isNotANumber: Bool { false }
    var isInfinity: Bool { false }
    init?(nodata: Double) { self.init(exactly: nodata) }
}

extension UInt64: RasterSample {
    static var gdalType: GDALDataType { GDT_UInt64 }
    static var bounds: (lowest: UInt64, highest: UInt64) { (.min, .max) }
    var float: Float { Float(self) }
    var double: Double { Double(self) }
    var isNotANumber: Bool { false }
    var isInfinity: Bool { false }
    init?(nodata: Double) { self.init(exactly: nodata) }
}
