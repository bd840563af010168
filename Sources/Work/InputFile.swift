import Glibc
import Jobs

/// A file that is read part by part, so that memory does not grow with it.
final class InputFile {
    let path: String
    private let descriptor: Int32

    init(reading path: String) throws(JobFailure) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    deinit { close(descriptor) }

    /// The bytes that follow, at most so many; none at the end.
    func next(atMost most: Int) throws(JobFailure) -> [UInt8] {
        try bytes(most) { Glibc.read(self.descriptor, $0, $1) }
    }

    /// The bytes at a place; fewer only at the file's end.
    func bytes(at place: Int, count: Int) throws(JobFailure) -> [UInt8] {
        var done = 0
        return try bytes(count) { pointer, room in
            let count = pread(self.descriptor, pointer, room, off_t(place + done))
            done += max(0, count)
            return count
        }
    }

    private func bytes(
        _ most: Int, _ read: (UnsafeMutableRawPointer, Int) -> Int
    ) throws(JobFailure) -> [UInt8] {
        var problem: JobFailure?
        let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
            guard let base = UnsafeMutableRawBufferPointer(buffer).baseAddress else { return }
            while count < most {
                let got = read(base + count, most - count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { problem = Self.failure(path) }
                if got <= 0 { break }
                count += got
            }
        }
        if let problem { throw problem }
        return bytes
    }

    /// The system's last error.
    static func failure(_ path: String) -> JobFailure {
        JobFailure(
            code: errno == ENOENT ? .noInput : .temporary, file: path, reason: String(cString: strerror(errno)),
            remedy: "free some disk space, or check who may read and write there")
    }
}
