/// The rows of `layer_styles`, the table in which QGIS finds the default style of a GeoPackage's layers.
package struct GeoPackageStyles: Hashable, Sendable {
    /// One style; the columns are those that QGIS makes itself.
    package struct Row: Hashable, Sendable {
        package var layer: String
        package var geometryColumn: String
        package var name: String
        package var qml: String
        package var isDefault: Bool

        /// The statement that adds the row.
        package var insertion: String {
            let texts = [layer, geometryColumn, name, qml].map { "'" + $0.replacing("'", with: "''") + "'" }
            return """
                INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, \
                styleQML, useAsDefault, description, owner) VALUES ('', '', \(texts.joined(separator: ", ")), \
                \(isDefault ? 1 : 0), '', '')
                """
        }
    }

    /// Of the discs of known occurrences.
    package static let occurrenceColour = Colour(red: 176, green: 105, blue: 47)

    package let rows: [Row]

    /// The statement that makes the table; `update_time` has a fixed default, so that bytes come from content alone.
    package static let table = """
        CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), \
        f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), \
        styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), \
        update_time DATETIME DEFAULT '2000-01-01T00:00:00.000Z')
        """

    /// Styles of the layers of `targets.gpkg`: targets by rank, their centroids, known occurrences.
    package static func ofTargets(geometryColumn: String = "geom") -> GeoPackageStyles {
        let ink = Colour.ink
        let layers: [(String, String)] = [
            ("targets", QGISVectorStyle.outlinesFile(ink, label: "rank")),
            ("centroids", QGISVectorStyle.pointsFile(ink, label: "rank")),
            ("grid", QGISVectorStyle.outlinesFile(ink, label: nil)),
            ("occurrences", QGISVectorStyle.pointsFile(occurrenceColour, label: "name")),
        ]
        return GeoPackageStyles(
            rows: layers.map { layer, qml in
                Row(layer: layer, geometryColumn: geometryColumn, name: "gossan", qml: qml, isDefault: true)
            })
    }
}
