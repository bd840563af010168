/// What an archive may unpack to. Each is checked before a byte is written.
package struct ArchiveLimits: Hashable, Sendable {
    /// Files and folders together.
    package var entries: Int
    /// Bytes of all files together.
    package var bytes: Int
    /// How many times its own size an archive may unpack to.
    package var ratio: Int
    /// Bytes below which the ratio is of no interest: small files of one value pack well.
    package var freeBytes: Int
    /// Folders within each other.
    package var depth: Int

    package init(
        entries: Int = 10_000, bytes: Int = 16 << 30, ratio: Int = 200, freeBytes: Int = 64 << 20, depth: Int = 16
    ) {
        self.entries = entries
        self.bytes = bytes
        self.ratio = ratio
        self.freeBytes = freeBytes
        self.depth = depth
    }

    /// Fails where so many entries and bytes are too many for an archive of this size.
    func check(entries count: Int, bytes total: Int, packed: Int) throws(ArchiveError) {
        guard count <= entries else {
            throw ArchiveError(
                .tooLarge, reason: "it holds more than \(entries) files and folders",
                remedy: "send its files in several archives")
        }
        guard total <= bytes else {
            throw ArchiveError(
                .tooLarge, reason: "it unpacks to more than \(bytes) bytes",
                remedy: "send its files in several archives")
        }
        guard total <= freeBytes || total / ratio <= packed else {
            throw ArchiveError(
                .tooLarge, reason: "it unpacks to more than \(ratio) times its own size, as only a bomb does",
                remedy: "send its files unpacked")
        }
    }
}
