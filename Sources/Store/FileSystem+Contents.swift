import Glibc
package import SystemPackage

extension FileSystem {
    /// Bytes moved by one read or write.
    static let pieceSize = 1 << 20

    /// Hands on all bytes of an open file from its position, piece by piece.
    package func readAll(
        _ file: borrowing OpenFile, _ body: (UnsafeRawBufferPointer) throws(StoreError) -> Void
    ) throws(StoreError) {
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: FileSystem.pieceSize, alignment: 16)
        defer { piece.deallocate() }
        while true {
            let count = try read(file, into: piece)
            guard count > 0 else { return }
            try body(UnsafeRawBufferPointer(rebasing: piece[..<count]))
        }
    }

    /// Some bytes of an open file from a place on; fewer at its end. Its position moves there.
    package func bytes(
        of file: borrowing OpenFile, at place: Int, atMost limit: Int
    ) throws(StoreError) -> [UInt8] {
        let descriptor = file.descriptor
        _ = try call(FileCall(.read, file.path)) { _ in Glibc.lseek(descriptor, place, SEEK_SET) }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: limit, alignment: 16)
        defer { piece.deallocate() }
        var filled = 0
        while filled < limit {
            let count = try read(file, into: UnsafeMutableRawBufferPointer(rebasing: piece[filled...]))
            guard count > 0 else { break }
            filled += count
        }
        return Array(piece[..<filled])
    }

    /// All bytes of a regular file, which must not be longer than a limit.
    package func contents(of path: FilePath, atMost limit: Int) throws(StoreError) -> [UInt8] {
        let file = try openFile(path)
        var bytes: [UInt8] = []
        try readAll(file) { (piece) throws(StoreError) in
            guard bytes.count + piece.count <= limit else {
                throw StoreError(
                    code: .tooLong, operation: "read", path: path, reason: "it is longer than \(limit) bytes",
                    remedy: "check that the file is what its name says")
            }
            bytes.append(contentsOf: piece)
        }
        return bytes
    }

    /// Writes all bytes at the file's position.
    package func write(_ bytes: [UInt8], to file: borrowing OpenFile) throws(StoreError) {
        var written = 0
        while written < bytes.count {
            let rest = bytes[written...]
            written += try writeSome(rest.span.bytes, to: file)
        }
    }

    /// Writes a new file of these bytes and makes its content durable, its name not yet.
    package func create(_ path: FilePath, _ bytes: [UInt8], permissions: UInt32 = 0o666) throws(StoreError) {
        let file = try open(path, for: .creating(permissions))
        try write(bytes, to: file)
        try sync(file)
    }

    /// Puts a file of these bytes in the place of what had its name, whole or not at all, durably.
    package func replace(_ path: FilePath, with bytes: [UInt8]) throws(StoreError) {
        guard let name = path.name else { preconditionFailure("a file has a name") }
        let directory = path.removingLastComponent()
        let beside = directory.appending(name.beside)
        try removeAll(beside)
        try create(beside, bytes)
        try rename(beside, to: path)
        try sync(directory: directory.isEmpty ? "." : directory)
    }

    /// Copies an open file's bytes into a new file, durable but for its name, and hands each piece on.
    package func copy(
        _ source: borrowing OpenFile, to path: FilePath, permissions: UInt32 = 0o666,
        _ body: (UnsafeRawBufferPointer) -> Void = { _ in }
    ) throws(StoreError) {
        let target = try open(path, for: .creating(permissions))
        try readAll(source) { (piece) throws(StoreError) in
            body(piece)
            var written = 0
            while written < piece.count {
                let rest = UnsafeRawBufferPointer(rebasing: piece[written...])
                written += try writeSome(rest.bytes, to: target)
            }
        }
        try sync(target)
    }

    /// Makes all files and directories from here down durable. Anything but files and directories is refused.
    package func syncAll(_ path: FilePath) throws(StoreError) {
        switch try status(path).kind {
        case .regular:
            let file = try openFile(path)
            try sync(file)
        case .directory:
            for name in try names(in: path) { try syncAll(path.appending(name)) }
            try sync(directory: path)
        case let kind:
            throw StoreError(
                code: .notRegular, operation: "sync", path: path, reason: "a \(kind.rawValue) cannot be stored",
                remedy: "write files and directories only")
        }
    }
}
