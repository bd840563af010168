import ArgumentParser
import Daemon
import Journal
import SystemPackage

/// What became of what was dropped.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say what became of the dropped files, and which runs are published.")

    @OptionGroup var campaign: CampaignOptions

    @Flag(help: "As JSON.")
    var json = false

    private struct Answer: Encodable {
        struct Drop: Encodable {
            var name: String
            var sha256: String
            var state: String
            var layer: String?
            var reason: String?
            var remedy: String?
            var notes: [String]
        }
        var campaign: String
        var waiting: Int
        var drops: [Drop]
        var runs: [String]
        var latest: String?
    }

    func run() async throws {
        try await reportingErrors {
            let reader = try await CampaignReader.open(campaign.site)
            let answer = Answer(
                campaign: reader.name, waiting: try reader.waiting() + reader.active(),
                drops: try await reader.drops(limit: 1000).map { drop in
                    .init(
                        name: drop.display, sha256: drop.sha, state: drop.verdict?.rawValue ?? drop.state,
                        layer: drop.layer, reason: drop.reason, remedy: drop.remedy, notes: drop.notes)
                },
                runs: try await reader.runs().filter { $0.state == .published }.map(\.name),
                latest: try reader.latestRun()?.string)
            if json { return try printJSON(answer) }
            print("\(answer.campaign): \(answer.waiting) waiting, \(answer.runs.count) runs")
            for drop in answer.drops {
                let why = [drop.reason, drop.remedy].compactMap(\.self) + drop.notes
                print("  \(drop.state)  \(drop.name)" + (why.isEmpty ? "" : ": \(why.joined(separator: "; "))"))
            }
            if let latest = answer.latest { print("latest run: \(latest)") }
        }
    }
}
