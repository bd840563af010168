import Foundation
import Glibc
import Spool
import Store
import SystemPackage

/// A spool of its own for one test.
struct SpoolWorld {
    let folder: TemporaryFolder
    let spool: SpoolDirectory
    let time = Date(timeIntervalSince1970: 1_790_000_000.25)

    init() throws {
        folder = try TemporaryFolder()
        spool = try SpoolDirectory(root: folder.path, campaign: "chagai")
    }

    /// The same spool through a file system with faults.
    func spool(_ faults: Faults) throws -> SpoolDirectory {
        try SpoolDirectory(root: folder.path, campaign: "chagai", files: faults.files)
    }

    @discardableResult
    func drop(_ name: FileName, _ bytes: [UInt8]) throws -> FilePath {
        let path = spool.incoming.appending(name)
        try FileSystem.real.create(path, bytes)
        return path
    }

    @discardableResult
    func drop(_ name: String, _ text: String = "data") throws -> FilePath {
        guard let name = FileName(name) else { throw Errno.invalidArgument }
        return try drop(name, Array(text.utf8))
    }

    /// Drops a file with the folders that its path names.
    func drop(path: String, _ text: String) throws {
        let target = URL(filePath: spool.incoming.string).appending(path: path)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: target)
    }

    /// Adds bytes at a file's end.
    func append(_ text: String, to path: FilePath) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path.string))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    /// All that lies in incoming, as after a long quiet time.
    func arrivals() throws -> [Arrival] {
        var settling = Settling(rules: Settling.Rules(quiet: .zero))
        let listing = try spool.list()
        settling.observe(listing, at: .zero)
        var checks: [Candidate] = []
        for case .check(let candidates) in settling.arrivals(listing, at: .seconds(9999)).map(\.readiness) {
            checks += candidates
        }
        for check in checks { settling.checked(check, agrees: try spool.agrees(check)) }
        return settling.arrivals(listing, at: .seconds(9999))
    }

    func names(_ path: FilePath) throws -> [String] {
        try FileSystem.real.names(in: path).map(\.display)
    }

    func text(_ path: FilePath) throws -> String {
        String(decoding: try FileSystem.real.contents(of: path, atMost: 1 << 20), as: UTF8.self)
    }

    /// The relative paths of all files in the spool, by their text; hidden ones only where asked for.
    func paths(hidden: Bool = false) throws -> [String: [String]] {
        let root = folder.path.string + "/chagai/"
        var found: [String: [String]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
            if !hidden, path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: root + path, isDirectory: &isDirectory), !isDirectory.boolValue
            else { continue }
            found[try String(contentsOfFile: root + path, encoding: .utf8), default: []].append(path)
        }
        return found
    }

    /// In which of the four directories files of this text lie.
    func places(of text: String) throws -> [String] {
        (try paths()[text] ?? []).map { String($0.prefix { $0 != "/" }) }
    }
}
