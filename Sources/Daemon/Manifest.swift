import Jobs
package import Operations
package import Plan
package import Store
package import Survey

/// What a run is made from and holds: `manifest.json`, the same bytes for the same inputs.
package struct Manifest: Sendable, Codable, Hashable {
    package struct Input: Sendable, Codable, Hashable {
        package var name: String
        package var layer: String
        package var files: [String: ContentHash]
        package var facts: [String: String]
    }

    package struct Step: Sendable, Codable, Hashable {
        package var id: String
        package var operation: String
        package var version: Int
        package var key: ContentHash
        package var parameters: [String: ParameterValue]
        package var inputs: [String: [String]]
        package var figures: [String: Double]
        package var notes: [String]
    }

    package struct Output: Sendable, Codable, Hashable {
        package var path: String
        package var sha256: ContentHash
        package var bytes: Int
    }

    package var format = 1
    package var campaign: String
    package var run: String
    package var software: String
    package var grid: AnalysisGrid
    package var inputs: [Input]
    package var steps: [Step]
    package var outputs: [Output]
    package var notes: [String]

    /// The manifest of a plan that was carried out.
    package init(of plan: RunPlan, results: [String: StoredResult], outputs: [Output]) {
        campaign = plan.campaign
        run = plan.name
        software = "gossan \(Version.current)"
        grid = plan.grid
        inputs = plan.drops.map { drop in
            Input(
                name: drop.name, layer: drop.layer,
                files: Dictionary(drop.files.map { ($0.name, $0.sha) }, uniquingKeysWith: { first, _ in first }),
                facts: drop.facts)
        }
        steps = plan.jobs.map { job in
            let report = results[job.id]?.report
            return Step(
                id: job.id, operation: job.operation, version: job.version, key: job.key, parameters: job.parameters,
                inputs: job.inputs.mapValues { $0.map(\.reference) }, figures: report?.figures ?? [:],
                notes: report?.notes ?? [])
        }
        self.outputs = outputs.sorted { $0.path < $1.path }
        notes = plan.notes
    }
}

/// The version of these programs.
package enum Version {
    package static let current = "0.1.0"
}

extension JobInput {
    /// A drop by its hash, an output by its job.
    fileprivate var reference: String {
        switch self {
        case .drop(let drop): "sha256:\(drop.identity.hex)"
        case .output(let id, let name), .named(_, let id, let name): "\(id)#\(name)"
        }
    }
}
