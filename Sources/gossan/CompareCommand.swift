import ArgumentParser
import Daemon
import FoundationEssentials
import Jobs
import SystemPackage

/// What changed between two runs.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Say what changed from one run to another: figures, map, targets that came and went, and why.",
        discussion: """
            A run is named as in 'gossan status', by its beginning where that is enough, or as 'latest'. The map's \
            difference, later minus earlier, is written as a GeoTIFF.
            """)

    @Argument(help: "The earlier run.")
    var before: String

    @Argument(help: "The later run.")
    var after: String

    @OptionGroup var campaign: CampaignOptions

    @Option(help: "The GeoTIFF of the map's difference; BEFORE-AFTER.tif here where nothing is said.")
    var out: String?

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        try await reportingErrors {
            let installation = try Installation.current()
            let executor = LocalExecutorFactory.executor(of: installation)
            let catalog = try await executor.catalog()
            let reader = CampaignReader(
                try CampaignOpening(campaign.site, catalog: catalog, installation: installation), catalog: catalog)
            let runs = (try reader.run(before), try reader.run(after))
            let names = [runs.0, runs.1].map { $0.lastComponent?.string ?? "run" }
            let here = FilePath(FileManager.default.currentDirectoryPath)
            let place = here.pushing(FilePath(out ?? names.joined(separator: "-") + ".tif")).lexicallyNormalized()
            let comparer = RunComparer(
                executor: executor, catalog: catalog,
                limits: .init(threads: ProcessInfo.processInfo.activeProcessorCount))
            let comparison = try await comparer.compare(runs.0, runs.1, difference: place)
            if json { return try printJSON(comparison) }
            for line in comparison.lines { print(line) }
        }
    }
}
