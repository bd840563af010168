import ArgumentParser
import Daemon

/// The daemon: watches a spool and publishes runs.
@main
struct GossandCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gossand", abstract: "Watches a campaign's spool, and turns what is dropped into published runs.")

    @Option(help: "The campaign's directory, which holds campaign.yaml.")
    var campaign: String

    @Option(help: "Seconds for which a file must not change before it is taken, unless a .done says that it is whole.")
    var quiet: Double = 30

    @Option(help: "Seconds between two looks at the spool when nothing is heard.")
    var rescan: Double = 60

    @Option(help: "Memory that each worker may take, in MiB.")
    var memory = 1024

    @Option(help: "Workers at once; by default one a processor.")
    var workers: Int?

    func run() async throws {
        let settings = Settings(quiet: quiet, rescan: rescan, memoryMiB: memory, workers: workers)
        try await reportingErrors(as: "gossand") {
            try await GossanDaemon(campaign: campaign, settings: settings).serve()
        }
    }
}

/// Runs a command's body; an error becomes one line that names the file, the reason and the remedy, and an exit status
/// of sysexits.h.
private func reportingErrors(as program: String, _ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch {
        Complaint(error).print(as: program)
        throw ExitCode(Complaint(error).exitStatus)
    }
}
