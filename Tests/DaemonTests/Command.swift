import Foundation

/// The program `gossan` of this build.
enum Command {
    /// Runs it and gives its status and what it printed.
    static func gossan(_ arguments: [String]) throws -> (status: Int32, output: Data, errors: String) {
        let process = Process()
        process.executableURL = RunningDaemon.programs.appending(path: "gossan")
        process.arguments = arguments
        let pipe = Pipe()
        let errors = FileManager.default.temporaryDirectory.appending(path: "gossan-\(UUID().uuidString).errors")
        try Data().write(to: errors)
        process.standardOutput = pipe
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let words = try String(contentsOf: errors, encoding: .utf8)
        try FileManager.default.removeItem(at: errors)
        return (process.terminationStatus, output, words)
    }

    /// A directory of the test's own, removed when it ends.
    final class Folder: Sendable {
        let url = FileManager.default.temporaryDirectory.appending(path: "gossan-\(UUID().uuidString)")

        init() throws {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }

        deinit {
            // A test's own directory: what cannot be removed does no harm.
            do { try FileManager.default.removeItem(at: url) } catch {}
        }
    }
}
