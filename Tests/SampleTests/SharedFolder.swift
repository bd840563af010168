import Foundation

/// Where the references lie beside the project, found from this file.
enum SharedFolder {
    static func url(_ path: String) -> URL {
        var folder = URL(filePath: #filePath)
        repeat {
            folder = folder.deletingLastPathComponent()
        } while folder.path() != "/" && !FileManager.default.fileExists(atPath: folder.path() + "Package.swift")
        return folder.appending(path: "../shared/\(path)").standardizedFileURL
    }

    /// Whether a test on these files is to run: always where the environment says `CI=true`, else where they are.
    static func has(_ path: String) -> Bool {
        ProcessInfo.processInfo.environment["CI"] == "true"
            || FileManager.default.fileExists(atPath: url(path).path())
    }
}
