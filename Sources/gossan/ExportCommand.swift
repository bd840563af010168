import ArgumentParser
import Daemon
import FoundationEssentials
import Store
import SystemPackage

/// A run's files elsewhere, checked on the way.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Copy the latest run's files to a new directory, each checked by its SHA-256.")

    @OptionGroup var campaign: CampaignOptions

    @Option(help: "The directory to make.")
    var to: String

    @Option(help: "Only files whose path begins so, such as 'targets' or 'evidence/'; several times.")
    var only: [String] = []

    @Flag(help: "As JSON.")
    var json = false

    private struct Answer: Encodable {
        var run: String
        var directory: String
        var files: [String]
    }

    func run() async throws {
        try await reportingErrors {
            let reader = try await CampaignReader.open(campaign.site)
            let run = try reader.publishedRun()
            guard let manifest = try reader.latestManifest() else { return }
            let chosen = manifest.outputs.filter { output in
                only.isEmpty || only.contains { output.path.hasPrefix($0) }
            }
            guard !chosen.isEmpty else {
                throw DaemonError(
                    code: .noInput, path: run.string,
                    reason: "no file of the run begins with \(only.joined(separator: ", "))",
                    remedy: "its files are " + manifest.outputs.map(\.path).joined(separator: ", "))
            }
            let target = FilePath(FileManager.default.currentDirectoryPath).pushing(FilePath(to)).lexicallyNormalized()
            let files = FileSystem.real
            guard try files.statusIfPresent(target) == nil else {
                throw DaemonError(
                    code: .usage, path: target.string, reason: "it is there already", remedy: "name a new directory")
            }
            try files.makeDirectories(target)
            for output in chosen {
                let place = target.pushing(FilePath(output.path))
                try files.makeDirectories(place.removingLastComponent())
                try files.copy(try files.openFile(run.pushing(FilePath(output.path))), to: place) { _ in }
                guard try ContentHash.of(file: place) == output.sha256 else {
                    throw DaemonError(
                        code: .io, path: run.pushing(FilePath(output.path)).string,
                        reason: "its bytes are not those of the manifest", remedy: "remove the run and run it again")
                }
            }
            if json {
                return try printJSON(Answer(run: manifest.run, directory: target.string, files: chosen.map(\.path)))
            }
            print("\(chosen.count) files of run \(manifest.run) in \(target.string)")
        }
    }
}
