import Archive
import Foundation

/// Archives made by another program: Python's own zipfile and tarfile.
enum Packing {
    struct Failure: Error, CustomStringConvertible { var description: String }

    /// The bytes that a Python script puts into `out`, an io.BytesIO.
    static func pack(_ script: String) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [
            "-c",
            "import io, sys, zipfile, tarfile, gzip, struct\nout = io.BytesIO()\n\(prelude)\n\(script)\n"
                + "sys.stdout.buffer.write(out.getvalue())",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: "python3 failed on \(script)") }
        return [UInt8](bytes)
    }

    private static let prelude = """
        def zipped(entries, method=zipfile.ZIP_DEFLATED):
            with zipfile.ZipFile(out, 'w', method) as archive:
                for name, data in entries: archive.writestr(name, data)
        def tarred(entries, mode='w', form=tarfile.PAX_FORMAT):
            with tarfile.open(fileobj=out, mode=mode, format=form) as archive:
                for name, data in entries:
                    info = tarfile.TarInfo(name)
                    info.size = len(data)
                    archive.addfile(info, io.BytesIO(data))
        def special(name, kind, link=''):
            with tarfile.open(fileobj=out, mode='w') as archive:
                info = tarfile.TarInfo(name)
                info.type, info.linkname = kind, link
                archive.addfile(info)
        """
}

/// An archive in memory.
struct Bytes: ArchiveSource {
    let bytes: [UInt8]
    var size: Int { bytes.count }

    func read(at place: Int, atMost count: Int) -> [UInt8] { Array(bytes[place..<min(place + count, bytes.count)]) }
}

/// Keeps what is unpacked.
struct Kept: ArchiveSink {
    private(set) var files: [String: [UInt8]] = [:]
    private(set) var written = 0
    private var name = ""

    mutating func begin(_ path: ArchivePath, bytes: Int) {
        name = path.text
        files[name] = []
    }

    mutating func write(_ bytes: ArraySlice<UInt8>) {
        files[name, default: []] += bytes
        written += bytes.count
    }

    mutating func end() { name = "" }
}
