import ArgumentParser
import Daemon
import FoundationEssentials
import Jobs
import Operations
import SystemPackage

/// Operations one by one: list, show, run.
struct OpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "op", abstract: "Run one operation on files, or say what it is.",
        discussion: """
            gossan op list
            gossan op show slope
            gossan op slope --in dem.tif --out slope.tif
            gossan op focal-zscore --in tmi.tif --set window=31 --out z.tif --json
            """)

    @Argument(help: "The operation's name; 'list'; or 'show NAME'.")
    var words: [String]

    @Option(name: .customLong("in"), help: "FILE, or NAME=FILE; several times for several inputs.")
    var inputs: [String] = []

    @Option(name: .customLong("set"), help: "KEY=VALUE; several times.")
    var settings: [String] = []

    @Option(help: "The file to write.")
    var out: String?

    @Option(help: "A grid file such as those of Grids/, for what is to become a raster; else that of the first raster.")
    var grid: String?

    @Option(help: "Memory that the worker may take, in MiB.")
    var memory = 1024

    @Option(help: "Threads; by default one a processor.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    @Flag(help: "The verdict and figures as JSON on standard output.")
    var json = false

    func run() async throws {
        try await reportingErrors {
            let installation = try Installation.current()
            let executor = LocalExecutorFactory.executor(of: installation)
            let catalog = try await executor.catalog()
            switch (words[0], words.count) {
            case ("list", 1): try list(catalog)
            case ("show", 2): try show(catalog.operation(words[1]))
            case (let name, 1): try await run(name, executor, catalog)
            default:
                throw DaemonError(
                    code: .usage, path: "", reason: "'\(words.joined(separator: " "))' is no operation",
                    remedy: "write 'gossan op list', 'gossan op show NAME' or 'gossan op NAME --in FILE --out FILE'")
            }
        }
    }

    private func list(_ catalog: Catalog) throws {
        if json {
            try printJSON(catalog.operations)
            return
        }
        let width = catalog.operations.map(\.name.count).max() ?? 0
        for operation in catalog.operations.sorted(by: { $0.name < $1.name }) {
            print(operation.name + String(repeating: " ", count: width + 2 - operation.name.count) + operation.summary)
        }
    }

    private func show(_ operation: Operation) throws {
        if json {
            try printJSON(operation)
        } else {
            print(ReferencePage(Catalog([operation])).section(of: operation), terminator: "")
        }
    }

    private func run(_ name: String, _ executor: LocalExecutor, _ catalog: Catalog) async throws {
        _ = try catalog.operation(name)
        guard let out else {
            throw DaemonError(
                code: .usage, path: "", reason: "there is no file to write", remedy: "say where: --out FILE")
        }
        let limits = Job.Limits(memoryBytes: memory << 20, threads: threads)
        let report = try await OperationRun(executor: executor, catalog: catalog, limits: limits)
            .run(name, inputs: inputs, settings: settings, grid: grid.map { FilePath($0) }, out: FilePath(out))
        if json {
            try printJSON(report)
        } else {
            for note in report.notes { print("note: \(note)") }
            for (figure, value) in report.figures.sorted(by: { $0.key < $1.key }) { print("\(figure) \(value)") }
        }
    }
}
