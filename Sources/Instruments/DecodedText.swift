/// The bytes of a text file as UTF-8 or a superset of ASCII, without a byte order mark.
struct DecodedText: Sendable {
    let bytes: [UInt8]
    let encoding: String

    /// An error for no bytes and for what is not text.
    init(_ file: [UInt8]) throws(InstrumentError) {
        guard !file.isEmpty else {
            throw InstrumentError(.empty, reason: "the file has no bytes", remedy: "send it again")
        }
        if file.starts(with: [0xff, 0xfe]) || file.starts(with: [0xfe, 0xff]) {
            bytes = try Self.transcoded(file, isLittleEndian: file[0] == 0xff)
            encoding = "UTF-16"
        } else {
            bytes = file.starts(with: [0xef, 0xbb, 0xbf]) ? Array(file.dropFirst(3)) : file
            // Every 8-bit code page has ASCII below; above it only names are affected, never a number.
            encoding = Self.isPlain(bytes) || String(validating: bytes, as: UTF8.self) != nil ? "UTF-8" : "ISO 8859-1"
        }
        if let place = Self.firstZero(bytes) {
            throw InstrumentError(
                .binary, reason: "the file is not text: it has a zero byte at \(place)",
                remedy: "export the readings as text from the instrument's own program")
        }
    }

    /// Whether all bytes are below 128.
    private static func isPlain(_ bytes: [UInt8]) -> Bool {
        let span = bytes.span
        var all: UInt8 = 0
        for index in span.indices { all |= span[index] }
        return all < 0x80
    }

    private static func firstZero(_ bytes: [UInt8]) -> Int? {
        let span = bytes.span
        var smallest: UInt8 = 0xff
        for index in span.indices { smallest = min(smallest, span[index]) }
        return smallest == 0 ? bytes.firstIndex(of: 0) : nil
    }

    private static func transcoded(_ file: [UInt8], isLittleEndian: Bool) throws(InstrumentError) -> [UInt8] {
        guard file.count % 2 == 0 else {
            throw InstrumentError(
                .binary, reason: "the file begins as UTF-16 text and ends in the middle of a letter",
                remedy: "send it again: it was cut")
        }
        let (high, low) = isLittleEndian ? (1, 0) : (0, 1)
        let units: [UInt16] = stride(from: 2, to: file.count, by: 2).map { place in
            let upper = UInt16(file[place + high])
            return upper << 8 | UInt16(file[place + low])
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
