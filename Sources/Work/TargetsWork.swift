import FoundationEssentials
import Jobs
import Operations
import Raster
import Spreadsheet
import Survey
import Targets

/// Writes ranked targets for people.
enum TargetsWork {
    static let writing = Runner(
        operation: Operation(
            name: "write-targets", summary: "Writes targets as GeoPackage, GeoJSON, CSV and workbook.",
            family: .product,
            inputs: [.init("targets", .table, "the targets")],
            outputs: [
                .init("gpkg", .document), .init("geojson", .document), .init("csv", .document),
                .init("xlsx", .document),
            ],
            memory: .features,
            formula: "GeoJSON in WGS84, outer rings counter-clockwise; the others in the grid's CRS.",
            source: "OGC 12-128r18 (GeoPackage), RFC 7946 (GeoJSON), RFC 4180 (CSV).")
    ) { place in
        let file = try place.value("targets", as: TargetsFile.self)
        let table = TargetTable(file.targets, evidence: file.evidence)
        let areas = FeatureTable(
            "targets", table, file.crs, .multiPolygon, file.targets.map { .polygons($0.outline) })
        let centres = FeatureTable("centroids", table, file.crs, .point, file.targets.map { .points([$0.centroid]) })
        let known = FeatureTable(
            name: "occurrences", crs: file.crs, geometryType: .point,
            fields: [.init(name: "name", type: .text), .init(name: "commodities", type: .text)],
            rows: file.known.map { occurrence in
                .init(
                    geometry: .points([occurrence.location]),
                    values: [.text(occurrence.name), .text(occurrence.commodities.joined(separator: ", "))])
            })
        try VectorWriter.writeGeoPackage([areas, centres, known], to: place.output("gpkg", file: "targets.gpkg"))
        try VectorWriter.writeGeoJSON(areas, to: place.output("geojson", file: "targets.geojson"))
        try Workbook([.init("Ranking", table.table)]).write(to: place.output("xlsx", file: "ranking.xlsx"))
        try Data(table.csv.utf8).write(to: URL(fileURLWithPath: place.output("csv", file: "ranking.csv")))
    }
}

extension FeatureTable {
    /// A table of targets with these geometries.
    fileprivate init(
        _ name: String, _ table: TargetTable, _ crs: String, _ type: GeometryType, _ geometries: [Geometry]
    ) {
        let fields = table.columns.indices.map { column in
            Field(name: table.columns[column], type: Self.type(of: table.rows.map { $0[column] }))
        }
        self.init(
            name: name, crs: crs, geometryType: type, fields: fields,
            rows: zip(geometries, table.rows).map { Row(geometry: $0, values: $1.map(Attribute.Value.init)) })
    }

    private static func type(of values: [TargetTable.Value]) -> FieldType {
        for value in values {
            switch value {
            case .text: return .text
            case .whole: return .integer
            case .number: return .real
            case .missing: continue
            }
        }
        return .real
    }
}

extension Attribute.Value {
    fileprivate init(_ value: TargetTable.Value) {
        switch value {
        case .text(let text): self = .text(text)
        case .whole(let number): self = .number(Double(number))
        case .number(let number): self = .number(number)
        case .missing: self = .missing
        }
    }
}
