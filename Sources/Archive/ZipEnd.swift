/// Where a zip's directory lies: the record at its end, and the wide one before that where numbers do not fit.
struct ZipEnd {
    let count: Int
    let size: Int
    let place: Int

    init(_ source: inout some ArchiveSource) throws {
        // 22 bytes and a comment of at most 65,535 after them.
        let start = max(0, source.size - 22 - 0xFFFF)
        let tail = try source.bytes(start, source.size - start)
        let last = stride(from: tail.count - 22, through: 0, by: -1).first { position in
            // A comment may hold the signature too: its length must end where the file does.
            tail.little32(position) == 0x0605_4B50 && position + 22 + tail.little16(position + 20) == tail.count
        }
        guard let last else {
            throw ArchiveError.damaged("it has no directory at its end: it is cut off, or no zip")
        }
        guard tail.little16(last + 4) == 0, tail.little16(last + 6) == 0 else { throw ZipEnd.split }
        let narrow = (tail.little16(last + 10), tail.little32(last + 12), tail.little32(last + 16))
        if narrow.0 == 0xFFFF || narrow.1 == 0xFFFF_FFFF || narrow.2 == 0xFFFF_FFFF, last >= 20 || start > 0 {
            let locator = try source.bytes(start + last - 20, 20)
            if locator.little32(0) == 0x0706_4B50 {
                guard let wide = locator.little64(8) else { throw ArchiveError.damaged("its directory is damaged") }
                let record = try source.bytes(wide, 56)
                guard record.little32(0) == 0x0606_4B50, let count = record.little64(32),
                    let size = record.little64(40), let place = record.little64(48)
                else { throw ArchiveError.damaged("its directory is damaged") }
                (self.count, self.size, self.place) = (count, size, place)
                try check(before: wide)
                return
            }
        }
        (count, size, place) = narrow
        try check(before: start + last)
    }

    private func check(before end: Int) throws(ArchiveError) {
        guard size <= end, place <= end - size else { throw .damaged("its directory lies outside it") }
        guard size <= 64 << 20 else {
            throw ArchiveError(.tooLarge, reason: "its directory is absurdly long", remedy: "send fewer files in one")
        }
    }

    private static let split = ArchiveError(
        .unsupported, reason: "it is a part of a split archive", remedy: "send it in one piece")
}

/// An entry's sizes and place, from the extra field where 32 bits do not hold them.
struct ZipWideFields {
    var size: Int
    var packed: Int
    var place: Int

    init(_ extra: [UInt8], size: Int, packed: Int, place: Int, entry: String) throws(ArchiveError) {
        (self.size, self.packed, self.place) = (size, packed, place)
        guard size == 0xFFFF_FFFF || packed == 0xFFFF_FFFF || place == 0xFFFF_FFFF else { return }
        var position = 0
        while position + 4 <= extra.count {
            let (tag, length) = (extra.little16(position), extra.little16(position + 2))
            position += 4
            guard position + length <= extra.count else { break }
            if tag == 1 {
                var field = position
                func next() throws(ArchiveError) -> Int {
                    guard field + 8 <= position + length, let value = extra.little64(field) else {
                        throw .damaged("its sizes are damaged", entry: entry)
                    }
                    field += 8
                    return value
                }
                if size == 0xFFFF_FFFF { self.size = try next() }
                if packed == 0xFFFF_FFFF { self.packed = try next() }
                if place == 0xFFFF_FFFF { self.place = try next() }
                return
            }
            position += length
        }
        throw .damaged("its sizes are damaged", entry: entry)
    }
}
