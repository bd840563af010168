import FoundationEssentials
import Jobs
import Operations
import Raster
import Survey

/// Vectors on their way: read once into the grid's CRS, then burned into cells where cells are asked for.
enum VectorWork {
    static let reading = Runner(
        operation: Operation(
            name: "read-vector", summary: "Reads lines, polygons or points into the campaign's CRS.", family: .intake,
            inputs: [.init("in", .vector, "the files; their features are joined", isMany: true)],
            parameters: [
                Parameter("assume_crs", .text, isOptional: true, "the CRS of a file that has none"),
                Parameter("layer", .text, isOptional: true, "the layer of a file that holds several"),
            ],
            outputs: [.init("out", .vector)], memory: .features,
            formula: "Coordinates by PROJ; curves as lines; features without a geometry are left out.",
            source: "GDAL 3.6 and PROJ 9.1.")
    ) { place in
        let grid = try place.grid()
        let features = try place.inputs("in").flatMap { input in
            try VectorFile.read(
                input.path, layer: place.text("layer"), into: grid.crs, assumedCRS: place.text("assume_crs"))
        }
        place.record("features", Double(features.count))
        try VectorWriter.writeGeoPackage(
            [FeatureTable(features, crs: grid.crs)], to: place.output("out", file: "features.gpkg"))
    }

    static let burning = Runner(
        operation: Operation(
            name: "rasterize", summary: "Burns lines, polygons or points into cells.", family: .alignment,
            inputs: [.init("in", .vector, "the features")],
            parameters: [
                Parameter("attribute", .text, isOptional: true, "the number to burn; 1 where nothing is said"),
                Parameter("all_touched", .flag, default: false, "every cell touched, not only those under the centre"),
                Parameter(
                    "background", .anyNumber, isOptional: true, "what other cells get; no data where nothing is said"),
            ],
            memory: .features,
            formula: """
                A polygon gets the cells whose centre it covers, a line those it runs through, a point the cell that it \
                lies in; later features lie over earlier ones.
                """,
            source: "Bresenham (1965) for lines; GDAL 3.6 for polygons.")
    ) { place in
        let grid = try place.grid()
        let features = try VectorFile.read(place.input("in").path, into: grid.crs)
        let writer = try LayerWriter(creating: place.output("out", file: "out.f32"), grid: grid)
        let burnt = try Rasterisation.rasterise(
            features, onto: grid, place.text("attribute").map(Rasterisation.Burn.attribute) ?? .value(1),
            background: place.number("background").map(Float.init) ?? .nan, allTouched: place.flag("all_touched"),
            into: writer, threads: place.threads)
        guard burnt > 0 else {
            throw JobFailure(
                code: .badData, file: try place.input("in").name,
                reason: "none of its features covers a cell of the grid",
                remedy: "check its place and, where an attribute is named, that features have a number there")
        }
        try writer.finish()
        place.record("burnt", Double(burnt))
    }
}

extension FeatureTable {
    /// Features of one kind with all their attributes.
    init(_ features: [Feature], crs: String) {
        var names: [String] = []
        var isNumber: [String: Bool] = [:]
        for attribute in features.joined(\.attributes) {
            if isNumber[attribute.name] == nil { names.append(attribute.name) }
            var holdsNumber = isNumber[attribute.name] ?? true
            if case .text = attribute.value { holdsNumber = false }
            isNumber[attribute.name] = holdsNumber
        }
        // The GeoPackage's own columns.
        names.removeAll { ["fid", "geom"].contains($0.lowercased()) }
        let geometryType: GeometryType =
            switch features.first?.geometry {
            case .points, nil: .multiPoint
            case .lines: .multiLine
            case .polygons: .multiPolygon
            }
        self.init(
            name: "features", crs: crs, geometryType: geometryType,
            fields: names.map { Field(name: $0, type: isNumber[$0] ?? false ? .real : .text) },
            rows: features.map { feature in
                Row(
                    geometry: feature.geometry,
                    values: names.map { name in
                        let value = feature.value(name) ?? .missing
                        guard case .number(let number) = value, isNumber[name] == false else { return value }
                        return .text("\(number)")
                    })
            })
    }
}

extension Sequence {
    fileprivate func joined<T>(_ part: (Element) -> [T]) -> [T] { flatMap(part) }
}
