import CGDAL
import Glibc
import Survey

/// Writes tables of features; the same tables give the same bytes.
package enum VectorWriter {
    /// Writes a GeoPackage with one layer a table, replacing the file at `path`; `statements` are SQL of the caller's own
    /// that is executed at the end, such as for a table of styles.
    package static func writeGeoPackage(
        _ tables: [FeatureTable], to path: String, statements: [String] = []
    ) throws(RasterError) {
        precondition(!tables.isEmpty, "a GeoPackage holds a layer")
        try write(
            tables, to: path, driver: "GPKG", statements: statements,
            layer: ["GEOMETRY_NAME=geom", "SPATIAL_INDEX=YES"])
    }

    /// Writes GeoJSON as RFC 7946 says: longitude and latitude in WGS 84 with seven decimals, outer rings
    /// counter-clockwise, replacing the file at `path`.
    package static func writeGeoJSON(_ table: FeatureTable, to path: String) throws(RasterError) {
        let options = ["RFC7946=YES", "COORDINATE_PRECISION=7", "SIGNIFICANT_FIGURES=15"]
        try write([table], to: path, driver: "GeoJSON", statements: [], layer: options)
    }

    private static func write(
        _ tables: [FeatureTable], to path: String, driver: String, statements: [String], layer: [String]
    ) throws(RasterError) {
        GDALLibrary.ready
        let operation = "write \(path)"
        guard path.hasPrefix("/"), !path.hasPrefix("/vsi") else {
            throw RasterError(
                .illegalArgument, operation: operation, messages: ["not an absolute path of the file system"])
        }
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .system(operation) }
        let dataset = try reporting(operation) {
            unsafe GDALGetDriverByName(driver).flatMap {
                unsafe GDALCreate($0, path, 0, 0, 0, GDT_Unknown, nil)
            }.map { unsafe DatasetHandle($0) }
        }
        for table in tables { try write(table, into: dataset, operation, layer) }
        for statement in statements {
            // What a statement without rows gives is nothing; an error is an event.
            _ = try reporting(operation) { () -> Bool? in
                let result = unsafe GDALDatasetExecuteSQL(dataset.raw, statement, nil, nil)
                if let result = unsafe result { unsafe GDALDatasetReleaseResultSet(dataset.raw, result) }
                return true
            }
        }
        try dataset.close(operation)
        try DurableFile.sync(path)
    }

    private static func write(
        _ table: FeatureTable, into dataset: borrowing DatasetHandle, _ operation: String, _ options: [String]
    ) throws(RasterError) {
        let reference = try SpatialReference(table.crs)
        let list = StringList(options)
        let layer = unsafe try reporting(operation) {
            unsafe GDALDatasetCreateLayer(
                dataset.raw, table.name, reference.handle, table.geometryType.wkb, list.items)
        }
        for field in table.fields {
            try reporting(operation) { () -> Void? in
                guard let definition = unsafe OGR_Fld_Create(field.name, field.type.ogr) else { return nil }
                defer { unsafe OGR_Fld_Destroy(definition) }
                return unsafe OGR_L_CreateField(layer, definition, 0) == OGRERR_NONE ? () : nil
            }
        }
        // One transaction a layer, or every row is a commit.
        try reporting(operation) { () -> Void? in unsafe OGR_L_StartTransaction(layer) == OGRERR_NONE ? () : nil }
        for (index, row) in table.rows.enumerated() {
            guard let geometry = FeatureGeometry(row.geometry, as: table.geometryType) else {
                throw RasterError(
                    .illegalArgument, operation: operation,
                    messages: ["row \(index) of \(table.name) is no \(table.geometryType)"])
            }
            let raw = unsafe geometry.release()
            try reporting(operation) { () -> Void? in
                guard let feature = unsafe OGR_F_Create(OGR_L_GetLayerDefn(layer)) else {
                    unsafe OGR_G_DestroyGeometry(raw)
                    return nil
                }
                defer { unsafe OGR_F_Destroy(feature) }
                guard unsafe OGR_F_SetGeometryDirectly(feature, raw) == OGRERR_NONE else { return nil }
                unsafe set(row.values, table.fields, feature)
                return unsafe OGR_L_CreateFeature(layer, feature) == OGRERR_NONE ? () : nil
            }
        }
        try reporting(operation) { () -> Void? in unsafe OGR_L_CommitTransaction(layer) == OGRERR_NONE ? () : nil }
    }

    private static func set(_ values: [Attribute.Value], _ fields: [FeatureTable.Field], _ feature: OGRFeatureH) {
        for (index, value) in values.enumerated() {
            let place = Int32(index)
            switch value {
            case .missing: unsafe OGR_F_SetFieldNull(feature, place)
            case .text(let text): unsafe OGR_F_SetFieldString(feature, place, text)
            case .number(let number) where !number.isFinite: unsafe OGR_F_SetFieldNull(feature, place)
            case .number(let number):
                if fields[index].type == .integer, let integer = Int64(exactly: number) {
                    unsafe OGR_F_SetFieldInteger64(feature, place, integer)
                } else {
                    unsafe OGR_F_SetFieldDouble(feature, place, number)
                }
            }
        }
    }
}
