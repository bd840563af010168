import ArgumentParser
import Daemon
import FoundationEssentials
import SystemPackage

/// The ranked list.
struct TargetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "targets", abstract: "Print the ranked targets of the latest run.")

    @OptionGroup var campaign: CampaignOptions

    @Option(help: "How many.")
    var top = 20

    @Flag(help: "As JSON: the targets with all their properties.")
    var json = false

    func run() async throws {
        try await reportingErrors {
            let reader = try await CampaignReader.open(campaign.site)
            let run = try reader.publishedRun()
            let targets = try TargetList(of: run).targets.prefix(max(0, top))
            if json { return try printJSON(Array(targets)) }
            print("rank  id              mean   max   area km2  longitude   latitude  nearest known occurrence")
            for target in targets { print(target.line) }
            print("map: \(run.appending("map.png").string)")
        }
    }
}
