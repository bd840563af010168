import Glibc
package import SystemPackage

/// A lock that a process holds while this value lives, and that the kernel lets go when the process dies.
package final class LockFile: Sendable {
    private let file: OpenFile
    package let path: FilePath

    private init(_ file: consuming OpenFile, path: FilePath) {
        self.file = file
        self.path = path
    }

    /// Takes the lock or fails at once with `locked`, naming the process that holds it.
    ///
    /// The file stays when the lock is let go: removing it would let two processes lock two files of one name.
    package static func take(_ path: FilePath, in files: FileSystem = .real) throws(StoreError) -> LockFile {
        let file = try files.open(path, for: .sharing(0o644))
        do {
            try files.lock(file)
        } catch {
            guard error.code == .locked else { throw error }
            throw StoreError(
                code: .locked, operation: "lock", path: path, errno: error.errno,
                reason: try holder(path, in: files).map { "process \($0) holds it" } ?? "another process holds it",
                remedy: "stop that process, or use another state directory")
        }
        try files.truncate(file)
        try files.write(Array("\(getpid())\n".utf8), to: file)
        return LockFile(file, path: path)
    }

    /// The process that last took the lock; `nil` where the file does not say.
    package static func holder(_ path: FilePath, in files: FileSystem = .real) throws(StoreError) -> Int32? {
        let text = String(decoding: try files.contents(of: path, atMost: 64), as: UTF8.self)
        return text.split(whereSeparator: \.isWhitespace).first.flatMap { Int32($0) }
    }
}
