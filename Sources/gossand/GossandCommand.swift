import ArgumentParser
import Daemon

/// The daemon: watches a spool and publishes runs.
@main
struct GossandCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gossand",
        abstract: "Watches the spools of campaigns, and turns what is dropped into published runs.")

    @Option(help: "The server's settings; /etc/gossan/gossan.yaml where neither this nor --campaign is given.")
    var config: String?

    @Option(help: "The directory of one campaign, which holds campaign.yaml; the settings are those given here.")
    var campaign: String?

    @Option(help: "Seconds for which a file must not change before it is taken, unless a .done says that it is whole.")
    var quiet: Double = 30

    @Option(help: "Seconds between two looks at the spool when nothing is heard.")
    var rescan: Double = 60

    @Option(help: "Memory that each worker may take, in MiB.")
    var memory = 1024

    @Option(help: "Workers at once; by default one a processor.")
    var workers: Int?

    @Option(help: "Seconds that each worker may take.")
    var seconds = 3600

    func validate() throws {
        if config != nil, campaign != nil { throw ValidationError("give --config or --campaign, not both") }
    }

    func run() async throws {
        let settings = Settings(
            quiet: quiet, rescan: rescan, memoryMiB: memory, seconds: seconds, workers: workers)
        let source: DaemonConfiguration.Source =
            campaign.map { .campaign(directory: $0, settings: settings) }
            ?? .file(config ?? "/etc/gossan/gossan.yaml")
        try await reportingErrors(as: "gossand") { try await GossanDaemon(source).serve() }
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
