import Glibc
import Jobs
import Logging
import ServiceLifecycle
import Spool
import SystemPackage
import Web

/// The daemon's life: open the campaigns, say READY, serve until told to end.
package struct GossanDaemon: Sendable {
    private let source: DaemonConfiguration.Source

    /// A daemon for one campaign's directory, or for all that a configuration file names.
    package init(_ source: DaemonConfiguration.Source) {
        self.source = source
    }

    /// Serves until SIGTERM or SIGINT. Throws what keeps it from starting, and what must end it.
    package func serve() async throws {
        let manager = ServiceManager()
        let signals = EndSignals(manager: manager)
        LogSetup.start()
        DescriptorLimit.raise()
        MemoryService.start()
        let logger = Logger(label: "gossand")
        do {
            try await serve(manager, signals, logger)
        } catch {
            manager.failing(errno: Complaint(error).exitStatus == 75 ? EIO : EINVAL)
            throw error
        }
    }

    private func serve(_ manager: ServiceManager, _ signals: EndSignals, _ logger: Logger) async throws {
        let heartbeat = Heartbeat()
        let tally = Tally()
        let configuration = try DaemonConfiguration(source)
        let keeper = CampaignKeeper(
            source, configuration, installation: try Installation.current(), manager: manager, tally: tally,
            heartbeat: heartbeat, logger: logger)
        try await keeper.start()
        var services: [any Service] = [
            keeper, ReloadService(keeper: keeper), MemoryService(),
            WatchdogService(manager: manager, heartbeat: heartbeat, logger: logger),
        ]
        let listeners = manager.listeners.map(Listener.inherited) + [configuration.listener].compactMap(\.self)
        if !listeners.isEmpty {
            let face = WebFace(
                listeners: listeners, source: DaemonFace(keeper: keeper, tally: tally, heartbeat: heartbeat),
                hosts: configuration.hosts, access: try Credentials.access(logger), logger: logger)
            services.append(FaceService(face: face))
        }
        let group = ServiceGroup(configuration: .init(services: services, logger: logger))
        signals.serve(group)
        await announce(keeper, manager)
        try await group.run()
    }

    private func announce(_ keeper: CampaignKeeper, _ manager: ServiceManager) async {
        for (name, engine) in await keeper.open {
            print("READY \(name): drop files in \(engine.spool.incoming.string)")
        }
        if await keeper.open.isEmpty { print("READY: no campaign is open yet") }
        // A pipe is not flushed by a line's end, and whoever waits for READY waits on a pipe.
        fflush(nil)
        manager.ready(await keeper.status)
    }
}
