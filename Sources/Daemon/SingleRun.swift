import FoundationEssentials
package import Jobs
import Journal
package import Operations
import Spool
import Store
import Synchronization
package import SystemPackage

/// The whole way once, without a daemon: what is given and what lies in the spool becomes a published run.
package struct SingleRun: Sendable {
    /// How it ended.
    package struct Outcome: Sendable, Encodable {
        /// What became of one file.
        package struct Verdict: Sendable, Encodable {
            package var name: String
            package var verdict: String
            package var layer: String?
            package var reason: String?
            package var remedy: String?
            package var notes: [String]
        }

        package var campaign: String
        package var verdicts: [Verdict] = []
        /// What a run still waits for; empty where one was published.
        package var missing: [String] = []
        package var run: String?
        package var directory: String?
    }

    private let opening: CampaignOpening
    private let catalog: Catalog
    private let executor: any JobExecutor
    private let settings: Settings

    package init(
        _ opening: CampaignOpening, catalog: Catalog, executor: any JobExecutor, settings: Settings
    ) {
        self.opening = opening
        self.catalog = catalog
        self.executor = executor
        // A person waits in front of it: nothing is gained by waiting for an upload that may go on.
        var settings = settings
        settings.rules.stall = settings.rules.quiet
        self.settings = settings
    }

    /// Drops the files, judges all that waits, and evaluates. `progress` hears of each job that ends.
    package func run(
        dropping files: [FilePath], progress: @escaping @Sendable (Evaluation.Progress) -> Void
    ) async throws -> Outcome {
        let outcome = Mutex(Outcome(campaign: opening.name))
        let engine = try await CampaignEngine(
            site: opening.site, campaign: opening.campaign, catalog: catalog, executor: executor, settings: settings,
            tell: { event in
                if case .progress(let step) = event { progress(step) }
                outcome.withLock { $0.hear(event) }
            })
        let sender = try DropSender(incoming: engine.spool.incoming)
        for file in files { try sender.send(file) }
        while let next = try await engine.settle().lookAgain {
            // A file that somebody still writes is waited for as the daemon would.
            try await Task.sleep(for: max(.milliseconds(50), next - TimeSource.system.elapsed()))
        }
        try await engine.evaluate()
        return outcome.withLock { $0 }
    }
}

extension SingleRun.Outcome {
    fileprivate mutating func hear(_ event: CampaignEngine.Event) {
        switch event {
        case .verdict(let drop):
            verdicts.append(
                Verdict(
                    name: drop.display, verdict: drop.verdict?.rawValue ?? drop.state, layer: drop.layer,
                    reason: drop.reason, remedy: drop.remedy, notes: drop.notes))
        case .waiting(let missing): self.missing = missing
        case .published(let run, let directory):
            self.run = run
            self.directory = directory
            missing = []
        case .progress, .journalReplaced, .failed, .intake: break
        }
    }
}
