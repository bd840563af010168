import FoundationEssentials
package import Jobs
package import Operations
import Raster
package import Survey

/// Where one job is done: its inputs opened, its parameters read, its outputs collected.
package final class Workplace {
    package let job: Job
    package let operation: Operation
    package private(set) var report = JobReport()
    /// Where datum-shift grids lie.
    let gridPaths: [String]
    /// Output rasters that wait for their end.
    var unfinished: [LayerWriter] = []
    var scratchCount = 0

    init(job: Job, operation: Operation, gridPaths: [String] = []) {
        self.job = job
        self.operation = operation
        self.gridPaths = gridPaths
    }

    package var threads: Int { max(1, job.limits.threads) }

    /// The grid of the campaign, or of the first raster input.
    package func grid() throws -> AnalysisGrid {
        if let grid = try gridIfAny() { return grid }
        throw JobFailure(
            code: .usage, reason: "'\(operation.name)' has no grid", remedy: "give a raster or --grid FILE")
    }

    /// The same, or `nil` where neither is there.
    func gridIfAny() throws -> AnalysisGrid? {
        if let grid = job.grid { return grid }
        for input in operation.inputs where input.kind == .raster || input.kind == .layer {
            guard let first = job.inputs[input.name]?.first, Self.isRaster(first.path) else { continue }
            return try layer(first).grid
        }
        return nil
    }

    /// Whether a path is a raster's by its ending: the other things that may stand for a layer have their own.
    static func isRaster(_ path: String) -> Bool {
        let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return !["json", "gpkg", "shp", "geojson", "fgb", "csv", ReadingsFile.ending].contains(ending)
    }

    /// All files of one input, in order.
    func inputs(_ name: String) -> [Job.Input] { job.inputs[name] ?? [] }

    /// The only file of an input that must be there.
    func input(_ name: String) throws -> Job.Input {
        guard let first = inputs(name).first else {
            throw JobFailure(code: .noInput, reason: "the input '\(name)' is missing", remedy: "give it")
        }
        return first
    }

    /// A raster input as a layer: Gossan's own as it is, any other read once into scratch.
    func layer(_ input: Job.Input) throws -> LayerFile {
        if let open = layers[input.path] { return open }
        let layer: LayerFile
        if input.path.hasSuffix(".f32") {
            layer = try LayerFile(reading: input.path)
        } else {
            layer = try read(input)
        }
        layers[input.path] = layer
        return layer
    }

    /// A raster file on its own cells, read into scratch.
    private func read(_ input: Job.Input) throws -> LayerFile {
        let source = try GridIntake.raster(input, self)
        let facts = try RasterExamination.examine(source)
        guard let crs = facts.authority ?? facts.crs, let transform = facts.geotransform, transform[2] == 0,
            transform[4] == 0, transform[1] > 0, transform[5] < 0
        else {
            throw JobFailure(
                code: .badData, file: input.name, reason: "it has no CRS, no geotransform, or a rotated one",
                remedy: "align it first: gossan op align --set assume_crs=EPSG:...")
        }
        let grid = AnalysisGrid(
            crs: crs, west: transform[0], north: transform[3], cellWidth: transform[1], cellHeight: -transform[5],
            columns: facts.columns, rows: facts.rows)
        facts.notes.forEach(note)
        let path = scratch("layer-\(layers.count).f32")
        let writer = try LayerWriter(creating: path, grid: grid)
        _ = try Alignment.align(
            sources: [AlignmentSource(path: source, label: input.name)], to: grid, resampling: .nearest,
            into: writer, scratch: job.output, memory: job.limits.memoryBytes / 4, threads: threads)
        try writer.finish()
        return try LayerFile(reading: path)
    }

    /// Removes what is no output.
    func removeScratch() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: job.output) where name.hasPrefix("scratch-") {
            try FileManager.default.removeItem(atPath: job.output + "/" + name)
        }
    }

    private var layers: [String: LayerFile] = [:]

    /// All rasters of one input, on one grid.
    func layers(_ name: String) throws -> [LayerFile] {
        let layers = try inputs(name).map(layer)
        guard let first = layers.first else { return [] }
        for (other, input) in zip(layers, inputs(name)).dropFirst() where !other.grid.hasSameCells(as: first.grid) {
            throw JobFailure(
                code: .usage, file: input.name, reason: "it is on another grid than \(inputs(name)[0].name)",
                remedy: "align it first: gossan op align")
        }
        return layers
    }

    /// A path in the output directory that is no output.
    func scratch(_ name: String) -> String { job.output + "/scratch-" + name }

    /// The path of an output, and its entry in the report.
    func output(_ name: String, file: String) -> String {
        report.outputs[name] = file
        return job.output + "/" + file
    }

    package func note(_ text: String) {
        if !report.notes.contains(text) { report.notes.append(text) }
    }

    package func record(_ name: String, _ value: Double) { report.figures[name] = value }
    func record(fact name: String, _ value: String) { report.facts[name] = value }
}

extension Workplace {
    /// A text parameter; the registry has checked that it is there.
    func text(_ name: String) -> String? { job.parameters[name]?.text }
    func number(_ name: String) -> Double? { job.parameters[name]?.number }
    func flag(_ name: String) -> Bool { job.parameters[name]?.flag ?? false }
}
