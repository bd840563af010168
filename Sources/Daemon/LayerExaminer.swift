package import Campaign
package import Jobs
package import Operations
package import Spool
import Store
package import SystemPackage

/// Finds the layer that a drop is for by its name, and has a worker look at its bytes.
package struct LayerExaminer: DropExaminer {
    let campaign: CampaignFile
    private let catalog: Catalog
    private let executor: any JobExecutor
    private let limits: Job.Limits
    /// For the worker's job file; emptied by whoever owns it.
    private let scratch: FilePath

    package init(
        campaign: CampaignFile, catalog: Catalog, executor: any JobExecutor, limits: Job.Limits, scratch: FilePath
    ) {
        self.campaign = campaign
        self.catalog = catalog
        self.executor = executor
        self.limits = limits
        self.scratch = scratch
    }

    package func examine(_ drop: ClaimedDrop, in directory: FilePath) async throws -> Examination {
        guard let main = drop.parts.first else { preconditionFailure("a drop has a part") }
        if drop.members != nil || Bundle.isPacked(drop.displayName) { return try await bundle(drop, in: directory) }
        let layer = try layer(of: drop.displayName)
        let notes = try await examine(
            drop.displayName, at: directory.appending(main.file), for: layer, tag: drop.delivery)
        return Examination(layer: layer.name, notes: notes)
    }

    /// Has a worker look at one file for a layer; gives its remarks.
    func examine(
        _ name: String, at path: FilePath, for layer: Layer, tag: String
    ) async throws(JobFailure) -> [String] {
        let output = scratch.appending("examine-\(tag)")
        try empty(output)
        defer { discard(output) }
        return try await run(
            "examine", id: "examine/\(layer.name)", layer.examination, name, path, grid: true, into: output
        ).notes
    }

    /// Has a worker do one of the intake's operations on one file.
    func run(
        _ operation: String, id: String, _ settings: [String: ParameterValue], _ name: String, _ path: FilePath,
        grid: Bool, into output: FilePath
    ) async throws(JobFailure) -> JobReport {
        let parameters: [String: ParameterValue]
        do {
            parameters = try catalog.operation(operation).resolve(settings)
        } catch {
            throw JobFailure(code: .unavailable, reason: error.reason, remedy: error.remedy)
        }
        return try await executor.run(
            Job(
                id: id, operation: operation, parameters: parameters,
                inputs: ["in": [.init(name: name, path: path.string)]], grid: grid ? campaign.grid : nil,
                output: output.string, limits: limits))
    }

    /// An empty directory for a job.
    func empty(_ output: FilePath) throws(JobFailure) {
        do {
            try FileSystem.real.removeAll(output)
            try FileSystem.real.makeDirectories(output)
        } catch {
            throw JobFailure(code: .temporary, file: output.string, reason: "\(error)", remedy: "free some disk space")
        }
    }

    private func discard(_ output: FilePath) {
        // What cannot be removed is emptied before the next look at the same drop.
        do { try FileSystem.real.removeAll(output) } catch {}
    }

    func layer(of name: String) throws(JobFailure) -> Layer {
        do {
            return try campaign.layer(forName: name)
        } catch {
            let problem = error.problems.first
            throw JobFailure(
                code: .badData, reason: problem?.reason ?? "\(error)",
                remedy: problem?.remedy ?? "rename it so that it matches a layer of campaign.yaml")
        }
    }
}

extension Layer {
    /// What the worker needs to know of the layer to judge a file for it.
    fileprivate var examination: [String: ParameterValue] {
        var parameters: [String: ParameterValue] = ["kind": .text(kind.rawValue), "band": .number(Double(band))]
        if let assumedCRS { parameters["assume_crs"] = .text(assumedCRS) }
        if let channel { parameters["channel"] = .text(channel) }
        if !nodata.isEmpty { parameters["nodata"] = .list(nodata.map(ParameterValue.number)) }
        if !data.isEmpty { parameters["data"] = .list(data.map(ParameterValue.number)) }
        if allowsBallpark { parameters["ballpark"] = "allow" }
        parameters.merge(instrumentParameters) { own, _ in own }
        return parameters
    }
}
