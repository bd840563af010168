package import Store

/// What a file's own format says about whether all of it is there.
package enum Wholeness: String, Hashable, Sendable, Codable {
    /// Its format says where it ends, and it ends there.
    case whole
    /// Its format says that more must come.
    case short
    /// A text that ends in the middle of a line: the rest may come, or its writer left the line's end out.
    case openEnd
    /// Its format does not say.
    case unknown

    /// How many bytes from the begin and from the end of a file are looked at.
    package static let window = 1 << 16

    /// Judges a file by its name's ending, its length and its first and last bytes, at most `window` of each.
    package init(_ name: FileName, size: Int, head: [UInt8], tail: [UInt8]) {
        guard !head.isEmpty else {
            self = .unknown
            return
        }
        func starts(_ bytes: [UInt8]) -> Bool { head.starts(with: bytes) }
        self =
            if starts([0x49, 0x49, 0x2A, 0]) || starts([0x4D, 0x4D, 0, 0x2A]) {
                TIFFExtent(head).wholeness(size: size)
            } else if starts([0x89, 0x50, 0x4E, 0x47]) {
                tail.suffix(8).elementsEqual([0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]) ? .whole : .short
            } else if starts([0xFF, 0xD8, 0xFF]) {
                Wholeness.jpeg(tail)
            } else if starts([0x50, 0x4B, 3, 4]) {
                Wholeness.zip(tail)
            } else if starts(Array("SQLite format 3\0".utf8)) {
                Wholeness.sqlite(head, size)
            } else if starts([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]) {
                Wholeness.hdf5(head, size)
            } else if starts([0, 0, 0x27, 0x0A]) {
                head.count < 28 ? .short : Wholeness.of(told: 2 * head.big32(24), size)
            } else if name.hasEnding(".dbf") {
                head.count < 12
                    ? .short : Wholeness.of(told: head.little16(8) + head.little32(4) * head.little16(10), size)
            } else if starts(Array("DSBB".utf8)), head.count >= 8 {
                Wholeness.of(told: 56 + 4 * head.little16(4) * head.little16(6), size)
            } else if name.hasEnding(".tar") {
                size % 512 == 0 && tail.suffix(1024).allSatisfy { $0 == 0 } ? .whole : .short
            } else if name.hasEnding(".geojson") || name.hasEnding(".json") {
                Wholeness.json(tail)
            } else if Wholeness.texts.contains(where: { name.hasEnding($0) }) {
                tail.last == 0x0A || tail.last == 0x0D ? .unknown : .openEnd
            } else {
                .unknown
            }
    }

    private static let texts = [".csv", ".txt", ".xyz", ".asc", ".gxf", ".des", ".dfn", ".prj", ".hdr", ".ers", ".tfw"]

    private static func of(told: Int, _ size: Int) -> Wholeness { size < told ? .short : .whole }

    private static func jpeg(_ tail: [UInt8]) -> Wholeness {
        if tail.suffix(2).elementsEqual([0xFF, 0xD9]) { return .whole }
        return Swift.zip(tail, tail.dropFirst()).contains { $0 == 0xFF && $1 == 0xD9 } ? .unknown : .short
    }

    private static func zip(_ tail: [UInt8]) -> Wholeness {
        let mark: [UInt8] = [0x50, 0x4B, 5, 6]
        let isThere = tail.count >= 22 && (0...(tail.count - 22)).contains { tail[$0...].starts(with: mark) }
        return isThere ? .whole : .short
    }

    /// The header's count of pages holds where the last writer said so: SQLite file format, 1.3.7.
    private static func sqlite(_ head: [UInt8], _ size: Int) -> Wholeness {
        guard head.count >= 100 else { return .short }
        guard head.big32(24) == head.big32(92) else { return .unknown }
        let page = head.big16(16) == 1 ? 65536 : head.big16(16)
        return of(told: page * head.big32(28), size)
    }

    /// The end-of-file address of the superblock: HDF5 file format, II.A.
    private static func hdf5(_ head: [UInt8], _ size: Int) -> Wholeness {
        guard head.count >= 64 else { return .short }
        let place =
            switch head[8] {
            case 0: 40
            case 1: 44
            case 2, 3: 28
            default: 0
            }
        guard place > 0, head[head[8] < 2 ? 13 : 9] == 8, let told = head.little64(place) else { return .unknown }
        return of(told: told, size)
    }

    private static func json(_ tail: [UInt8]) -> Wholeness {
        let last = tail.last { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return last == UInt8(ascii: "}") || last == UInt8(ascii: "]") ? .unknown : .short
    }
}

extension [UInt8] {
    func little16(_ place: Int) -> Int { Int(self[place]) | Int(self[place + 1]) << 8 }
    func little32(_ place: Int) -> Int { little16(place) | little16(place + 2) << 16 }
    func little64(_ place: Int) -> Int? {
        let high = little32(place + 4)
        return high < 1 << 31 ? high << 32 | little32(place) : nil
    }
    func big16(_ place: Int) -> Int { Int(self[place]) << 8 | Int(self[place + 1]) }
    func big32(_ place: Int) -> Int { big16(place) << 16 | big16(place + 2) }
}
