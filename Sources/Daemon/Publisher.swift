import FoundationEssentials
import Jobs
package import Plan
package import Store
import SystemPackage

/// Publishes what a plan's jobs made, with the manifest, in one step.
package struct Publisher: Sendable {
    private let publication: Publication
    private let files = FileSystem.real

    package init(_ publication: Publication) {
        self.publication = publication
    }

    /// The published run's directory, and the hash of its manifest.
    package func publish(
        _ plan: RunPlan, _ results: [String: StoredResult]
    ) throws -> (directory: String, manifest: ContentHash) {
        var contents: [PublishedFile] = []
        var outputs: [Manifest.Output] = []
        for job in plan.jobs {
            for (output, path) in job.products.sorted(by: { $0.value < $1.value }) {
                guard let result = results[job.id] else {
                    throw DaemonError(
                        code: .io, path: path, reason: "the job \(job.id) left no result", remedy: "run it again")
                }
                // An output that does not apply, such as the evaluation of a model that was not judged.
                if path.hasSuffix(".*"), result.report.outputs[output] == nil { continue }
                let file = try result.path(of: output)
                let path = path.hasSuffix(".*") ? path.dropLast(1) + (file.extension ?? "txt") : path
                let hash = try ContentHash.of(file: file)
                contents.append(PublishedFile(path, from: file, hash: hash))
                outputs.append(.init(path: path, sha256: hash, bytes: try files.status(file).size))
            }
        }
        let manifest = Manifest(of: plan, results: results, outputs: outputs)
        let file = PublishedFile("manifest.json", bytes: Array(try JSON.encode(manifest, pretty: true)) + [10])
        try publication.publish(plan.name, contents + [file])
        try publication.setLatest(plan.name)
        return (publication.directory(of: plan.name).string, file.hash)
    }
}
