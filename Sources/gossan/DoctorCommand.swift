import ArgumentParser
import Daemon
import FoundationEssentials

/// What keeps Gossan from working here.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check this installation and, where one is named, a campaign.")

    @Argument(help: "A campaign's directory.")
    var directory: String?

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        try await reportingErrors {
            let findings = await InstallationCheck.all(campaign: directory)
            if json {
                try printJSON(findings)
            } else {
                for finding in findings {
                    print("\(finding.isRight ? "ok   " : "WRONG")  \(finding.what)")
                    if !finding.remedy.isEmpty { print("       \(finding.remedy)") }
                }
            }
            if findings.contains(where: { !$0.isRight }) { throw ExitCode(69) }
        }
    }
}
