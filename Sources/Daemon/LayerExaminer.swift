package import Campaign
package import Jobs
package import Operations
package import Spool
import Store
package import SystemPackage

/// Finds the layer that a drop is for by its name, and has a worker look at its bytes.
package struct LayerExaminer: DropExaminer {
    private let campaign: CampaignFile
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

    package func examine(_ drop: ClaimedDrop, in directory: FilePath) async throws(JobFailure) -> Examination {
        let layer = try layer(of: drop)
        guard let main = drop.parts.first else { preconditionFailure("a drop has a part") }
        let output = scratch.appending("examine-\(drop.delivery)")
        do {
            try FileSystem.real.removeAll(output)
            try FileSystem.real.makeDirectories(output)
        } catch {
            throw JobFailure(code: .temporary, file: output.string, reason: "\(error)", remedy: "free some disk space")
        }
        defer {
            // What cannot be removed is emptied before the next look at the same drop.
            do { try FileSystem.real.removeAll(output) } catch {}
        }
        let operation: Operation
        let parameters: [String: ParameterValue]
        do {
            operation = try catalog.operation("examine")
            parameters = try operation.resolve(layer.examination)
        } catch {
            throw JobFailure(code: .unavailable, reason: error.reason, remedy: error.remedy)
        }
        let report = try await executor.run(
            Job(
                id: "examine/\(layer.name)", operation: operation.name, parameters: parameters,
                inputs: ["in": [.init(name: drop.displayName, path: directory.appending(main.file).string)]],
                grid: campaign.grid, output: output.string, limits: limits))
        return Examination(layer: layer.name, notes: report.notes)
    }

    private func layer(of drop: ClaimedDrop) throws(JobFailure) -> Layer {
        do {
            return try campaign.layer(forName: drop.displayName)
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
        return parameters
    }
}
