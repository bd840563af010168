package import Store

/// The one entry of an ERMapper header (`.ers`) that decides which files belong together.
package enum ERMapperHeader {
    /// No real header is longer, bytes.
    package static let limit = 1 << 16

    /// The file in the same folder that `DataFile` names; `nil` where there is none or it is no plain name.
    package static func dataFile(in bytes: [UInt8]) -> FileName? {
        for line in bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            let sides = line.split(separator: UInt8(ascii: "="), maxSplits: 1)
            guard sides.count == 2, trimmed(sides[0]).elementsEqual("datafile".utf8, by: { $0 | 0x20 == $1 }) else {
                continue
            }
            var value = trimmed(sides[1])
            let quote = UInt8(ascii: "\"")
            if value.count >= 2, value.first == quote, value.last == quote { value = value.dropFirst().dropLast() }
            return FileName(bytes: value)
        }
        return nil
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isSpace: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        let start = bytes.drop(while: isSpace)
        guard let last = start.lastIndex(where: { !isSpace($0) }) else { return [] }
        return start[...last]
    }
}
