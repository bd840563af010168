import ArgumentParser
import FoundationEssentials
import Glibc
import Jobs
import Operations
import Work

/// Runs one job in a sandbox.
@main
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gossan-worker",
        abstract: "Runs one job of Gossan in a sandbox. Started by gossand and gossan, seldom by hand.",
        subcommands: [RunCommand.self, ServeCommand.self, CatalogCommand.self, BenchCommand.self])
}

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "run", abstract: "Run the job in a file.")

    @Argument(help: "The job, as JSON.")
    var job: String

    @Option(help: "A folder of datum-shift and geoid grids.")
    var grids: String?

    func run() throws { leave(Worker.run(jobFile: job, grids: grids)) }
}

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the jobs named on standard input, each in a process of its own.")

    func run() throws { leave(Worker.serve()) }
}

/// Ends at once: the answer is written, and what libraries do at an end, such as to wait for their threads, can only
/// fail where the sandbox has run out.
private func leave(_ status: Int32) -> Never {
    fflush(nil)
    _exit(status)
}

struct CatalogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog", abstract: "Print the declarations of all operations.")

    @Flag(help: "As JSON, for programs.")
    var json = false

    @Flag(help: "As the reference page docs/operations.md.")
    var markdown = false

    func run() throws {
        if markdown {
            print(ReferencePage(Worker.catalog).markdown, terminator: "")
        } else if json {
            print(String(decoding: try JSON.encode(Worker.catalog), as: UTF8.self))
        } else {
            for operation in Worker.catalog.operations { print("\(operation.name)\t\(operation.summary)") }
        }
    }
}
