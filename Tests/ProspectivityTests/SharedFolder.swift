import Foundation
import Testing

/// Real data beside the project.
enum SharedFolder {
    /// A folder of the shared data; `nil`, with a message, outside of CI where it is missing.
    static func named(_ name: String) throws -> URL? {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
            try #require(folder.path != "/", "no Package.swift above \(#filePath)")
            folder.deleteLastPathComponent()
        }
        let place = folder.deletingLastPathComponent().appending(path: "shared/data/\(name)")
        if FileManager.default.fileExists(atPath: place.path) { return place }
        try #require(ProcessInfo.processInfo.environment["CI"] != "true", "\(place.path) is missing")
        print("skipped: \(place.path) is missing")
        return nil
    }
}
