import FoundationEssentials
import Jobs
package import Journal
import Store
package import SystemPackage

/// Looks at a campaign without disturbing its daemon: the journal and the published runs.
package struct CampaignReader: Sendable {
    package let site: CampaignSite
    package let name: String

    /// A reader for the campaign of this name in a directory.
    package init(_ site: CampaignSite, name: String) {
        self.site = site
        self.name = name
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

    /// The latest run's manifest.
    package func latestManifest() throws -> Manifest? {
        guard let run = try latestRun() else { return nil }
        let bytes = try FileSystem.real.contents(of: run.appending("manifest.json"), atMost: 1 << 28)
        return try JSON.decode(Manifest.self, from: Data(bytes))
    }

    private func openJournal() throws -> Journal? {
        guard try FileSystem.real.statusIfPresent(site.journal) != nil else { return nil }
        return try Journal.open(site.journal.string).journal
    }
}
