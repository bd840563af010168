import CGDAL
import Survey

/// A geometry in GDAL's hands.
@safe struct FeatureGeometry: ~Copyable {
    let handle: OGRGeometryH

    /// `nil` where the geometry has more parts than `type` takes, or parts of another kind.
    init?(_ geometry: Geometry, as type: FeatureTable.GeometryType? = nil) {
        let made: OGRGeometryH?
        switch (geometry, type) {
        case (.points(let points), nil), (.points(let points), .multiPoint?):
            unsafe made = Self.collection(wkbMultiPoint, points.map { unsafe Self.line(wkbPoint, [$0]) })
        case (.points(let points), .point?) where points.count == 1: unsafe made = Self.line(wkbPoint, points)
        case (.lines(let lines), nil), (.lines(let lines), .multiLine?):
            unsafe made = Self.collection(wkbMultiLineString, lines.map { unsafe Self.line(wkbLineString, $0) })
        case (.lines(let lines), .line?) where lines.count == 1: unsafe made = Self.line(wkbLineString, lines[0])
        case (.polygons(let polygons), nil), (.polygons(let polygons), .multiPolygon?):
            unsafe made = Self.collection(wkbMultiPolygon, polygons.map { unsafe Self.polygon($0) })
        case (.polygons(let polygons), .polygon?) where polygons.count == 1: unsafe made = Self.polygon(polygons[0])
        default: return nil
        }
        guard let made = unsafe made else { return nil }
        unsafe handle = made
    }

    deinit { unsafe OGR_G_DestroyGeometry(handle) }

    /// Gives the handle away; its new owner destroys it.
    consuming func release() -> OGRGeometryH {
        let handle = unsafe handle
        discard self
        return unsafe handle
    }

    private static func line(_ type: OGRwkbGeometryType, _ points: [Point]) -> OGRGeometryH? {
        guard let line = unsafe OGR_G_CreateGeometry(type) else { return nil }
        for (index, point) in points.enumerated() { unsafe OGR_G_SetPoint_2D(line, Int32(index), point.x, point.y) }
        return unsafe line
    }

    private static func polygon(_ rings: [[Point]]) -> OGRGeometryH? {
        unsafe collection(wkbPolygon, rings.map { unsafe line(wkbLinearRing, $0) })
    }

    private static func collection(_ type: OGRwkbGeometryType, _ parts: [OGRGeometryH?]) -> OGRGeometryH? {
        guard let whole = unsafe OGR_G_CreateGeometry(type) else { return nil }
        for index in unsafe parts.indices {
            guard let part = unsafe parts[index] else { continue }
            unsafe OGR_G_AddGeometryDirectly(whole, part)
        }
        return unsafe whole
    }
}

extension FeatureTable.GeometryType {
    var wkb: OGRwkbGeometryType {
        switch self {
        case .point: wkbPoint
        case .multiPoint: wkbMultiPoint
        case .line: wkbLineString
        case .multiLine: wkbMultiLineString
        case .polygon: wkbPolygon
        case .multiPolygon: wkbMultiPolygon
        }
    }
}

extension FeatureTable.FieldType {
    var ogr: OGRFieldType {
        switch self {
        case .text: OFTString
        case .integer: OFTInteger64
        case .real: OFTReal
        }
    }
}
