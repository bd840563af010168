/// What a raster says of one of its bands.
package struct BandFacts: Hashable, Sendable, Codable {
    /// 1 is the first.
    package var index: Int
    /// GDAL's name: `Byte`, `Int16`, `Float32`, ...; `Int8` for signed bytes.
    package var type: String
    /// As declared, in words; `nil` where the file declares none.
    package var declaredNodata: String?
    /// The declared value where a cell of this type can have it; NaN is given as `nil`, for NaN is always no data.
    package var nodata: Double?
    /// Why a declared value is ignored.
    package var nodataNote: String?
    /// A cell's value is stored value × scale + offset.
    package var scale: Double
    package var offset: Double
    package var unit: String
    package var description: String
    /// `Gray`, `Red`, `Alpha`, ...
    package var colourInterpretation: String
    /// Whether a mask or an alpha band says which cells are valid.
    package var isMasked: Bool
}

extension BandFacts {
    /// A number without a fraction where it has none, so that -1 is not called -1.0.
    static func plain(_ value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? String(value)
    }
}
