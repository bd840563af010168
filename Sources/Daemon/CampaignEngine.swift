package import Campaign
import FoundationEssentials
package import Jobs
package import Journal
package import Operations
import Plan
package import Spool
package import Store
import SystemPackage

/// One campaign at work: takes what was dropped and publishes a run whenever something new was accepted.
///
/// The daemon keeps one for each campaign; `gossan run` uses one until nothing waits.
package actor CampaignEngine {
    /// What people and logs are told.
    package enum Event: Sendable {
        case verdict(DropRecord)
        case progress(Evaluation.Progress)
        /// There is no run yet, and why.
        case waiting([String])
        case published(run: String, directory: String)
        case journalReplaced(String)
    }

    package nonisolated let site: CampaignSite
    package nonisolated let campaign: CampaignFile
    package nonisolated let spool: SpoolDirectory
    private let catalog: Catalog
    private let settings: Settings
    private let journal: Journal
    private let store: ContentStore
    private let publication: Publication
    private let intake: Intake
    private let executor: any JobExecutor
    private let time: TimeSource
    private let tell: @Sendable (Event) -> Void
    // Held as long as the engine lives: two processes on one state would claim each other's drops.
    private let lock: LockFile

    /// Opens a campaign, checks its journal and takes up what the last process left.
    package init(
        site: CampaignSite, campaign: CampaignFile, catalog: Catalog, executor: any JobExecutor, settings: Settings,
        time: TimeSource = .system, tell: @escaping @Sendable (Event) -> Void
    ) async throws {
        try FileSystem.real.makeDirectories(site.state)
        lock = try LockFile.take(site.lock)
        self.site = site
        self.campaign = campaign
        self.catalog = catalog
        self.executor = executor
        self.settings = settings
        self.time = time
        self.tell = tell
        spool = try SpoolDirectory(root: site.spool, campaign: campaign.name)
        store = try ContentStore(root: site.store)
        publication = try Publication(out: site.out, campaign: campaign.name)
        let (journal, condition) = try Journal.open(site.journal.string)
        self.journal = journal
        if case .replaced(let corrupt, let reason) = condition {
            tell(.journalReplaced("\(reason); it lies at \(corrupt)"))
        }
        let scratch = site.state.appending("scratch")
        intake = Intake(
            spool: spool, journal: journal,
            examiner: LayerExaminer(
                campaign: campaign, catalog: catalog, executor: executor, limits: settings.limits, scratch: scratch),
            rules: settings.rules, time: time, report: { tell(.verdict($0)) })
        try FileSystem.real.removeAll(scratch)
        try store.sweep()
        try publication.sweep()
        // Every start: what the spool's own records say is brought in where the journal lost it.
        try await journal.rebuild(drops: try spool.statuses().statuses.map(DropRecord.init), runs: [])
        try await intake.recover()
    }

    /// Tells of a rename that inotify saw.
    package func moved(from: FileName?, to name: FileName) async {
        await intake.moved(from: from, to: name)
    }

    /// Looks at the spool once; publishes a run where something new was accepted.
    package func look() async throws -> Intake.Outlook {
        let outlook = try await settle()
        if outlook.accepted > 0 { try await evaluate() }
        return outlook
    }

    /// Looks at the spool once, and leaves it at verdicts.
    package func settle() async throws -> Intake.Outlook { try await intake.look() }

    /// Does what is stale and publishes; says what is missing where there is not enough yet.
    package func evaluate() async throws {
        let drops = try await journal.acceptedDrops(of: campaign.name).compactMap { record in
            record.accepted(in: campaign, done: spool.done)
        }
        let plan = try RunPlan.make(campaign: campaign, catalog: catalog, drops: drops)
        let evaluation = Evaluation(
            executor: executor, store: store, limits: settings.limits, lanes: settings.lanes,
            progress: { [tell] in tell(.progress($0)) })
        guard plan.isComplete else {
            tell(.waiting(plan.missing))
            // What can be prepared is done now, so that the last file costs only itself.
            _ = try await evaluation.run(plan)
            return
        }
        let started = time.date()
        try await journal.record(.init(campaign: campaign.name, name: plan.name, state: .running, startedAt: started))
        let results = try await evaluation.run(plan)
        let (directory, manifest) = try Publisher(publication).publish(plan, results)
        try await journal.record(
            .init(
                campaign: campaign.name, name: plan.name, state: .published, manifest: manifest.hex,
                startedAt: started, finishedAt: time.date()))
        tell(.published(run: plan.name, directory: directory))
    }
}
