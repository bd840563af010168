import FoundationEssentials
import Jobs
package import Operations
import Projection
import Raster
package import Survey

/// What goes into a procedure: files as values.
extension Workplace {
    package var memoryBytes: Int { job.limits.memoryBytes }

    package func metresPerUnit(of crs: String) throws -> Double? {
        let system = try CoordinateSystem(crs)
        return system.isGeographic ? nil : system.linearUnitMetres
    }

    package func project(_ points: [Point], from source: String, to target: String) throws -> [Point] {
        let target = target == "WGS84" ? "EPSG:4326" : target
        if source == target { return points }
        let transformation = try Transformation(from: source, to: target, gridPaths: gridPaths)
        return try zip(points, transformation.place(points)).map { point, moved in
            // A reading without a position has none in another CRS either.
            guard point.x.isFinite, point.y.isFinite else { return point }
            guard let moved else {
                throw JobFailure(
                    code: .badData, reason: "the point \(point.x), \(point.y) has no place in \(target)",
                    remedy: "check the CRS that is stated, and the order of the coordinates")
            }
            return moved
        }
    }

    package func has(_ input: String) -> Bool { !inputs(input).isEmpty }
    package func names(of input: String) -> [String] { inputs(input).map(\.name) }

    package func rasters(_ input: String) throws -> [any RasterSource] {
        let files = try layers(input)
        return zip(inputs(input), files).map { LayerSource(name: $0.name, file: $1) }
    }

    package func cells(_ input: String) throws -> [any RasterSource] {
        try inputs(input).enumerated().map { index, given in
            guard !Self.isRaster(given.path) else { return LayerSource(name: given.name, file: try layer(given)) }
            let features =
                given.path.hasSuffix(".json")
                ? try OccurrenceFile.read(given.path).map { Feature($0) }
                : try VectorFile.read(given.path, into: grid().crs)
            let writer = try LayerWriter(creating: scratch("cells-\(input)-\(index).f32"), grid: grid())
            try Rasterisation.rasterise(
                features, onto: grid(), .value(1), background: 0, into: writer, threads: threads)
            try writer.finish()
            return LayerSource(name: given.name, file: try LayerFile(reading: writer.path))
        }
    }

    package func features(_ input: String) throws -> [Feature] {
        try inputs(input).flatMap { input in
            guard !input.path.hasSuffix(".json") else {
                return try OccurrenceFile.read(input.path).map { Feature($0) }
            }
            return try VectorFile.read(input.path, into: crs(for: input))
        }
    }

    package func occurrences(_ input: String) throws -> [Occurrence] {
        try inputs(input).flatMap { input in
            guard !input.path.hasSuffix(".json") else { return try OccurrenceFile.read(input.path) }
            return try VectorFile.read(input.path, into: crs(for: input)).flatMap(OccurrenceWork.occurrences)
        }
    }

    package func readings(_ input: String) throws -> [Readings] {
        try inputs(input).map { input in
            guard !input.path.hasSuffix(".\(ReadingsFile.ending)") else { return try ReadingsFile.read(input.path) }
            return try ReadingIntake.read(input, self)
        }
    }

    package func values<Value: Decodable>(_ input: String, as type: Value.Type) throws -> [Value] {
        try bytes(input).map { try JSON.decode(type, from: Data($0)) }
    }

    package func bytes(_ input: String) throws -> [[UInt8]] {
        try inputs(input).map { Array(try Data(contentsOf: URL(fileURLWithPath: $0.path))) }
    }

    /// The CRS to which features are brought: the grid's, or the file's own where there is no grid.
    private func crs(for input: Job.Input) throws -> String {
        if let grid = try gridIfAny() { return grid.crs }
        let facts = try VectorFile.examine(input.path)
        guard let crs = facts.authority ?? facts.crs else {
            throw JobFailure(
                code: .badData, file: input.name, reason: "it has no CRS",
                remedy: "write it with its CRS, or give a grid: --grid FILE")
        }
        return crs
    }
}

extension Feature {
    /// An occurrence as a point with its name.
    fileprivate init(_ occurrence: Occurrence) {
        self.init(
            geometry: .points([occurrence.location]),
            attributes: [
                Attribute(name: "name", value: .text(occurrence.name)),
                Attribute(name: "commodity", value: .text(occurrence.commodities.joined(separator: ", "))),
                Attribute(name: "deposit_type", value: .text(occurrence.depositType)),
            ])
    }
}
