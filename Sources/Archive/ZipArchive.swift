/// A zip by its central directory (PKWARE's APPNOTE.TXT 6.3): stored and deflated entries, sizes to 64 bits.
///
/// What the directory says is checked against the limits when it is read. Entries that lie upon each other, whose name
/// differs from their own header's, that are encrypted, links or archives are errors.
struct ZipArchive {
    struct Entry {
        var path: ArchivePath
        var isFolder: Bool
        var method: Int
        var crc: UInt
        var packed: Int
        var size: Int
        /// Of its own header.
        var place: Int
        var name: [UInt8]
    }

    private(set) var entries: [Entry] = []

    /// Reads and checks the directory.
    init(_ source: inout some ArchiveSource, limits: ArchiveLimits) throws {
        let table = try ZipEnd(&source)
        // 46 bytes at least for each entry: a count that cannot be true costs nothing.
        guard table.count <= table.size / 46 else { throw ArchiveError.damaged("its directory is too short") }
        try limits.check(entries: table.count, bytes: 0, packed: source.size)
        let directory = try source.bytes(table.place, table.size)
        var position = 0
        var total = 0
        var seen = SeenPaths()
        for _ in 0..<table.count {
            let (entry, length) = try ZipArchive.entry(directory, position, limits)
            position += length
            entries.append(entry)
            guard !entry.isFolder else {
                try seen.add(folder: entry.path)
                continue
            }
            try seen.add(file: entry.path)
            let (sum, overflow) = total.addingReportingOverflow(entry.size)
            total = overflow ? Int.max : sum
            // Deflate cannot do better than 1032 to 1: more is a lie, and each entry by itself may not be a bomb.
            try limits.check(entries: entries.count, bytes: total, packed: source.size)
            try limits.check(entries: 1, bytes: entry.size, packed: entry.packed)
        }
        try checkOverlaps(end: table.place)
    }

    /// Writes all files, in the order of their places.
    func unpack(_ source: inout some ArchiveSource, into sink: inout some ArchiveSink) throws -> Int {
        var count = 0
        for entry in entries.sorted(by: { $0.place < $1.place }) where !entry.isFolder {
            try sink.begin(entry.path, bytes: entry.size)
            try copy(entry, &source, into: &sink)
            try sink.end()
            count += 1
        }
        return count
    }

    private func copy(
        _ entry: Entry, _ source: inout some ArchiveSource, into sink: inout some ArchiveSink
    ) throws {
        let head = try source.bytes(entry.place, 30)
        guard head.little32(0) == 0x0403_4B50 else {
            throw ArchiveError.damaged("its directory points at something else", entry: entry.path.text)
        }
        let (nameLength, extraLength) = (head.little16(26), head.little16(28))
        guard try source.bytes(entry.place + 30, nameLength) == entry.name, head.little16(8) == entry.method else {
            throw ArchiveError.damaged("its own header and the directory tell different things", entry: entry.path.text)
        }
        var place = entry.place + 30 + nameLength + extraLength
        let end = place + entry.packed
        guard end <= source.size else { throw ArchiveError.damaged("it ends in the middle", entry: entry.path.text) }
        var crc = CRC32()
        var written = 0
        func write(_ bytes: ArraySlice<UInt8>, _ sink: inout some ArchiveSink) throws {
            written += bytes.count
            guard written <= entry.size else {
                throw ArchiveError.damaged("it unfolds to more than the directory says", entry: entry.path.text)
            }
            crc.update(bytes)
            try sink.write(bytes)
        }
        let inflater = entry.method == 8 ? try Inflater(.raw) : nil
        var hasEnded = inflater == nil
        while place < end {
            let bytes = try source.bytes(place, min(1 << 16, end - place))
            place += bytes.count
            guard let inflater else {
                try write(bytes[...], &sink)
                continue
            }
            if case .ended = try inflater.inflate(bytes, { try write($0, &sink) }) {
                hasEnded = true
                break
            }
        }
        guard hasEnded, written == entry.size, crc.value == entry.crc else {
            throw ArchiveError.damaged("its bytes are not those that were packed", entry: entry.path.text)
        }
    }

    private static func entry(
        _ table: [UInt8], _ start: Int, _ limits: ArchiveLimits
    ) throws(ArchiveError) -> (Entry, length: Int) {
        guard start + 46 <= table.count, table.little32(start) == 0x0201_4B50 else {
            throw .damaged("its directory is damaged")
        }
        let lengths = [28, 30, 32].map { table.little16(start + $0) }
        let end = start + 46 + lengths[0] + lengths[1] + lengths[2]
        guard end <= table.count else { throw .damaged("its directory is damaged") }
        let name = Array(table[(start + 46)..<(start + 46 + lengths[0])])
        let path = try ArchivePath(name, depth: limits.depth)
        let isFolder = name.last == UInt8(ascii: "/")
        func refuse(_ code: ArchiveError.Code, _ reason: String, _ remedy: String) -> ArchiveError {
            ArchiveError(code, entry: path.text, reason: reason, remedy: remedy)
        }
        guard table.little16(start + 8) & 0x2041 == 0 else {
            throw refuse(.unsupported, "it is encrypted", "pack it without a password")
        }
        // The upper half of the attributes is a Unix mode where a Unix program packed it (3) or macOS did (19).
        let mode = table.little32(start + 38) >> 16 & 0xF000
        if [3, 19].contains(table[start + 5]), ![0, 0x8000, 0x4000].contains(mode) {
            throw refuse(
                .forbidden, mode == 0xA000 ? "it is a link" : "it is neither a file nor a folder",
                "pack the files themselves")
        }
        let method = table.little16(start + 10)
        guard method == 0 || method == 8 else {
            throw refuse(.unsupported, "it is packed by method \(method)", "pack it with deflate, as zip does")
        }
        let extra = Array(table[(start + 46 + lengths[0])..<(start + 46 + lengths[0] + lengths[1])])
        let wide = try ZipWideFields(
            extra, size: table.little32(start + 24), packed: table.little32(start + 20),
            place: table.little32(start + 42), entry: path.text)
        guard method == 8 || wide.size == wide.packed else { throw .damaged("its sizes differ", entry: path.text) }
        return (
            Entry(
                path: path, isFolder: isFolder, method: method, crc: UInt(table.little32(start + 16)),
                packed: wide.packed, size: wide.size, place: wide.place, name: name), end - start
        )
    }

    /// A bomb of overlapping entries unfolds the same bytes many times (Fifield 2019).
    private func checkOverlaps(end: Int) throws(ArchiveError) {
        var last = 0
        for entry in entries.sorted(by: { $0.place < $1.place }) {
            guard entry.place >= last, entry.packed <= end, entry.place <= end - entry.packed else {
                throw ArchiveError(
                    .forbidden, entry: entry.path.text, reason: "its bytes lie upon those of another entry",
                    remedy: "pack it anew with zip")
            }
            last = entry.place + 30 + entry.name.count + entry.packed
        }
    }
}
