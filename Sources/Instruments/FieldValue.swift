/// What a field of a numeric column holds.
enum FieldValue {
    case number(NumberText.Number)
    /// Empty, or a word or sign for "no value".
    case missing
    /// Below a detection limit, with it where it is written.
    case below(Double?)
    /// Above the range of the instrument.
    case above(Double)
    case text

    init(_ bytes: [UInt8], _ range: Range<Int>, decimal: UInt8) {
        guard !range.isEmpty else {
            self = .missing
            return
        }
        if let number = NumberText.number(bytes, range, decimal: decimal) {
            self = .number(number)
            return
        }
        let first = bytes[range.lowerBound]
        if first == UInt8(ascii: "<") || first == UInt8(ascii: ">") {
            self = Self.limit(bytes, range, decimal: decimal)
            return
        }
        guard range.count <= 8 else {
            self = .text
            return
        }
        let word = String(decoding: bytes[range], as: UTF8.self).lowercased()
        self = Self.missingWords.contains(word) ? .missing : Self.censoredWords.contains(word) ? .below(nil) : .text
    }

    private static func limit(_ bytes: [UInt8], _ range: Range<Int>, decimal: UInt8) -> FieldValue {
        var start = range.lowerBound + 1
        while start < range.upperBound, bytes[start] == UInt8(ascii: " ") { start += 1 }
        let rest = start..<range.upperBound
        if let number = NumberText.number(bytes, rest, decimal: decimal) {
            return bytes[range.lowerBound] == UInt8(ascii: "<") ? .below(number.value) : .above(number.value)
        }
        guard bytes[range.lowerBound] == UInt8(ascii: "<"), rest.count <= 8 else { return .text }
        let word = String(decoding: bytes[rest], as: UTF8.self).lowercased()
        return censoredWords.contains(word) ? .below(nil) : .text
    }

    private static let missingWords: Set<String> = ["*", "-", "--", "nan", "na", "n/a", "null", "none", "nodata"]
    private static let censoredWords: Set<String> = [
        "nd", "n.d.", "n.d", "lod", "dl", "mdl", "lld", "bdl", "b.d.l.", "b.d.",
    ]
}
