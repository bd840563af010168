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
        /// The evaluation failed by what the campaign or its files say: it is tried again when something changes.
        case failed(String)
        case journalReplaced(String)
        /// Anything else that the intake tells.
        case intake(IntakeNotice)
    }

    package nonisolated let site: CampaignSite
    package nonisolated let campaign: CampaignFile
    package nonisolated let spool: SpoolDirectory
    private let catalog: Catalog
    private let settings: Settings
    package nonisolated let journal: Journal
    private let store: ContentStore
    private let publication: Publication
    private let intake: Intake
    private let executor: any JobExecutor
    private let time: TimeSource
    private let tell: @Sendable (Event) -> Void
    // Held as long as the engine lives: two processes on one state would claim each other's drops.
    private let lock: LockFile
    private let lanes: Lanes
    /// Whether accepted drops may be missing from the latest run; so at every start, as the last process may have ended
    /// between a verdict and its run.
    private var isStale = true

    /// Opens a campaign, checks its journal and takes up what the last process left.
    package init(
        site: CampaignSite, campaign: CampaignFile, catalog: Catalog, executor: any JobExecutor, settings: Settings,
        lanes: Lanes? = nil, time: TimeSource = .system, tell: @escaping @Sendable (Event) -> Void
    ) async throws {
        let lanes = lanes ?? Lanes(settings.lanes)
        self.lanes = lanes
        try FileSystem.real.makeDirectories(site.state)
        lock = try LockFile.take(site.lock)
        self.site = site
        self.campaign = campaign
        self.catalog = catalog
        self.executor = FairExecutor(executor, lanes: lanes, for: campaign.name)
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
            rules: settings.rules, lanes: lanes, width: settings.lanes * 2, time: time,
            tell: { notice in
                if case .verdict(let drop) = notice { tell(.verdict(drop)) } else { tell(.intake(notice)) }
            })
        try FileSystem.real.removeAll(scratch)
        try store.sweep()
        try publication.sweep()
        try await intake.recover()
        let known = try await journal.runs(of: campaign.name)
        let published = try PublishedRuns(publication, campaign: campaign.name).records(except: known)
        try await journal.rebuild(drops: [], runs: published)
    }

    /// Closes the journal; nothing may be asked of the engine after that.
    package func close() throws { try journal.close() }

    /// Tells of a rename that inotify saw.
    package func moved(from: FileName?, to name: FileName) async {
        await intake.moved(from: from, to: name)
    }

    /// Tells that inotify saw a writer close a file.
    package func closed(_ name: FileName) async { await intake.closed(name) }

    /// Looks at the spool once; publishes a run where something new was accepted.
    package func look() async throws -> Intake.Outlook {
        let outlook = try await settle()
        if outlook.accepted > 0 { isStale = true }
        // While more waits, a run would be out of date before it is published.
        if isStale, !outlook.hasMore {
            do {
                try await evaluate()
            } catch let failure as JobFailure where failure.isLasting {
                tell(.failed("\(failure)"))
            }
            isStale = false
        }
        return outlook
    }

    /// Looks at the spool once, and leaves it at verdicts.
    package func settle() async throws -> Intake.Outlook { try await intake.look() }

    /// Does what is stale and publishes; says what is missing where there is not enough yet.
    package func evaluate() async throws {
        let drops = try await journal.acceptedDrops(in: campaign, done: spool.done)
        let plan = try RunPlan.make(
            campaign: campaign, catalog: catalog, drops: drops, previous: try predecessor())
        let evaluation = Evaluation(
            executor: executor, store: store, limits: settings.limits, lanes: settings.lanes,
            progress: { [tell] in tell(.progress($0)) })
        guard plan.isComplete else {
            tell(.waiting(plan.missing))
            // What can be prepared is done now, so that the last file costs only itself.
            _ = try await evaluation.run(plan)
            return
        }
        let (latest, known) = (try publication.latest(), try await journal.runs(of: campaign.name))
        if latest == plan.name, known.contains(where: { $0.name == plan.name && $0.state == .published }) {
            tell(.published(run: plan.name, directory: publication.directory(of: plan.name).string))
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

    /// The targets of the latest run, where the campaign keeps their ids and there is one.
    private func predecessor() throws -> AcceptedDrop? {
        guard campaign.targets?.follows == true, let run = try publication.latest() else { return nil }
        let name = "targets.json"
        let path = publication.directory(of: run).appending(name)
        guard try FileSystem.real.statusIfPresent(path) != nil else { return nil }
        let hash = try ContentHash.of(file: path)
        return AcceptedDrop(
            identity: hash, name: "\(run)/\(name)", files: [.init(name: name, sha: hash)], layer: "targets",
            path: path.string, facts: ["run": run])
    }
}
