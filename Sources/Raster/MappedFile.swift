import Glibc

/// A file's bytes, mapped to be read and never copied.
@safe struct MappedFile: ~Copyable {
    private let base: UnsafeRawPointer?
    let count: Int

    init(reading path: String) throws(RasterError) {
        let bytes = unsafe try Self.map(path)
        unsafe base = bytes.baseAddress
        count = bytes.count
    }

    private static func map(_ path: String) throws(RasterError) -> UnsafeRawBufferPointer {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system("open \(path)") }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .system("open \(path)") }
        let count = Int(status.st_size)
        guard count > 0 else { return unsafe UnsafeRawBufferPointer(start: nil, count: 0) }
        guard let memory = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), unsafe memory != MAP_FAILED
        else { throw .system("map \(path)") }
        unsafe madvise(memory, count, MADV_SEQUENTIAL)
        return unsafe UnsafeRawBufferPointer(start: memory, count: count)
    }

    deinit {
        if let base = unsafe base { unsafe munmap(UnsafeMutableRawPointer(mutating: base), count) }
    }

    subscript(index: Int) -> UInt8 {
        precondition(index >= 0 && index < count, "a byte outside its file")
        guard let base = unsafe base else { return 0 }
        return unsafe base.load(fromByteOffset: index, as: UInt8.self)
    }

    /// The unsigned integer of `size` bytes at `offset`; `nil` where it reaches beyond the file.
    func integer(at offset: Int, size: Int, bigEndian: Bool) -> UInt64? {
        guard offset >= 0, size <= 8, offset <= count - size else { return nil }
        var value: UInt64 = 0
        for step in 0..<size {
            value = value << 8 | UInt64(self[offset + (bigEndian ? step : size - 1 - step)])
        }
        return value
    }

    /// Whether `text` stands at `offset`.
    func holds(_ text: StaticString, at offset: Int) -> Bool {
        guard offset >= 0, offset <= count - text.utf8CodeUnitCount, let base = unsafe base else { return false }
        return unsafe memcmp(base + offset, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    /// A copy of some bytes, cut at the file's end.
    func bytes(_ range: Range<Int>) -> [UInt8] {
        let range = range.clamped(to: 0..<count)
        return range.map { self[$0] }
    }

    /// The first place at or after `start` that holds `byte`.
    func first(_ byte: UInt8, from start: Int) -> Int? {
        guard start < count, let base = unsafe base else { return nil }
        guard let found = unsafe memchr(base + start, Int32(byte), count - start) else { return nil }
        return unsafe UnsafeRawPointer(found) - base
    }
}
