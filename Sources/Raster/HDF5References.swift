/// Finds what makes an HDF5 file read another file: external links, external storage, virtual datasets.
///
/// The HDF5 library follows them whatever driver asked. Their encodings are sought in all bytes of the file, so that no
/// way of nesting them escapes. Source: HDF5 File Format Specification 3.0, IV.A.2.g (link), h (external data files),
/// i (data layout, class 3).
enum HDF5References {
    static func isHDF5(_ file: borrowing MappedFile) -> Bool { superblock(file) != nil }

    static func check(_ file: borrowing MappedFile, _ path: String) throws(RasterError) {
        guard let base = superblock(file) else { return }
        let version = Int(file.integer(at: base + 8, size: 1, bigEndian: false) ?? 0)
        let size = Int(file.integer(at: base + (version < 2 ? 13 : 9), size: 1, bigEndian: false) ?? 8)
        var place = 0
        // All three encodings begin with 1 or 4, or hold it where it is easily found.
        while place < file.count - 3 {
            let byte = file[place]
            if byte == 1, file[place + 2] == 64, isExternalLink(file, place) {
                throw refused(path, "a link to another file")
            }
            if byte == 1, file[place + 1] == 0, file[place + 2] == 0, file[place + 3] == 0,
                isExternalStorage(file, place, base, size)
            {
                throw refused(path, "cells that lie in another file")
            }
            if byte == 4, file[place + 1] == 3, holds("GCOL", file, place + 2, base, size) {
                throw refused(path, "a virtual dataset over other files")
            }
            place += 1
        }
    }

    private static func refused(_ path: String, _ what: String) -> RasterError {
        RasterError(
            .externalReference, operation: "open \(path)", messages: ["the HDF5 file holds \(what)"],
            remedy: "Send one file that holds all its data, without links")
    }

    /// The signature stands at 0, 512, 1024, 2048, ...
    private static func superblock(_ file: borrowing MappedFile) -> Int? {
        var place = 0
        while place < file.count {
            if isSignature(file, place) { return place }
            place = place == 0 ? 512 : place * 2
        }
        return nil
    }

    private static func isSignature(_ file: borrowing MappedFile, _ place: Int) -> Bool {
        file.integer(at: place, size: 8, bigEndian: true) == 0x8948_4446_0D0A_1A0A
    }

    /// Whether the address that stands at `place` leads to `signature`.
    private static func holds(
        _ signature: StaticString, _ file: borrowing MappedFile, _ place: Int, _ base: Int, _ size: Int
    ) -> Bool {
        guard let address = file.integer(at: place, size: size, bigEndian: false),
            let target = Int(exactly: address), target < file.count
        else { return false }
        return file.holds(signature, at: base + target) || file.holds(signature, at: target)
    }

    /// Version 1, three zeros, slots, used slots, address of the heap with the names.
    private static func isExternalStorage(
        _ file: borrowing MappedFile, _ place: Int, _ base: Int, _ size: Int
    ) -> Bool {
        guard let slots = file.integer(at: place + 4, size: 2, bigEndian: false),
            let used = file.integer(at: place + 6, size: 2, bigEndian: false), used > 0, used <= slots
        else { return false }
        return holds("HEAP", file, place + 8, base, size)
    }

    /// Version 1, flags, type 64, [creation order], [character set], name, value of two texts after a zero.
    private static func isExternalLink(_ file: borrowing MappedFile, _ place: Int) -> Bool {
        let flags = file[place + 1]
        guard flags & 0b1000 != 0, flags < 32 else { return false }
        var next = place + 3
        if flags & 0b100 != 0 { next += 8 }
        if flags & 0b1_0000 != 0 { next += 1 }
        let lengthSize = 1 << Int(flags & 3)
        guard let length = file.integer(at: next, size: lengthSize, bigEndian: false), length > 0, length < 1 << 16
        else {
            return false
        }
        next += lengthSize + Int(length)
        guard let valueLength = file.integer(at: next, size: 2, bigEndian: false), valueLength >= 4 else {
            return false
        }
        let value = next + 2
        let end = value + Int(valueLength)
        guard end <= file.count, file[value] == 0, file[end - 1] == 0 else { return false }
        let zeros = (value + 1..<end).filter { file[$0] == 0 }
        return zeros.count == 2 && zeros[0] > value + 1
    }
}
