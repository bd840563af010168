import FoundationEssentials
import Jobs
import Operations
import Portrayal
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
            inputs: [
                .init("targets", .table, "the targets"),
                .init("assessments", .table, "what is known of them beside their scores", isOptional: true),
            ],
            outputs: [
                .init("gpkg", .document), .init("geojson", .document), .init("csv", .document),
                .init("xlsx", .document),
            ],
            memory: .features,
            formula: """
                GeoJSON in WGS84, outer rings counter-clockwise, parted at the antimeridian; the others in the grid's CRS. \
                The GeoPackage holds targets, centroids, occurrences and the grid's frame, each with its QGIS style.
                """,
            source: "OGC 12-128r18 (GeoPackage), RFC 7946 (GeoJSON), RFC 4180 (CSV).", version: 2)
    ) { place in
        let file = try place.value("targets", as: TargetsFile.self)
        let assessments = try place.values("assessments", as: AssessmentsFile.self).first
        let table =
            assessments.map { AssessmentTable.ranking(file.targets, $0.assessments, evidence: file.evidence) }
            ?? TargetTable(file.targets, evidence: file.evidence).table
        let areas = FeatureTable(
            "targets", table, file.crs, .multiPolygon, file.targets.map { .polygons($0.outline) })
        let styles = GeoPackageStyles.ofTargets()
        try VectorWriter.writeGeoPackage(
            [
                areas,
                FeatureTable("centroids", table, file.crs, .point, file.targets.map { .points([$0.centroid]) }),
                occurrences(of: file), frame(of: try place.gridIfAny(), crs: file.crs),
            ].compactMap(\.self), to: place.output("gpkg", file: "targets.gpkg"),
            statements: [GeoPackageStyles.table] + styles.rows.map(\.insertion))
        try VectorWriter.writeGeoJSON(areas, to: place.output("geojson", file: "targets.geojson"))
        try Data(table.csv.utf8).write(to: URL(fileURLWithPath: place.output("csv", file: "ranking.csv")))
        try Workbook(sheets(file, table, assessments)).write(to: place.output("xlsx", file: "ranking.xlsx"))
    }

    private static func sheets(
        _ file: TargetsFile, _ table: Table, _ assessments: AssessmentsFile?
    ) -> [Workbook.Sheet] {
        guard let assessments else { return [.init("Ranking", table)] }
        let scenarios = AssessmentTable.scenarios(file.targets, assessments.assessments, assessments.scenarios)
        let assumptions = Table(columns: ["assumption"], rows: assessments.assumptions.map { [.text($0)] })
        return [.init("Ranking", table), .init("Scenarios", scenarios), .init("Assumptions", assumptions)]
    }

    private static func occurrences(of file: TargetsFile) -> FeatureTable {
        FeatureTable(
            name: "occurrences", crs: file.crs, geometryType: .point,
            fields: [.init(name: "name", type: .text), .init(name: "commodities", type: .text)],
            rows: file.known.map { occurrence in
                .init(
                    geometry: .points([occurrence.location]),
                    values: [.text(occurrence.name), .text(occurrence.commodities.joined(separator: ", "))])
            })
    }

    /// The grid of the run as one rectangle.
    private static func frame(of grid: AnalysisGrid?, crs: String) -> FeatureTable? {
        guard let grid else { return nil }
        let ring = [
            Point(x: grid.west, y: grid.south), Point(x: grid.east, y: grid.south),
            Point(x: grid.east, y: grid.north), Point(x: grid.west, y: grid.north),
            Point(x: grid.west, y: grid.south),
        ]
        let figures: [(String, Double)] = [
            ("columns", Double(grid.columns)), ("rows", Double(grid.rows)), ("cell_width", grid.cellWidth),
            ("cell_height", grid.cellHeight),
        ]
        return FeatureTable(
            name: "grid", crs: crs, geometryType: .polygon,
            fields: figures.map { .init(name: $0.0, type: .real) },
            rows: [.init(geometry: .polygons([[ring]]), values: figures.map { .number($0.1) })])
    }
}

extension FeatureTable {
    /// A table of targets with these geometries.
    fileprivate init(_ name: String, _ table: Table, _ crs: String, _ type: GeometryType, _ geometries: [Geometry]) {
        let fields = table.columns.indices.map { column in
            Field(name: table.columns[column], type: Self.type(of: table.rows.map { $0[column] }))
        }
        self.init(
            name: name, crs: crs, geometryType: type, fields: fields,
            rows: zip(geometries, table.rows).map { Row(geometry: $0, values: $1.map(Attribute.Value.init)) })
    }

    private static func type(of values: [Table.Value]) -> FieldType {
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
    fileprivate init(_ value: Table.Value) {
        switch value {
        case .text(let text): self = .text(text)
        case .whole(let number): self = .number(Double(number))
        case .number(let number): self = .number(number)
        case .missing: self = .missing
        }
    }
}
