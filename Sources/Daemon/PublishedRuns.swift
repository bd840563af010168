import FoundationEssentials
import Journal
import Store
import SystemPackage

/// The runs that lie published: what the journal is given where it lost them.
struct PublishedRuns: Sendable {
    private let publication: Publication
    private let campaign: String

    init(_ publication: Publication, campaign: String) {
        self.publication = publication
        self.campaign = campaign
    }

    /// Records of those that the journal does not know as published; their time is their manifest's.
    func records(except known: [RunRecord]) throws(StoreError) -> [RunRecord] {
        let names = Set(known.filter { $0.state == .published }.map(\.name))
        var found: [RunRecord] = []
        for name in try publication.runs() where !names.contains(name) {
            let manifest = publication.directory(of: name).appending("manifest.json")
            guard let status = try FileSystem.real.statusIfPresent(manifest) else { continue }
            let date = Date(timeIntervalSince1970: Double(status.modified) / 1e9)
            found.append(
                RunRecord(
                    campaign: campaign, name: name, state: .published, manifest: try ContentHash.of(file: manifest).hex,
                    startedAt: date, finishedAt: date))
        }
        return found
    }
}
