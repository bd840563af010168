import Foundation
import Testing

/// Real files beside the project, by path.
enum SharedData {
    private static let root: URL? = {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path() != "/" {
            if FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path()),
                FileManager.default.fileExists(atPath: folder.appending(path: "../shared/data").path())
            {
                return folder.appending(path: "../shared/data").standardized
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
            Issue.record("../shared/data/\(path) is not there")
        } else {
            print("skipped: ../shared/data/\(path) is not there")
        }
        return nil
    }
}

/// SplitMix64: the same numbers on every machine.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }
}
