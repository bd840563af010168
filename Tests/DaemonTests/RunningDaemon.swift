import Foundation

/// A real gossand on a campaign in a directory of its own, ended when the test ends.
final class RunningDaemon {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    let directory: URL
    private let process = Process()
    private let log: URL

    /// Starts the daemon on a campaign file's text and waits until it says READY.
    init(campaign: String, quiet: Int = 1) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "gossan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try Data(campaign.utf8).write(to: directory.appending(path: "campaign.yaml"))
        log = directory.appending(path: "gossand.log")
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        process.executableURL = Self.programs.appending(path: "gossand")
        process.arguments = ["--campaign", directory.path, "--quiet", "\(quiet)", "--rescan", "1"]
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try wait(seconds: 60, for: "READY") { self.words.contains("READY") }
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
        // A test's own directory: what cannot be removed does no harm.
        do { try FileManager.default.removeItem(at: directory) } catch {}
    }

    /// The programs of this build, beside the tests' own bundle.
    static let programs: URL = {
        var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.appending(path: "gossand").path), folder.path != "/" {
            folder.deleteLastPathComponent()
        }
        return folder
    }()

    var words: String { String(decoding: FileManager.default.contents(atPath: log.path) ?? Data(), as: UTF8.self) }
    var isRunning: Bool { process.isRunning }

    /// The spool's four directories.
    func spool(_ state: String) throws -> URL {
        let spool = directory.appending(path: "spool")
        let names = try FileManager.default.contentsOfDirectory(atPath: spool.path)
        guard let campaign = names.first else { throw Failure(description: "there is no spool") }
        return spool.appending(path: campaign).appending(path: state)
    }

    /// The directory of the latest run; `nil` where none is published.
    var latest: URL? {
        let out = directory.appending(path: "out")
        guard let campaign = FileManager.default.contents(inDirectory: out).first else { return nil }
        let latest = out.appending(path: campaign).appending(path: "latest")
        return FileManager.default.fileExists(atPath: latest.path) ? latest : nil
    }

    /// Waits for something, or fails with what the daemon said.
    func wait(seconds: Double, for what: String, until isThere: () throws -> Bool) throws {
        let end = Date().addingTimeInterval(seconds)
        while try !isThere() {
            guard Date() < end, process.isRunning else {
                throw Failure(description: "no \(what) in \(seconds) s; gossand said:\n\(words)")
            }
            Thread.sleep(forTimeInterval: 0.1)
        }
    }

    /// Why a file was rejected: the text beside it, once it is there.
    func reason(for name: String) throws -> String {
        let path = try spool("rejected").appending(path: name + ".reason.txt").path
        try wait(seconds: 60, for: "verdict on \(name)") { FileManager.default.fileExists(atPath: path) }
        return String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }

    /// Drops bytes as a careful sender does: under another name, then renamed into place.
    func drop(_ bytes: Data, as name: String) throws {
        let incoming = try spool("incoming")
        let part = incoming.appending(path: name + ".part")
        try bytes.write(to: part)
        try FileManager.default.moveItem(at: part, to: incoming.appending(path: name))
    }
}

extension FileManager {
    fileprivate func contents(inDirectory directory: URL) -> [String] {
        do { return try contentsOfDirectory(atPath: directory.path) } catch { return [] }
    }
}
