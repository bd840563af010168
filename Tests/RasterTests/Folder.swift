import Foundation
import TestBench
import Testing

/// A folder of a test's own, gone with it.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "gossan-raster-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { print("left behind: \(path): \(error)") }
    }

    func file(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }

    @discardableResult
    func write(_ text: String, _ name: String) throws -> String { try write(Array(text.utf8), name) }

    @discardableResult
    func write(_ tiff: SmallTIFF, _ name: String) throws -> String { try write(tiff.encoded, name) }
}

func bytes(of path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

/// A path under ../shared/data; `nil` where that folder is not there, which is a failure where CI is set.
func shared(_ path: String) throws -> String? {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/",
        !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path)
    {
        folder.deleteLastPathComponent()
    }
    let found = folder.deletingLastPathComponent().appendingPathComponent("shared/data/" + path).path
    if FileManager.default.fileExists(atPath: found) { return found }
    if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record("missing: \(found)") }
    print("skipped: there is no \(found)")
    return nil
}
