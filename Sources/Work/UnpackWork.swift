import Archive
import Glibc
import Jobs
import Operations

/// Unpacks a stranger's archive into the job's directory, within limits: files and folders, nothing else.
enum UnpackWork {
    /// The folder of what was unpacked, in the job's directory.
    static let folder = "contents"

    static let operation = Operation(
        name: "unpack", summary: "Unpacks a dropped zip or tar within limits.", family: .intake,
        inputs: [.init("in", .document, "the archive: .zip, .tar, .tar.gz or .tgz")],
        parameters: [
            Parameter("entries", .integer(from: 1, to: 1_000_000), default: 10_000, "most files and folders in it"),
            Parameter(
                "bytes", .number(from: 1, to: 1e15), unit: "bytes", default: .number(17_179_869_184),
                "most bytes of all its files together"),
            Parameter(
                "ratio", .integer(from: 2, to: 1_100), default: 200,
                "how many times its own size it may unpack to, beyond 64 MiB"),
        ],
        outputs: [], memory: .strip,
        formula:
            "Every name and size is checked before a byte is written; links, devices, paths that lead out, archives "
            + "within it and names that come twice are rejections.",
        source: "PKWARE APPNOTE 6.3; POSIX.1-2001 pax; D. Fifield, A better zip bomb (2019)")

    static let runner = Runner(operation: operation) { place in
        let input = try place.input("in")
        guard let kind = ArchiveKind(name: input.name) else {
            throw JobFailure(
                code: .badData, file: input.name, reason: "it is packed in a way that is not read here",
                remedy: "pack it as .zip, .tar or .tar.gz")
        }
        let limits = ArchiveLimits(
            entries: Int(place.number("entries") ?? 0), bytes: Int(place.number("bytes") ?? 0),
            ratio: Int(place.number("ratio") ?? 0))
        do {
            var source = try ArchiveFile(input.path)
            var sink = UnpackFolder(place.job.output + "/" + folder)
            try sink.make([])
            place.record("files", Double(try Unpacking.unpack(kind, &source, limits: limits, into: &sink)))
        } catch let error as ArchiveError {
            throw JobFailure(
                code: .badData, file: error.entry.isEmpty ? input.name : error.entry, reason: error.reason,
                remedy: error.remedy)
        }
    }
}

/// An archive's bytes by position.
private final class ArchiveFile: ArchiveSource {
    let size: Int
    private let descriptor: Int32

    init(_ path: String) throws(JobFailure) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
            throw JobFailure.ofSystem("open the archive", errno)
        }
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    func read(at place: Int, atMost count: Int) throws -> [UInt8] {
        var failed: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            while filled < count {
                let got = pread(descriptor, target.baseAddress.map { $0 + filled }, count - filled, place + filled)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failed = errno }
                guard got > 0 else { return }
                filled += got
            }
        }
        guard failed == 0 else { throw JobFailure.ofSystem("read the archive", failed) }
        return bytes
    }
}

/// The folder that an archive is unpacked to. Nothing in it is replaced, and no link is followed.
private struct UnpackFolder: ArchiveSink {
    private let root: String
    private var made: Set<[String]> = []
    private var descriptor: Int32 = -1

    init(_ root: String) { self.root = root }

    mutating func make(_ folder: [String]) throws {
        guard !made.contains(folder) else { return }
        if !folder.isEmpty { try make(Array(folder.dropLast())) }
        guard mkdir(([root] + folder).joined(separator: "/"), 0o755) == 0 else {
            throw JobFailure.ofSystem("make a folder", errno)
        }
        made.insert(folder)
    }

    mutating func begin(_ path: ArchivePath, bytes: Int) throws {
        try make(Array(path.names.dropLast()))
        descriptor = open(root + "/" + path.text, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw JobFailure.ofSystem("write an unpacked file", errno) }
    }

    mutating func write(_ bytes: ArraySlice<UInt8>) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw JobFailure.ofSystem("write an unpacked file", errno) }
            rest = rest.dropFirst(count)
        }
    }

    mutating func end() throws {
        guard close(descriptor) == 0 else { throw JobFailure.ofSystem("write an unpacked file", errno) }
    }
}

extension JobFailure {
    /// A call that the system refused: not the file's fault.
    fileprivate static func ofSystem(_ what: String, _ number: Int32) -> JobFailure {
        JobFailure(
            code: .temporary, reason: "the worker cannot \(what): \(String(cString: strerror(number)))",
            remedy: number == ENOSPC || number == EDQUOT ? "free some disk space" : "see the system's log")
    }
}
