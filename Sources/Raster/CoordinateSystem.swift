import CGDAL

/// What a CRS is, as values.
package struct CoordinateSystem: Hashable, Sendable {
    /// WKT 2:2019 on one line.
    package let wkt: String
    /// Such as `WGS 84 / UTM zone 41N`.
    package let name: String
    /// Such as `EPSG:32641`; `nil` where no register has it.
    package let authority: String?
    /// Whether coordinates are degrees.
    package let isGeographic: Bool
    /// Metres in one unit of a projected CRS; 1 for a geographic one, whose unit is the degree.
    package let linearUnitMetres: Double

    /// From an authority code such as `EPSG:32641`, or WKT; an error where it is neither or unknown.
    package init(_ definition: String) throws(RasterError) {
        let reference = try SpatialReference(definition)
        try self.init(reference, definition)
    }

    init(_ reference: borrowing SpatialReference, _ definition: String) throws(RasterError) {
        guard let wkt = reference.wkt else {
            throw RasterError(.notSupported, operation: "CRS \(definition.prefix(80))", messages: ["it has no WKT"])
        }
        self.wkt = wkt
        name = unsafe OSRGetName(reference.handle).map { unsafe String(cString: $0) } ?? ""
        authority = reference.authority
        isGeographic = unsafe OSRIsGeographic(reference.handle) != 0
        linearUnitMetres = unsafe OSRIsGeographic(reference.handle) != 0 ? 1 : OSRGetLinearUnits(reference.handle, nil)
    }

    /// WKT 2:2019 of an authority code or of other WKT.
    package static func wkt(of definition: String) throws(RasterError) -> String {
        try CoordinateSystem(definition).wkt
    }

    /// Whether both place a coordinate at the same point; axis order and names do not count.
    package static func areSame(_ a: String, _ b: String) throws(RasterError) -> Bool {
        if a == b { return true }
        let first = try SpatialReference(a)
        let second = try SpatialReference(b)
        return first.isSame(as: second)
    }

    /// `EPSG:32641` for WKT that says so or equals the register's; `nil` where none does.
    package static func authority(of definition: String) throws(RasterError) -> String? {
        try SpatialReference(definition).authority
    }
}
