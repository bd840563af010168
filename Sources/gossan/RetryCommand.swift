import ArgumentParser
import Daemon

/// Another look at what was rejected.
struct RetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Move rejected files back to incoming, so that they are looked at again.")

    @OptionGroup var campaign: CampaignOptions

    @Option(name: .customLong("file"), help: "A rejected file's name; several times.")
    var files: [String]

    func run() async throws {
        try await reportingErrors {
            let reader = try await CampaignReader.open(campaign.site)
            for file in files {
                for name in try reader.retry(file) { print("back in incoming: \(name)") }
            }
        }
    }
}
