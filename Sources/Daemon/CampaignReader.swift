package import Campaign
import FoundationEssentials
import Jobs
package import Journal
package import Operations
import Plan
import Store
package import SystemPackage

/// Looks at a campaign without disturbing its daemon: the journal and the published runs.
package struct CampaignReader: Sendable {
    package let site: CampaignSite
    package let campaign: CampaignFile
    private let catalog: Catalog

    package var name: String { campaign.name }

    /// A reader for a campaign that was opened.
    package init(_ opening: CampaignOpening, catalog: Catalog) {
        site = opening.site
        campaign = opening.campaign
        self.catalog = catalog
    }

    /// The run that all that was accepted so far makes: what the daemon publishes next, or has published.
    package struct NextRun: Sendable {
        package var name: String
        /// What it waits for, in words; empty where all is there.
        package var missing: [String]
    }

    /// What a daemon makes of all that was accepted so far.
    package func nextRun() async throws -> NextRun {
        let done = site.spool.appending(name).appending("done")
        let drops = try await openJournal()?.acceptedDrops(in: campaign, done: done) ?? []
        let plan = try RunPlan.make(campaign: campaign, catalog: catalog, drops: drops)
        return NextRun(name: plan.name, missing: plan.isComplete ? [] : plan.missing)
    }

    /// The newest deliveries, newest first; empty where no daemon has run yet.
    package func drops(limit: Int) async throws -> [DropRecord] {
        guard let journal = try openJournal() else { return [] }
        return try await journal.latestDrops(of: name, limit: limit)
    }

    /// The published runs, newest first.
    package func runs() async throws -> [RunRecord] {
        guard let journal = try openJournal() else { return [] }
        return try await journal.runs(of: name)
    }

    /// How many files wait in incoming/, protocol files not counted.
    package func waiting() throws -> Int {
        let incoming = site.spool.appending(name).appending("incoming")
        guard try FileSystem.real.statusIfPresent(incoming) != nil else { return 0 }
        return try FileSystem.real.names(in: incoming).filter { name in
            ![".done", ".sha256", ".md5"].contains { name.display.hasSuffix($0) }
        }.count
    }

    /// How many drops lie in active/: claimed, without a verdict.
    package func active() throws -> Int {
        let active = site.spool.appending(name).appending("active")
        guard try FileSystem.real.statusIfPresent(active) != nil else { return 0 }
        return try FileSystem.real.names(in: active).count
    }

    /// The directory of the latest run; `nil` where none is published.
    package func latestRun() throws -> FilePath? {
        let publication = try Publication(out: site.out, campaign: name)
        return try publication.latest().map { publication.directory(of: $0) }
    }

    /// The latest run's directory, or an error that says what to do.
    package func publishedRun() throws -> FilePath {
        guard let run = try latestRun() else {
            throw DaemonError(
                code: .noInput, path: site.directory.string, reason: "no run is published yet",
                remedy: "drop what 'gossan status' says is missing")
        }
        return run
    }

    /// The latest run's manifest.
    package func latestManifest() throws -> Manifest? {
        guard let run = try latestRun() else { return nil }
        let bytes = try FileSystem.real.contents(of: run.appending("manifest.json"), atMost: 1 << 28)
        return try JSON.decode(Manifest.self, from: Data(bytes))
    }

    private func openJournal() throws -> Journal? {
        guard try FileSystem.real.statusIfPresent(site.journal) != nil else { return nil }
        return try Journal.openForReading(site.journal.string)
    }
}
