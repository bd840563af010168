import Campaign
import FoundationEssentials
import Glibc
import Jobs
import Logging
import ServiceLifecycle
import Spool
import SystemPackage
import UnixSignals

/// The daemon's life: open the campaign, say READY, serve until told to end.
package struct GossanDaemon: Sendable {
    private let directory: FilePath
    private let settings: Settings

    /// A daemon for the campaign in a directory.
    package init(campaign: String, settings: Settings) {
        directory = FilePath(FileManager.default.currentDirectoryPath).pushing(FilePath(campaign)).lexicallyNormalized()
        self.settings = settings
    }

    /// Serves until SIGTERM or SIGINT. Throws what keeps it from starting.
    package func serve() async throws {
        let logger = Logger(label: "gossand")
        let installation = try Installation.current()
        let executor = LocalExecutor(worker: installation.worker, grids: installation.grids)
        let catalog = try await executor.catalog()
        let opening = try CampaignOpening(
            CampaignSite(directory: directory), catalog: catalog, installation: installation)
        let engine = try await CampaignEngine(
            site: opening.site, campaign: opening.campaign, catalog: catalog, executor: executor, settings: settings,
            tell: { event in logger.info("\(event.line)") })
        print("READY \(opening.campaign.name): drop files in \(engine.spool.incoming.string)")
        // A pipe is not flushed by a line's end, and whoever waits for READY waits on a pipe.
        fflush(nil)
        let group = ServiceGroup(
            services: [CampaignService(engine: engine, settings: settings, logger: logger)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await group.run()
    }
}
