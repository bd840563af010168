import ArgumentParser
import Daemon
import FoundationEssentials
import Jobs
import Operations
import Store
import SystemPackage

/// Begins a campaign.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a campaign's directory.",
        discussion: """
            With --sample it holds the made-up survey of Chagai, whose planted deposits are known.
            With --template it starts from what the literature says of a kind of deposit, and lists the evidence that \
            is still missing: gossan init --template porphyry-cu DIR. An unknown kind names those that there are.
            """)

    @Argument(help: "The directory to make.")
    var directory: String

    @Flag(help: "The sample campaign with its survey files in DIR/sample.")
    var sample = false

    @Option(help: "The kind of deposit that is sought, such as porphyry-cu.")
    var template: String?

    @Option(
        help: "The template's grid: a file such as those in Grids/, or { crs: EPSG:N, bounds: [...], cell: 100 m }.")
    var grid = "{ crs: EPSG:32641, bounds: [380000, 3200000, 440000, 3245000], cell: 100 m }"

    @Flag(help: "As JSON.")
    var json = false

    func validate() throws {
        if template != nil && sample { throw ValidationError("--sample and --template exclude each other") }
    }

    func run() async throws {
        try await reportingErrors {
            let here = FilePath(FileManager.default.currentDirectoryPath)
            let place = here.pushing(FilePath(directory)).lexicallyNormalized()
            let files = FileSystem.real
            let target = place.appending("campaign.yaml")
            let installation = try Installation.current()
            if let template {
                return try begin(target, from: template, installation)
            }
            try files.makeDirectories(place)
            if try files.statusIfPresent(target) == nil {
                let source = installation.samples.appending(sample ? "chagai" : "empty").appending("campaign.yaml")
                try files.create(target, try files.contents(of: source, atMost: 1 << 20))
            }
            if sample { try await makeSample(place, installation) }
            if json { return try printJSON(["campaign": target.string]) }
            print("campaign: \(target.string)")
        }
    }

    private func begin(_ target: FilePath, from template: String, _ installation: Installation) throws {
        let begun = try TemplateShelf(installation).begin(target, from: template, grid: grid)
        if json { return try printJSON(begun) }
        print("campaign: \(begun.campaign)")
        print("missing, until files for these layers are dropped (their names and sources stand in the campaign):")
        for evidence in begun.missing {
            print("  \(evidence.evidence), from \(evidence.needs.joined(separator: ", ")): \(evidence.why)")
        }
        print("set its grid to your area, then: gossan run \(directory) --drop FILE...")
    }

    private func makeSample(_ place: FilePath, _ installation: Installation) async throws {
        let files = FileSystem.real
        let folder = place.appending("sample")
        if try files.statusIfPresent(folder) != nil { return }
        let partial = place.appending(".sample.partial")
        try files.removeAll(partial)
        try files.makeDirectory(partial)
        let executor = LocalExecutorFactory.executor(of: installation)
        let operation = try await executor.catalog().operation("generate-sample")
        let report = try await executor.run(
            Job(
                id: "sample", operation: operation.name, parameters: try operation.resolve([:]), inputs: [:], grid: nil,
                output: partial.string, limits: .init(threads: ProcessInfo.processInfo.activeProcessorCount)))
        // The truth is kept apart: nobody is to drop it.
        if let truth = report.outputs["truth"] {
            try files.rename(partial.appending(truth), to: place.appending("truth.csv"))
        }
        try files.removeAll(partial.appending("job.json"))
        try files.rename(partial, to: folder)
    }
}
