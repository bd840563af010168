import ArgumentParser
import Daemon
import Journal
import SystemPackage

/// Waits for the daemon.
struct WaitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait", abstract: "Wait until nothing waits in the spool and a run is published.")

    @OptionGroup var campaign: CampaignOptions

    @Option(help: "Seconds after which to give up.")
    var timeout = 600.0

    func run() async throws {
        try await reportingErrors {
            let reader = try await CampaignReader.open(campaign.site)
            let end = ContinuousClock.now + .seconds(timeout)
            var said = ""
            while ContinuousClock.now < end {
                let (waiting, active) = (try reader.waiting(), try reader.active())
                let runs = try await reader.runs()
                let isRunning = runs.contains { $0.state == .running }
                let state =
                    "\(waiting) waiting, \(active) being read, \(isRunning ? "a run in work" : "no run in work")"
                if state != said { print(state) }
                said = state
                if waiting == 0, active == 0, !isRunning, let run = try reader.latestRun() {
                    print("published: \(run.string)")
                    return
                }
                try await Task.sleep(for: .milliseconds(300))
            }
            throw DaemonError(
                code: .temporary, path: campaign.site.directory.string, reason: "no run was published in \(timeout) s",
                remedy: "see 'gossan status', and whether gossand runs")
        }
    }
}
