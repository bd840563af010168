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

extension SharedData {
    /// What a program writes that is given a file; `nil` where the file is not there.
    private static func output(of program: String, _ arguments: [String], file: String) throws -> [UInt8]? {
        guard try bytes(file) != nil, let path = root?.appending(path: file).path() else { return nil }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments.map { $0 == "FILE" ? path : $0 }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            Issue.record("\(program) failed on \(file)")
            return nil
        }
        return Array(data)
    }

    /// The bytes within an `.xz` file.
    static func unpacked(_ file: String) throws -> [UInt8]? {
        try output(of: "/usr/bin/xz", ["-dc", "FILE"], file: file)
    }

    /// The bytes of a member of a `.zip` file.
    static func member(_ name: String, of file: String) throws -> [UInt8]? {
        let script = "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))"
        return try output(of: "/usr/bin/python3", ["-c", script, "FILE", name], file: file)
    }

    /// A file with the files of the same stem in its folder.
    static func drop(_ file: String) throws -> (bytes: [UInt8], name: String, companions: [String: [UInt8]])? {
        guard let bytes = try bytes(file), let path = root?.appending(path: file) else { return nil }
        let folder = path.deletingLastPathComponent()
        let name = path.lastPathComponent
        let stem = path.deletingPathExtension().lastPathComponent
        var companions: [String: [UInt8]] = [:]
        for other in try FileManager.default.contentsOfDirectory(atPath: folder.path())
        where other != name && (other.hasPrefix(stem) || other.hasSuffix(".dfn") && name.hasPrefix(other.dropLast(4))) {
            companions[other] = Array(try Data(contentsOf: folder.appending(path: other)))
        }
        return (bytes, name, companions)
    }
}
