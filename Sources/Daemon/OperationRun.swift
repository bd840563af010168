import Campaign
import FoundationEssentials
package import Jobs
package import Operations
import Store
import Survey
package import SystemPackage

/// One operation on some files, as `gossan op` asks for it.
package struct OperationRun: Sendable {
    private let executor: any JobExecutor
    private let catalog: Catalog
    private let limits: Job.Limits
    private let files = FileSystem.real

    package init(executor: any JobExecutor, catalog: Catalog, limits: Job.Limits) {
        self.executor = executor
        self.catalog = catalog
        self.limits = limits
    }

    /// Runs it. An input is `FILE` or `NAME=FILE`, a setting `KEY=VALUE`; the result appears at `out` when it is whole.
    package func run(
        _ name: String, inputs: [String], settings: [String], grid: FilePath? = nil, out: FilePath
    ) async throws -> JobReport {
        let operation = try catalog.operation(name)
        let parameters = try operation.resolve(try parse(settings, for: operation))
        let given = try named(inputs, for: operation)
        try operation.checkInputs(given.mapValues(\.count))

        let out = try absolute(out)
        let partial = out.removingLastComponent().appending(".gossan-\(out.lastComponent?.string ?? "out").partial")
        try files.removeAll(partial)
        try files.makeDirectory(partial)
        defer { discard(partial) }
        let report = try await executor.run(
            Job(
                id: "op/\(name)", operation: name, parameters: parameters, inputs: given,
                grid: try grid.map(analysisGrid),
                output: partial.string, limits: limits))
        try await deliver(report, of: operation, from: partial, to: out)
        return report
    }

    /// Several outputs become files beside the first: `out.tif`, `out-deviation.tif`.
    private func deliver(
        _ report: JobReport, of operation: Operation, from partial: FilePath, to out: FilePath
    ) async throws {
        for (index, output) in operation.outputs.enumerated() {
            guard let file = report.outputs[output.name] else { continue }
            let made = partial.appending(file)
            var place = out
            if index > 0 {
                let ending = output.kind == .raster ? (out.extension ?? "tif") : (made.extension ?? "json")
                place = out.removingLastComponent().appending("\(out.stem ?? "out")-\(output.name).\(ending)")
            }
            if output.kind == .raster && place.extension?.lowercased() != "f32" {
                try files.rename(try await exported(made, below: partial), to: place)
            } else {
                try files.rename(made, to: place)
            }
            try files.sync(directory: place.removingLastComponent())
        }
    }

    /// The layer as a Cloud Optimized GeoTIFF.
    private func exported(_ layer: FilePath, below partial: FilePath) async throws -> FilePath {
        let folder = partial.appending("export-\(layer.stem ?? "layer")")
        try files.makeDirectory(folder)
        let export = try catalog.operation("export-cog")
        let report = try await executor.run(
            Job(
                id: "op/export", operation: export.name, parameters: try export.resolve([:]),
                inputs: ["in": [.init(name: layer.lastComponent?.string ?? "layer", path: layer.string)]], grid: nil,
                output: folder.string, limits: limits))
        guard let file = report.outputs["out"] else {
            throw DaemonError(code: .io, path: layer.string, reason: "the export gave no file", remedy: "")
        }
        return folder.appending(file)
    }

    /// The grid in a file such as those of `Grids/`.
    private func analysisGrid(_ path: FilePath) throws -> AnalysisGrid {
        let path = try absolute(path)
        let text = String(decoding: try files.contents(of: path, atMost: 1 << 20), as: UTF8.self)
        return try GridFile.read(text, file: path.string)
    }

    private func parse(_ settings: [String], for operation: Operation) throws -> [String: ParameterValue] {
        var values: [String: ParameterValue] = [:]
        for setting in settings {
            let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw DaemonError(
                    code: .usage, path: "", reason: "'\(setting)' sets nothing", remedy: "write --set KEY=VALUE")
            }
            guard let parameter = operation.parameters.first(where: { $0.name == parts[0] }) else {
                // Resolving says which parameter is near.
                values[parts[0]] = .text(parts[1])
                continue
            }
            values[parts[0]] = try parameter.value(of: parts[1], for: operation.name)
        }
        return values
    }

    private func named(_ inputs: [String], for operation: Operation) throws -> [String: [Job.Input]] {
        var named: [String: [Job.Input]] = [:]
        for input in inputs {
            let parts = input.split(separator: "=", maxSplits: 1).map(String.init)
            let isNamed = parts.count == 2 && operation.inputs.contains { $0.name == parts[0] }
            let path = try absolute(FilePath(isNamed ? parts[1] : input))
            guard try files.statusIfPresent(path) != nil else {
                throw DaemonError(code: .noInput, path: path.string, reason: "there is no such file", remedy: "")
            }
            let name = isNamed ? parts[0] : operation.inputs.first?.name ?? "in"
            named[name, default: []].append(.init(name: path.stem ?? path.string, path: path.string))
        }
        return named
    }

    private func absolute(_ path: FilePath) throws -> FilePath {
        path.isAbsolute ? path : FilePath(FileManager.default.currentDirectoryPath).pushing(path).lexicallyNormalized()
    }

    private func discard(_ directory: FilePath) {
        // What is left is hidden and is removed by the next run of the same command.
        do { try files.removeAll(directory) } catch {}
    }
}
