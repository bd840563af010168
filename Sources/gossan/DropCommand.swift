import ArgumentParser
import Daemon
import FoundationEssentials
import SystemPackage

/// Puts files into the spool as a careful sender does.
struct DropCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Put files into a campaign's spool: copied whole, then renamed into place.")

    @Argument(help: "The campaign's directory.")
    var directory: String

    @Argument(help: "The files.")
    var files: [String]

    @Flag(help: "As JSON.")
    var json = false

    private struct Answer: Encodable {
        var campaign: String
        var dropped: Int
        var incoming: String
    }

    func run() async throws {
        try await reportingErrors {
            let here = FilePath(FileManager.default.currentDirectoryPath)
            let site = CampaignSite(directory: here.pushing(FilePath(directory)).lexicallyNormalized())
            let reader = try await CampaignReader.open(site)
            let incoming = site.spool.appending(reader.name).appending("incoming")
            let sender = try DropSender(incoming: incoming)
            for file in files { try sender.send(here.pushing(FilePath(file)).lexicallyNormalized()) }
            if json {
                return try printJSON(Answer(campaign: reader.name, dropped: files.count, incoming: incoming.string))
            }
            print("dropped \(files.count) files for \(reader.name)")
        }
    }
}
