import Glibc

/// Small files that are there when a call has returned.
enum DurableFile {
    /// Writes all of `bytes` and makes them durable.
    static func write(_ bytes: [UInt8], to path: String) throws(RasterError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw .system("create \(path)") }
        defer { close(descriptor) }
        let failure = unsafe bytes.withUnsafeBytes { buffer -> RasterError? in
            do throws(RasterError) {
                unsafe try put(buffer, descriptor, at: 0, path)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
        guard fsync(descriptor) == 0 else { throw .system("fsync \(path)") }
    }

    /// Makes a file that a library has written durable.
    static func sync(_ path: String) throws(RasterError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open \(path)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system("fsync \(path)") }
    }

    /// Writes all of `bytes` at `offset`, however often the system takes only some of them.
    static func put(
        _ bytes: UnsafeRawBufferPointer, _ descriptor: Int32, at offset: Int, _ path: String
    ) throws(RasterError) {
        var done = 0
        while done < bytes.count {
            let start = unsafe bytes.baseAddress.map { unsafe $0 + done }
            let count = unsafe pwrite(descriptor, start, bytes.count - done, offset + done)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .system("write \(path)") }
            done += count
        }
    }

    static func isRegular(_ descriptor: Int32, _ operation: String) throws(RasterError) -> Bool {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .system(operation) }
        return status.st_mode & S_IFMT == S_IFREG
    }
}
