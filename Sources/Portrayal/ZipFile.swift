/// Files in one (PKWARE's APPNOTE 6.3, the plain part), stored as they are and without times: the same files give the
/// same bytes.
package enum ZipFile {
    /// Names are paths with `/`; they stand in the order given.
    package static func bytes(of files: [(name: String, content: [UInt8])]) -> [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in files {
            let offset = bytes.count
            let facts = header(name: name, content: content)
            bytes += word(0x0403_4b50) + facts + Array(name.utf8) + content
            directory += word(0x0201_4b50) + half(20) + facts
            // No comment, the first disk, no attributes inside or out.
            directory += half(0) + half(0) + half(0) + word(0) + word(offset) + Array(name.utf8)
        }
        let start = bytes.count
        bytes += directory
        bytes += word(0x0605_4b50) + half(0) + half(0) + half(files.count) + half(files.count)
        return bytes + word(directory.count) + word(start) + half(0)
    }

    /// What stands the same before a file and in the directory: version, flags (names are UTF-8), method, 1 January 1980,
    /// CRC and lengths.
    private static func header(name: String, content: [UInt8]) -> [UInt8] {
        let time = half(0) + half(1 << 5 | 1)
        let lengths = word(content.count) + word(content.count) + half(name.utf8.count) + half(0)
        return half(20) + half(1 << 11) + half(0) + time + word(Int(Checksum.crc32(content))) + lengths
    }

    private static func half(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }
    private static func word(_ value: Int) -> [UInt8] { half(value & 0xffff) + half(value >> 16 & 0xffff) }
}
