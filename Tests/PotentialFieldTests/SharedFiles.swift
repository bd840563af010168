import Foundation
import Testing

/// Reference numbers and real data beside the project, by path.
enum SharedFiles {
    private static let root: URL? = {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path() != "/" {
            if FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path()),
                FileManager.default.fileExists(atPath: folder.appending(path: "../shared").path())
            {
                return folder.appending(path: "../shared").standardized
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }()

    /// The bytes of a file; `nil` after saying so where it is not there, which is a failure in CI.
    static func bytes(_ path: String) throws -> [UInt8]? {
        if let file = root?.appending(path: path), FileManager.default.fileExists(atPath: file.path()) {
            return Array(try Data(contentsOf: file))
        }
        if ProcessInfo.processInfo.environment["CI"] == "true" {
            Issue.record("../shared/\(path) is not there")
        } else {
            print("skipped: ../shared/\(path) is not there")
        }
        return nil
    }

    static func array(_ path: String) throws -> NumPyArray? { try bytes(path).map(NumPyArray.init) }

}
