import Glibc
import Jobs

/// A file that is written part by part.
final class OutputFile {
    let path: String
    private let descriptor: Int32

    /// Creates the file, or empties the one that is there.
    init(creating path: String) throws(JobFailure) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw InputFile.failure(path) }
    }

    deinit { close(descriptor) }

    func write(_ text: String) throws(JobFailure) { try write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) throws(JobFailure) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                bytes.baseAddress.map { Glibc.write(descriptor, $0 + done, bytes.count - done) } ?? 0
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw InputFile.failure(path) }
            done += count
        }
    }

    /// Little-endian `Float64`; of all NaNs, one, so that equal numbers are equal bytes.
    func write(_ values: [Double]) throws(JobFailure) {
        try write(
            [UInt8](unsafeUninitializedCapacity: 8 * values.count) { buffer, count in
                let raw = UnsafeMutableRawBufferPointer(buffer)
                for (index, value) in values.enumerated() {
                    raw.storeBytes(
                        of: (value.isNaN ? Double.nan : value).bitPattern.littleEndian, toByteOffset: 8 * index,
                        as: UInt64.self)
                }
                count = 8 * values.count
            })
    }
}
