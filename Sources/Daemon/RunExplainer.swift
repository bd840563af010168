import FoundationEssentials
package import Jobs
package import Operations
import Store
package import Survey
package import SystemPackage

/// Explains what a published run says of a place or a target.
package struct RunExplainer: Sendable {
    private let run: FilePath
    package let manifest: Manifest
    private let files = FileSystem.real

    /// Takes a run's directory.
    package init(_ run: FilePath) throws {
        self.run = run
        manifest = try Manifest.read(of: run)
    }

    /// The model that targets were cut from, or else the only one.
    package var mainModel: String? {
        let cut = manifest.steps.first { $0.operation == "extract-targets" }?.inputs["score"]?.first
        let step = cut?.split(separator: "#").first.map(String.init) ?? models.first.map { "model/\($0)" }
        return step.flatMap { $0.hasPrefix("model/") ? String($0.dropFirst(6)) : nil }
    }

    private var models: [String] {
        manifest.steps.map(\.id).filter { $0.hasPrefix("model/") }.map { String($0.dropFirst(6)) }
    }

    /// What a model of this run says of the cell at a longitude and latitude, and why; the worker reads the rasters.
    package func explain(
        longitude: Double, latitude: Double, model name: String?, executor: any JobExecutor, catalog: Catalog
    ) async throws -> PlaceExplanation {
        guard let chosen = name ?? mainModel, models.contains(chosen) else {
            throw DaemonError(
                code: .noInput, path: run.string, reason: "there is no model '\(name ?? "")' in this run",
                remedy: models.isEmpty ? "add one to campaign.yaml" : "name one of \(models.joined(separator: ", "))")
        }
        let model = try modelFile(chosen)
        let folder = FilePath(FileManager.default.temporaryDirectory.path)
        let answer = folder.appending("gossan-\(UUID().uuidString).json")
        defer { discard(answer) }
        var settings = ["x=\(longitude)", "y=\(latitude)"]
        if chosen == mainModel, let threshold = threshold { settings.append("threshold=\(threshold)") }
        let evidence = manifest.outputs.map(\.path).filter { $0.hasPrefix("evidence/") && $0.hasSuffix(".tif") }
        let operation = OperationRun(executor: executor, catalog: catalog, limits: .init(threads: 1))
        _ = try await operation.run(
            "explain-place",
            inputs: ["model=\(model.string)"] + evidence.map { "evidence=\(run.pushing(FilePath($0)).string)" },
            settings: settings, out: answer)
        return try JSON.decode(PlaceExplanation.self, from: Data(files.contents(of: answer, atMost: 1 << 24)))
    }

    /// What each trained model of the run sees in a target, by the model's name.
    package func explanations(of target: String) throws -> [String: TargetExplanation] {
        var found: [String: TargetExplanation] = [:]
        for model in models {
            let path = model == mainModel ? "explanation.json" : "models/\(model)/explanation.json"
            guard manifest.outputs.contains(where: { $0.path == path }) else { continue }
            let bytes = try files.contents(of: run.pushing(FilePath(path)), atMost: 1 << 28)
            found[model] = try JSON.decode([TargetExplanation].self, from: Data(bytes)).first { $0.target == target }
        }
        return found
    }

    private var threshold: Double? {
        manifest.steps.first { $0.operation == "extract-targets" }?.figures["threshold"]
    }

    private func modelFile(_ name: String) throws -> FilePath {
        let own = "models/\(name)/model.json"
        let path = manifest.outputs.contains { $0.path == own } || name != mainModel ? own : "model.json"
        guard manifest.outputs.contains(where: { $0.path == path }) else {
            throw DaemonError(
                code: .noInput, path: run.pushing(FilePath(path)).string,
                reason: "the model '\(name)' keeps no file: it joins evidence or other models as they are",
                remedy: "explain one that learns or reasons, with --model NAME")
        }
        return run.pushing(FilePath(path))
    }

    private func discard(_ file: FilePath) {
        // A temporary file: what cannot be removed does no harm.
        do { try files.removeAll(file) } catch {}
    }
}
