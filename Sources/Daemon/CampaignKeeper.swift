import Campaign
import Glibc
import Jobs
import Logging
import Operations
import ServiceLifecycle
import Store
import SystemPackage

/// All campaigns of the daemon: opens them, keeps them going, and takes over a changed configuration.
actor CampaignKeeper: Service {
    private struct Kept {
        var opening: CampaignOpening
        var settings: Settings
        var task: Task<Void, Never>
    }

    private let source: DaemonConfiguration.Source
    private let logger: Logger
    private let tally: Tally
    private let heartbeat: Heartbeat
    private let manager: ServiceManager
    private let installation: Installation
    private var configuration: DaemonConfiguration
    private var lanes: Lanes
    private var kept: [String: Kept] = [:]
    private var engines: [String: CampaignEngine] = [:]
    private var services: [String: CampaignService] = [:]
    private var troubles: [String: [String]] = [:]
    private let ends: AsyncStream<any Error>
    private let end: AsyncStream<any Error>.Continuation

    init(
        _ source: DaemonConfiguration.Source, _ configuration: DaemonConfiguration, installation: Installation,
        manager: ServiceManager, tally: Tally, heartbeat: Heartbeat, logger: Logger
    ) {
        self.source = source
        self.configuration = configuration
        self.installation = installation
        self.manager = manager
        self.tally = tally
        self.heartbeat = heartbeat
        self.logger = logger
        lanes = Lanes(configuration.settings.lanes)
        (ends, end) = AsyncStream.makeStream(of: (any Error).self)
    }

    /// The campaigns by name, with their engines where they are open.
    var open: [(name: String, engine: CampaignEngine)] {
        engines.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// What stands in the way of its work, in words.
    var problems: [String] {
        troubles.sorted { $0.key < $1.key }.flatMap { name, reasons in reasons.prefix(3).map { "\(name): \($0)" } }
    }

    /// The line for `systemctl status`.
    var status: String {
        let waiting = tally.incoming
        let state = problems.first.map { "in trouble: \($0)" } ?? "serving"
        return "\(state); campaigns \(kept.count), files waiting \(waiting)"
    }

    /// Opens every campaign. A campaign that the machine keeps from opening is tried again; one whose file is broken is
    /// left out while others can be served; a locked one ends the daemon.
    func start() async throws {
        let executor = LocalExecutor(worker: installation.worker, grids: installation.grids)
        let catalog = try await executor.catalog()
        executor.prepare()
        var failures: [any Error] = []
        for site in configuration.sites {
            do {
                let opening = try CampaignOpening(site, catalog: catalog, installation: installation)
                try await keep(opening, catalog, executor)
            } catch let error as StoreError where error.code == .locked {
                throw error
            } catch {
                if case .fatal = Fault(error) { throw error }
                failures.append(error)
                troubles[site.directory.string] = ["\(error)"]
                logger.error("\(error)")
            }
        }
        if kept.isEmpty, let first = failures.first { throw first }
    }

    /// Serves until told to end; throws what must end the daemon.
    func run() async throws {
        let end = end
        let failure = await withGracefulShutdownHandler {
            await ends.first { _ in true }
        } onGracefulShutdown: {
            end.finish()
        }
        for name in kept.keys.sorted() { await stop(name) }
        if let failure { throw failure }
    }

    /// Reads the configuration and the campaigns' files anew; what is broken stays as it was.
    func reload() async {
        manager.reloading()
        do {
            let new = try DaemonConfiguration(source)
            let executor = LocalExecutor(worker: installation.worker, grids: installation.grids)
            try await take(over: new, try await executor.catalog(), executor)
        } catch {
            logger.error(
                "the configuration stays as it was: \(error)", metadata: ["message_id": .id(.configurationKept)])
        }
        manager.ready(status)
    }

    private func take(over new: DaemonConfiguration, _ catalog: Catalog, _ executor: LocalExecutor) async throws {
        if new.settings.lanes != configuration.settings.lanes { lanes = Lanes(new.settings.lanes) }
        configuration = new
        var there: Set<String> = []
        for site in new.sites {
            do {
                let opening = try CampaignOpening(site, catalog: catalog, installation: installation)
                there.insert(opening.name)
                if let old = kept[opening.name], old.opening.site == site, old.opening.campaign == opening.campaign,
                    old.settings == new.settings
                {
                    services[opening.name]?.ring()
                    continue
                }
                await stop(opening.name)
                try await keep(opening, catalog, executor)
                troubles[site.directory.string] = nil
                logger.notice("campaign \(opening.name) goes on with its new settings")
            } catch {
                if case .fatal = Fault(error) { throw error }
                // Its name is in the file that cannot be read: the one that is served from this directory stays.
                for (name, old) in kept where old.opening.site.directory == site.directory { there.insert(name) }
                logger.error(
                    "\(site.directory) stays as it was: \(error)", metadata: ["message_id": .id(.configurationKept)])
            }
        }
        for name in kept.keys.sorted() where !there.contains(name) { await stop(name) }
    }

    private func keep(_ opening: CampaignOpening, _ catalog: Catalog, _ executor: LocalExecutor) async throws {
        let settings = configuration.settings
        let name = opening.name
        guard kept[name] == nil else {
            throw DaemonError(
                code: .configuration, path: opening.site.campaignFile.string,
                reason: "another campaign is named '\(name)' too", remedy: "give it another name")
        }
        do {
            try await openWhenFree(opening, catalog, executor, settings)
        } catch {
            guard case .machine = Fault(error), !(error is DaemonError) else { throw error }
            if let error = error as? StoreError, error.code == .locked { throw error }
            trouble(name, "\(error)")
        }
        kept[name] = Kept(
            opening: opening, settings: settings,
            task: Task { await self.serve(opening, catalog, executor, settings) })
    }

    /// Opens it; waits a moment where this process itself, at a reload, still holds the lock.
    private func openWhenFree(
        _ opening: CampaignOpening, _ catalog: Catalog, _ executor: LocalExecutor, _ settings: Settings
    ) async throws {
        for _ in 0..<50 {
            do {
                return try await open(opening, catalog, executor, settings)
            } catch let error as StoreError where error.code == .locked {
                guard try LockFile.holder(opening.site.lock) == getpid() else { throw error }
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        try await open(opening, catalog, executor, settings)
    }

    private func open(
        _ opening: CampaignOpening, _ catalog: Catalog, _ executor: LocalExecutor, _ settings: Settings
    ) async throws {
        let (name, tally, manager, heartbeat) = (opening.name, tally, manager, heartbeat)
        var logger = logger
        logger[metadataKey: "campaign"] = "\(name)"
        let told = logger
        // Checking a large journal takes its time; the service manager hears that it goes on.
        let extending = Task {
            while !Task.isCancelled {
                manager.extend(by: .seconds(60))
                try await Task.sleep(for: .seconds(15))
            }
        }
        defer { extending.cancel() }
        let lane = "campaign \(name)"
        let most = Duration.seconds(settings.limits.seconds) + CampaignService.patience
        engines[name] = try await CampaignEngine(
            site: opening.site, campaign: opening.campaign, catalog: catalog, executor: executor, settings: settings,
            lanes: lanes,
            tell: { event in
                tally.note(event, in: name)
                heartbeat.beat(lane, next: most)
                told.log(level: event.level, "\(event.line)", metadata: event.fields)
            })
    }

    /// Opens a campaign, again and again where the machine is at fault, and serves it until it is cancelled.
    private func serve(
        _ opening: CampaignOpening, _ catalog: Catalog, _ executor: LocalExecutor, _ settings: Settings
    ) async {
        let name = opening.name
        var backoff = Backoff()
        let time = TimeSource.system
        do {
            while engines[name] == nil {
                let until = backoff.failed(name, at: time.elapsed())
                try await Task.sleep(for: until - time.elapsed())
                do {
                    try await open(opening, catalog, executor, settings)
                } catch {
                    guard case .machine = Fault(error) else { throw error }
                    trouble(name, "\(error)")
                }
            }
            guard let engine = engines[name] else { return }
            let service = CampaignService(
                engine: engine, settings: settings, logger: logger, heartbeat: heartbeat,
                seen: { outlook in Task { await self.saw(outlook, of: name) } })
            services[name] = service
            try await service.run()
        } catch {
            if case .stopped = Fault(error) { return }
            end.yield(error)
        }
    }

    private func saw(_ outlook: Intake.Outlook, of name: String) {
        tally.note(incoming: outlook.incoming, waiting: outlook.waiting.count, in: name)
        troubles[name] = outlook.troubles.isEmpty ? nil : outlook.troubles
        manager.status(status)
    }

    private func trouble(_ name: String, _ reason: String) {
        troubles[name] = [reason]
        logger.warning("campaign \(name) cannot be opened yet: \(reason)", metadata: ["message_id": .id(.trouble)])
        manager.status(status)
    }

    private func stop(_ name: String) async {
        guard let old = kept.removeValue(forKey: name) else { return }
        old.task.cancel()
        await old.task.value
        services[name] = nil
        troubles[name] = nil
        guard let engine = engines.removeValue(forKey: name) else { return }
        do {
            try await engine.close()
        } catch {
            logger.warning("campaign \(name): the journal was not closed in good order: \(error)")
        }
    }
}
