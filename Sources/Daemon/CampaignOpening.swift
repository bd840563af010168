package import Campaign
import FoundationEssentials
package import Operations
import Store
import SystemPackage

/// Reads a campaign's file from its directory, with the grids, models and price decks that it may name.
package struct CampaignOpening: Sendable {
    package let site: CampaignSite
    package let campaign: CampaignFile

    /// The campaign's name.
    package var name: String { campaign.name }

    private static let fileLimit = 1 << 20

    /// The campaign in a directory; an error names file, line and remedy.
    package init(_ site: CampaignSite, catalog: Catalog, installation: Installation) throws {
        self.site = site
        let path = site.campaignFile
        let files = FileSystem.real
        guard try files.statusIfPresent(path) != nil else {
            throw DaemonError(
                code: .noInput, path: path.string, reason: "there is no campaign here",
                remedy: "make one: gossan init \(site.directory.string)")
        }
        let text = String(decoding: try files.contents(of: path, atMost: Self.fileLimit), as: UTF8.self)
        campaign = try CampaignFile.read(text, file: path.string, catalog: catalog) { name in
            let shared = installation.grids.removingLastComponent().appending(name).string
            let candidates =
                GridFile.candidates(
                    for: name, campaignDirectory: site.directory.string, installedGrids: installation.grids.string)
                + (name.hasPrefix("/") || name.hasPrefix("Grids/") ? [] : [shared])
            for candidate in candidates where try files.statusIfPresent(FilePath(candidate)) != nil {
                return String(
                    decoding: try files.contents(of: FilePath(candidate), atMost: Self.fileLimit), as: UTF8.self)
            }
            throw DaemonError(
                code: .noInput, path: name, reason: "there is no such file",
                remedy: "looked at \(candidates.joined(separator: ", "))")
        }
    }
}
