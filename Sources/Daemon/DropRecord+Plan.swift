import Campaign
import Journal
import Plan
import Spool
import Store
import SystemPackage

extension Journal {
    /// Accepted deliveries as the plan takes them. A file may have come by itself and in an archive too: a layer takes the
    /// same bytes once, as they came first.
    func acceptedDrops(in campaign: CampaignFile, done: FilePath) async throws(JournalError) -> [AcceptedDrop] {
        var taken: [String: Set<ContentHash>] = [:]
        return try await acceptedDrops(of: campaign.name) { $0.accepted(in: campaign, done: done) }
            .filter { taken[$0.layer, default: []].insert($0.identity).inserted }
    }
}

extension DropRecord {
    /// An accepted delivery as the plan takes it: one drop, or of a folder or archive one for each layer's files in it.
    /// What the campaign no longer has a layer for is left out.
    func accepted(in campaign: CampaignFile, done: FilePath) -> [AcceptedDrop] {
        guard !contents.isEmpty else { return [asOne(in: campaign, done: done)].compactMap(\.self) }
        return contents.compactMap { content in
            guard campaign.layer(content.layer) != nil, let identity = ContentHash(hex: content.sha),
                let name = content.files.first?.display
            else { return nil }
            return AcceptedDrop(
                identity: identity, name: name,
                files: content.files.compactMap { file in
                    ContentHash(hex: file.sha).map { AcceptedDrop.File(name: file.display, sha: $0) }
                }, layer: content.layer,
                path: done.appending(delivery).pushing(FilePath(content.path)).string,
                facts: Self.facts(content.notes))
        }
    }

    private func asOne(in campaign: CampaignFile, done: FilePath) -> AcceptedDrop? {
        guard let layer, campaign.layer(layer) != nil, let identity = ContentHash(hex: sha), let main = parts.first
        else { return nil }
        let files = parts.compactMap { part in
            ContentHash(hex: part.sha).map { AcceptedDrop.File(name: part.display, sha: $0) }
        }
        return AcceptedDrop(
            identity: identity, name: display, files: files, layer: layer,
            path: done.appending(delivery).appending(main.file).string,
            facts: Self.facts(notes))
    }

    private static func facts(_ notes: [String]) -> [String: String] {
        Dictionary(
            notes.enumerated().map { ("note \($0.offset + 1)", $0.element) }, uniquingKeysWith: { first, _ in first })
    }
}
