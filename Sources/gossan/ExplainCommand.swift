import ArgumentParser
import Daemon
import FoundationEssentials
import Operations
import SystemPackage

/// Why a target is where it is.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what a target's score is made of, down to the dropped files.")

    @Argument(help: "The target's rank or id.")
    var target: String

    @OptionGroup var campaign: CampaignOptions

    @Flag(help: "As JSON.")
    var json = false

    private struct Answer: Encodable {
        struct Reason: Encodable {
            var evidence: String
            var contribution: Double
            var operation: String
            /// Names and hashes of the dropped files that it was made from.
            var files: [String: String]
        }
        var run: String
        var target: TargetList.Entry
        var reasons: [Reason]
    }

    func run() async throws {
        try await reportingErrors {
            let reader = try await CampaignReader.open(campaign.site)
            let entry = try TargetList(of: try reader.publishedRun()).target(target)
            guard let manifest = try reader.latestManifest() else { return }
            let reasons = entry.contributions.map { evidence, value in
                let step = manifest.step(named: evidence)
                return Answer.Reason(
                    evidence: evidence, contribution: value, operation: step?.operation ?? "",
                    files: manifest.files(behind: step?.id))
            }
            if json { return try printJSON(Answer(run: manifest.run, target: entry, reasons: reasons)) }
            print(entry.line)
            for reason in reasons {
                print(
                    "  " + TargetList.Entry.right(TargetList.Entry.fixed(reason.contribution, 4), 9)
                        + "  \(reason.evidence)  (\(reason.operation))")
                for (name, sha) in reason.files.sorted(by: { $0.key < $1.key }) {
                    print("             \(name)  sha256 \(sha.prefix(16))")
                }
            }
            print("run \(manifest.run): all inputs, parameters and outputs stand in its manifest.json")
        }
    }
}
