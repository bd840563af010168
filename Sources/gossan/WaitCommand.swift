import ArgumentParser
import Daemon
import SystemPackage

/// Waits for the daemon.
struct WaitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait", abstract: "Wait until nothing waits in the spool and a run is published.")

    @OptionGroup var campaign: CampaignOptions

    @Option(help: "Seconds after which to give up.")
    var timeout = 600.0

    @Flag(help: "As JSON.")
    var json = false

    private struct Answer: Encodable {
        var run: String
        var directory: String
    }

    func run() async throws {
        try await reportingErrors {
            let reader = try await CampaignReader.open(campaign.site)
            let end = ContinuousClock.now + .seconds(timeout)
            var said = ""
            while ContinuousClock.now < end {
                let (waiting, active) = (try reader.waiting(), try reader.active())
                let next = try await reader.nextRun()
                let latest = try reader.latestRun()
                // The run of all that was accepted, and no earlier one, is what is waited for.
                if waiting == 0, active == 0, next.missing.isEmpty, let latest,
                    latest.lastComponent?.string == next.name
                {
                    if json { return try printJSON(Answer(run: next.name, directory: latest.string)) }
                    print("published: \(latest.string)")
                    return
                }
                let state =
                    "\(waiting) waiting, \(active) being read, "
                    + (next.missing.isEmpty ? "run \(next.name) in work" : next.missing.joined(separator: "; "))
                if state != said && !json { print(state) }
                said = state
                try await Task.sleep(for: .milliseconds(300))
            }
            throw DaemonError(
                code: .temporary, path: campaign.site.directory.string,
                reason: "no run was published in \(timeout) s (\(said))",
                remedy: "see 'gossan status', and whether gossand runs")
        }
    }
}
