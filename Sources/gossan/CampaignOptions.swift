import ArgumentParser
import Daemon
import FoundationEssentials
import Jobs
import SystemPackage

/// The campaign that a command is about.
struct CampaignOptions: ParsableArguments {
    @Argument(help: "The campaign's directory.")
    var directory: String = "."

    var path: FilePath {
        FilePath(FileManager.default.currentDirectoryPath).pushing(FilePath(directory)).lexicallyNormalized()
    }

    var site: CampaignSite { CampaignSite(directory: path) }
}

extension CampaignReader {
    /// A reader for the campaign whose file lies at a site.
    static func open(_ site: CampaignSite) async throws -> CampaignReader {
        let installation = try Installation.current()
        let catalog = try await LocalExecutorFactory.executor(of: installation).catalog()
        let opening = try CampaignOpening(site, catalog: catalog, installation: installation)
        return CampaignReader(opening, catalog: catalog)
    }
}
