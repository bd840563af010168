import Store
package import SystemPackage

extension CampaignReader {
    /// The directory of a published run by its name, by the name's beginning, or `latest`.
    package func run(_ name: String) throws -> FilePath {
        if name == "latest" { return try publishedRun() }
        let publication = try Publication(out: site.out, campaign: self.name)
        let runs = try publication.runs().sorted()
        let fitting = runs.filter { $0.hasPrefix(name) }
        if let exact = runs.first(where: { $0 == name }) ?? (fitting.count == 1 ? fitting[0] : nil) {
            return publication.directory(of: exact)
        }
        throw DaemonError(
            code: .noInput, path: site.out.string,
            reason: fitting.isEmpty ? "there is no run '\(name)'" : "'\(name)' begins \(fitting.count) runs' names",
            remedy: runs.isEmpty ? "no run is published yet" : "name one of \(runs.joined(separator: ", "))")
    }
}
