import FoundationEssentials
package import Jobs
import Store
package import SystemPackage

/// What a finished job left in the store: its files and its report.
package struct StoredResult: Sendable {
    package let directory: FilePath
    package let report: JobReport

    private static let reportName = "report.json"

    /// The path of one of its outputs.
    package func path(of output: String) throws(DaemonError) -> FilePath {
        guard let file = report.outputs[output] else {
            throw DaemonError(
                code: .io, path: directory.string, reason: "the result has no output '\(output)'",
                remedy: "remove this directory: it is made again")
        }
        return directory.appending(file)
    }

    /// Keeps the report beside the outputs, so that a result that is found again says the same.
    static func write(_ report: JobReport, in directory: FilePath) throws {
        try FileSystem.real.create(
            directory.appending(reportName), Array(JSON.encode(report, pretty: true)))
    }

    /// The result in a directory of the store.
    init(reading directory: FilePath) throws {
        let bytes = try FileSystem.real.contents(of: directory.appending(Self.reportName), atMost: JobMessage.limit)
        self.directory = directory
        self.report = try JSON.decode(JobReport.self, from: Data(bytes))
    }
}
