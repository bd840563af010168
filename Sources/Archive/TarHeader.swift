/// One block of a tar's 512 bytes that tells an entry (POSIX.1-2001 ustar and pax, GNU's long names).
struct TarHeader {
    enum Kind: Equatable {
        case file, folder
        /// The next entry's name is this one's content, as GNU writes it.
        case longName
        /// Fields for the next entry, as pax writes them.
        case fields
        /// Fields for all entries.
        case allFields
        case other(String)
    }

    let name: [UInt8]
    let size: Int
    let kind: Kind

    /// `nil` for a block of zeros, which ends the archive.
    init?(_ block: [UInt8]) throws(ArchiveError) {
        precondition(block.count == 512, "a tar's block is 512 bytes")
        if block.allSatisfy({ $0 == 0 }) { return nil }
        let told = TarHeader.octal(block[148..<156])
        // POSIX: the sum of all bytes, the checksum's own taken as spaces.
        let sum = block.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
        guard told == sum else { throw .damaged("a header in it is damaged, or it is no tar") }
        guard let size = TarHeader.number(block[124..<136]) else { throw .damaged("a size in it is absurd") }
        self.size = size
        var name = TarHeader.text(block[0..<100])
        let isPOSIX = block[257..<263].elementsEqual("ustar\0".utf8)
        let prefix = isPOSIX ? TarHeader.text(block[345..<500]) : []
        if !prefix.isEmpty { name = prefix + [UInt8(ascii: "/")] + name }
        self.name = name
        kind =
            switch block[156] {
            case UInt8(ascii: "0"), 0, UInt8(ascii: "7"): .file
            case UInt8(ascii: "5"): .folder
            case UInt8(ascii: "L"): .longName
            case UInt8(ascii: "x"): .fields
            case UInt8(ascii: "g"): .allFields
            case UInt8(ascii: "1"), UInt8(ascii: "2"), UInt8(ascii: "K"): .other("it is a link")
            case UInt8(ascii: "3"), UInt8(ascii: "4"): .other("it is a device")
            case UInt8(ascii: "6"): .other("it is a FIFO")
            case UInt8(ascii: "S"): .other("it is packed as a sparse file")
            default: .other("it is neither a file nor a folder")
            }
    }

    private static func text(_ field: ArraySlice<UInt8>) -> [UInt8] { Array(field.prefix { $0 != 0 }) }

    private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
        let digits = field.drop { $0 == 32 }.prefix { (0x30...0x37).contains($0) }
        return digits.isEmpty ? nil : Int(String(decoding: digits, as: UTF8.self), radix: 8)
    }

    /// Octal digits, or 63 bits big-endian where the first bit is set, as GNU writes what is larger than 8 GiB.
    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        guard let first = field.first, first & 0x80 != 0 else {
            return field.allSatisfy { $0 == 0 || $0 == 32 } ? 0 : octal(field)
        }
        guard first == 0x80, field.dropFirst().dropLast(8).allSatisfy({ $0 == 0 }) else { return nil }
        let value = field.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(exactly: value)
    }
}
