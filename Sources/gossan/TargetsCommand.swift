import ArgumentParser
import Daemon
import FoundationEssentials
import Store
import SystemPackage

/// The ranked list.
struct TargetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "targets", abstract: "Print the ranked targets of the latest run.")

    @OptionGroup var campaign: CampaignOptions

    @Option(help: "How many.")
    var top = 20

    func run() async throws {
        try await reportingErrors {
            let reader = try await CampaignReader.open(campaign.site)
            guard let run = try reader.latestRun() else {
                throw DaemonError(
                    code: .noInput, path: campaign.site.directory.string, reason: "no run is published yet",
                    remedy: "drop what 'gossan status' says is missing")
            }
            let bytes = try FileSystem.real.contents(of: run.appending("ranking.csv"), atMost: 1 << 28)
            for line in String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").prefix(top + 1) { print(line) }
            print("map: \(run.appending("map.png").string)")
        }
    }
}
