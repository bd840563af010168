import Campaign
import Journal
import Plan
import Spool
import Store
import SystemPackage

extension DropRecord {
    /// An accepted delivery as the plan takes it; `nil` where the campaign no longer has its layer.
    func accepted(in campaign: CampaignFile, done: FilePath) -> AcceptedDrop? {
        guard let layer, campaign.layer(layer) != nil, let identity = ContentHash(hex: sha), let main = parts.first
        else { return nil }
        let files = parts.compactMap { part in
            ContentHash(hex: part.sha).map { AcceptedDrop.File(name: part.display, sha: $0) }
        }
        return AcceptedDrop(
            identity: identity, name: display, files: files, layer: layer,
            path: done.appending(delivery).appending(main.file).string,
            facts: Dictionary(
                notes.enumerated().map { ("note \($0.offset + 1)", $0.element) },
                uniquingKeysWith: { first, _ in first }))
    }
}
