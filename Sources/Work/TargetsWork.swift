import FoundationEssentials
import Jobs
import KernelTypes
import Operations
import Projection
import Prospectivity
import Raster
import Survey
import Targets

/// Extracts ranked targets from a model's score, and writes them for people.
enum TargetsWork {
    static let extraction = Runner(operation: TargetExtraction.declaration) { place in
        let score = try place.layer(place.input("score"))
        let grid = score.grid
        let uncertainty = try place.inputs("uncertainty").first.map(place.layer)
        let evidence = try place.layers("evidence")
        let known = try place.inputs("known").first.map { try OccurrenceFile.read($0.path) } ?? []
        let model = try place.inputs("model").first.map { try WeightsFile.read($0.path).model }
        let bands = grid.bands(ofAtMost: StripWork.height(of: grid, layers: evidence.count + 2, halo: 0))

        var (targets, threshold) = try TargetExtraction(place.job.parameters, on: grid).extract(
            score: { visit in for band in bands { try visit(try score.strip(band)) } },
            layers: { visit in
                for band in bands {
                    try visit(
                        TargetLayers(score: try score.strip(band), uncertainty: try uncertainty?.strip(band)) {
                            let inputs = try evidence.map { try $0.strip(band) }
                            // A fuzzy model's contribution is the membership itself.
                            guard let model else { return inputs }
                            let outputs = inputs.map {
                                Strip(columns: $0.columns, rows: $0.rows, rasterRows: $0.rasterRows)
                            }
                            model.contributions(of: inputs, into: outputs)
                            return outputs
                        })
                }
            }, evidence: place.inputs("evidence").map(\.name), known: known)

        let places = try Transformation.toWGS84(from: grid.crs).apply(targets.map(\.centroid))
        for index in targets.indices { targets[index].geographic = places[index] }
        if targets.isEmpty { place.note("no area reaches the threshold and the minimum area") }
        place.record("targets", Double(targets.count))
        place.record("threshold", threshold)
        try TargetsFile(
            evidence: place.inputs("evidence").map(\.name), threshold: threshold, crs: grid.crs, targets: targets,
            known: known
        ).write(to: place.output("targets", file: "targets.json"))
    }

    static let writing = Runner(
        operation: Operation(
            name: "write-targets", summary: "Writes targets as GeoPackage, GeoJSON and CSV.", family: .product,
            inputs: [.init("targets", .table, "the targets")],
            outputs: [.init("gpkg", .document), .init("geojson", .document), .init("csv", .document)],
            memory: .features,
            formula: "GeoJSON in WGS84, outer rings counter-clockwise; the others in the grid's CRS.",
            source: "OGC 12-128r18 (GeoPackage), RFC 7946 (GeoJSON), RFC 4180 (CSV).")
    ) { place in
        let file = try TargetsFile.read(place.input("targets").path)
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
