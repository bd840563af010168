import ArgumentParser
import Daemon
import FoundationEssentials
import Glibc
import Jobs
import SystemPackage

/// The whole way once, without a daemon.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Evaluate a campaign once: judge what was dropped, do what is new, publish.",
        discussion: "Ends with 0 when a run is published, 65 when a file was rejected, 66 when files are missing.")

    @Argument(help: "The campaign's directory.")
    var directory: String

    @Option(name: .customLong("drop"), help: "A file to drop first; several times.")
    var files: [String] = []

    @Option(help: "Seconds for which a file in incoming/ must not change before it is taken.")
    var quiet = 2.0

    @Option(help: "Memory that each worker may take, in MiB.")
    var memory = 1024

    @Option(help: "Workers at once; by default one a processor.")
    var workers: Int?

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        try await reportingErrors {
            let here = FilePath(FileManager.default.currentDirectoryPath)
            let installation = try Installation.current()
            let executor = LocalExecutorFactory.executor(of: installation)
            let catalog = try await executor.catalog()
            let site = CampaignSite(directory: here.pushing(FilePath(directory)).lexicallyNormalized())
            let opening = try CampaignOpening(site, catalog: catalog, installation: installation)
            let settings = Settings(quiet: quiet, rescan: 60, memoryMiB: memory, workers: workers)
            let line = ProgressLine()
            let outcome = try await SingleRun(opening, catalog: catalog, executor: executor, settings: settings).run(
                dropping: files.map { here.pushing(FilePath($0)).lexicallyNormalized() },
                progress: { line.show("\($0.done) of \($0.total)  \($0.job)") })
            line.clear()
            if json { try printJSON(outcome) } else { tell(outcome) }
            if outcome.verdicts.contains(where: { $0.verdict == "rejected" }) { throw ExitCode(65) }
            if outcome.run == nil { throw ExitCode(66) }
        }
    }

    private func tell(_ outcome: SingleRun.Outcome) {
        for verdict in outcome.verdicts {
            let why = [verdict.reason, verdict.remedy].compactMap(\.self) + verdict.notes
            print("\(verdict.verdict)  \(verdict.name)" + (why.isEmpty ? "" : ": \(why.joined(separator: "; "))"))
        }
        for missing in outcome.missing { print("missing  \(missing)") }
        if let directory = outcome.directory { print("published  \(directory)") }
    }
}

/// One line on a terminal that is written over as the work goes on; silence in a pipe.
struct ProgressLine: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1

    func show(_ text: String) { put("\r\u{1b}[K\(text.prefix(100))") }
    func clear() { put("\r\u{1b}[K") }

    private func put(_ text: String) {
        guard isTerminal else { return }
        let bytes = Array(text.utf8)
        // Progress that cannot be shown is no reason to stop.
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
