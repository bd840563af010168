import Foundation
import Testing

/// Real files and references beside the project, by path, and the project's own.
enum SharedFiles {
    /// The folder of the project.
    static let project: URL? = {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path() != "/" {
            let package = folder.appending(path: "Package.swift").path()
            let shared = folder.appending(path: "../shared/data").path()
            if FileManager.default.fileExists(atPath: package), FileManager.default.fileExists(atPath: shared) {
                return folder
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }()

    /// A file of the project, found from this source upwards.
    static func own(_ path: String) throws -> URL {
        var folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        while folder.path() != "/" {
            let file = folder.appending(path: path)
            if FileManager.default.fileExists(atPath: file.path()) { return file }
            folder.deleteLastPathComponent()
        }
        throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: path])
    }

    /// The text of a file under `../shared`; `nil` after saying so where it is not there, which is a failure in CI.
    static func text(_ path: String) throws -> String? {
        if let file = project?.appending(path: "../shared").appending(path: path).standardized,
            FileManager.default.fileExists(atPath: file.path())
        {
            return String(decoding: try Data(contentsOf: file), as: UTF8.self)
        }
        if ProcessInfo.processInfo.environment["CI"] == "true" {
            Issue.record("../shared/\(path) is not there")
        } else {
            print("skipped: ../shared/\(path) is not there")
        }
        return nil
    }

    /// The columns of a CSV file under `../shared`.
    static func table(_ path: String) throws -> Columns? {
        try text(path).map(Columns.init)
    }
}

/// A CSV without quotes, by column name.
struct Columns {
    private let names: [String]
    private let rows: [[String]]

    init(_ text: String) {
        var lines = text.split(whereSeparator: \.isNewline).map(String.init)
        names = lines.removeFirst().split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    var count: Int { rows.count }

    func texts(_ name: String) throws -> [String] {
        let index = try #require(names.firstIndex(of: name), "no column \(name)")
        return rows.map { $0[index] }
    }

    func numbers(_ name: String) throws -> [Double] { try texts(name).map { Double($0) ?? .nan } }
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

extension SharedFiles {
    /// The text of a file packed by xz under `../shared`; `nil` as for `text`.
    static func unpacked(_ path: String) throws -> String? {
        guard let file = project?.appending(path: "../shared").appending(path: path).standardized,
            FileManager.default.fileExists(atPath: file.path())
        else { return try text(path) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/xz")
        process.arguments = ["-dc", file.path()]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        return String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
}
