import ArgumentParser
import Daemon
import Glibc
import SystemPackage

/// How fast this machine scores.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Time the scoring core on this machine.",
        discussion: """
            Without arguments: the fuzzy overlay of 8 layers of 4096 x 4096. Arguments go to 'gossan-worker bench', such \
            as: gossan bench focal-zscore --layers 1 --set window=31. 'make bench' measures other libraries beside it.
            """)

    @Argument(parsing: .captureForPassthrough, help: "What 'gossan-worker bench' takes.")
    var words: [String] = []

    func run() async throws {
        try await reportingErrors {
            let worker = try Installation.current().worker.string
            var arguments = ([worker, "bench"] + words).map { strdup($0) } + [nil]
            // This process becomes the worker: nothing of this one shares the processor while it is timed.
            execv(worker, &arguments)
            throw DaemonError(
                code: .unavailable, path: worker, reason: "it cannot be started: \(String(cString: strerror(errno)))",
                remedy: "see 'gossan doctor'")
        }
    }
}
