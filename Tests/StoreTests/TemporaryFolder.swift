import Foundation
import Store
import SystemPackage

/// A folder of its own for one test, removed at its end.
final class TemporaryFolder: Sendable {
    let path: FilePath

    init() throws {
        let url = URL(fileURLWithPath: NSTemporaryDirectory()).appending(path: "gossan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = FilePath(url.path)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path.string) } catch { print("\(path) stays: \(error)") }
    }

    func write(_ text: String, to name: String) throws -> FilePath {
        let place = path.pushing(FilePath(name))
        try FileSystem.real.create(place, Array(text.utf8))
        return place
    }
}
