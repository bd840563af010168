package import Survey

/// Features to be written as one layer of a file.
package struct FeatureTable: Hashable, Sendable {
    package enum GeometryType: Hashable, Sendable {
        /// Each feature is one point, one line or one polygon, or several of its kind.
        case point, multiPoint, line, multiLine, polygon, multiPolygon
    }

    package enum FieldType: Hashable, Sendable { case text, integer, real }

    package struct Field: Hashable, Sendable {
        package var name: String
        package var type: FieldType

        package init(name: String, type: FieldType) {
            self.name = name
            self.type = type
        }
    }

    package struct Row: Hashable, Sendable {
        package var geometry: Geometry
        /// One a field, in the same order.
        package var values: [Attribute.Value]

        package init(geometry: Geometry, values: [Attribute.Value]) {
            self.geometry = geometry
            self.values = values
        }
    }

    package var name: String
    /// Of the coordinates: an authority code or WKT; x is easting or longitude.
    package var crs: String
    package var geometryType: GeometryType
    package var fields: [Field]
    package var rows: [Row]

    package init(name: String, crs: String, geometryType: GeometryType, fields: [Field], rows: [Row]) {
        precondition(rows.allSatisfy { $0.values.count == fields.count }, "a row has a value a field")
        self.name = name
        self.crs = crs
        self.geometryType = geometryType
        self.fields = fields
        self.rows = rows
    }
}
