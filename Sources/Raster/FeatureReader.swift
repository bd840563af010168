import CGDAL
import Survey

/// GDAL's features as values.
enum FeatureReader {
    /// Numbers as numbers, all else as the text that GDAL gives; integers beyond 2^53 stay text.
    static func attributes(_ feature: OGRFeatureH) -> [Attribute] {
        (0..<(unsafe OGR_F_GetFieldCount(feature))).compactMap { index in
            guard let field = unsafe OGR_F_GetFieldDefnRef(feature, index) else { return nil }
            let name = unsafe String(cString: OGR_Fld_GetNameRef(field))
            guard unsafe OGR_F_IsFieldSetAndNotNull(feature, index) != 0 else {
                return Attribute(name: name, value: .missing)
            }
            let value: Attribute.Value
            switch unsafe OGR_Fld_GetType(field) {
            case OFTInteger, OFTReal: value = .number(unsafe OGR_F_GetFieldAsDouble(feature, index))
            case OFTInteger64:
                let integer = unsafe OGR_F_GetFieldAsInteger64(feature, index)
                value = Double(exactly: integer).map { .number($0) } ?? .text(String(integer))
            default: value = .text(unsafe String(cString: OGR_F_GetFieldAsString(feature, index)))
            }
            return Attribute(name: name, value: value)
        }
    }

    /// One geometry for each kind of part that there is: points, lines, polygons.
    static func geometries(_ geometry: OGRGeometryH) -> [Geometry] {
        var parts = Parts()
        unsafe parts.add(geometry, depth: 0)
        return parts.geometries
    }

    private struct Parts {
        var points: [Point] = []
        var lines: [[Point]] = []
        var polygons: [[[Point]]] = []

        var geometries: [Geometry] {
            var all: [Geometry] = []
            if !points.isEmpty { all.append(.points(points)) }
            if !lines.isEmpty { all.append(.lines(lines)) }
            if !polygons.isEmpty { all.append(.polygons(polygons)) }
            return all
        }

        mutating func add(_ geometry: OGRGeometryH, depth: Int) {
            guard depth < 32, unsafe OGR_G_IsEmpty(geometry) == 0 else { return }
            if unsafe OGR_G_HasCurveGeometry(geometry, 1) != 0 {
                guard let linear = unsafe OGR_G_GetLinearGeometry(geometry, 0, nil) else { return }
                defer { unsafe OGR_G_DestroyGeometry(linear) }
                unsafe add(linear, depth: depth + 1)
                return
            }
            switch unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) {
            case wkbPoint: unsafe points += vertices(geometry)
            case wkbLineString: unsafe lines.append(vertices(geometry))
            case wkbPolygon, wkbTriangle:
                unsafe polygons.append(children(geometry).map { unsafe vertices($0) })
            default:
                let all = unsafe children(geometry)
                for index in unsafe all.indices { unsafe add(all[index], depth: depth + 1) }
            }
        }

        private func children(_ geometry: OGRGeometryH) -> [OGRGeometryH] {
            unsafe (0..<OGR_G_GetGeometryCount(geometry)).compactMap { unsafe OGR_G_GetGeometryRef(geometry, $0) }
        }

        private func vertices(_ geometry: OGRGeometryH) -> [Point] {
            (0..<(unsafe OGR_G_GetPointCount(geometry))).map { index in
                unsafe Point(x: OGR_G_GetX(geometry, index), y: OGR_G_GetY(geometry, index))
            }
        }
    }
}
