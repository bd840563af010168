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

    init(_ bytes: [UInt8], _ range: Range<Int>, decimal: UInt8) { self.init(bytes.span, range, decimal: decimal) }

    init(_ bytes: Span<UInt8>, _ range: Range<Int>, decimal: UInt8) {
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
        let word = Self.word(bytes, range)
        self = Self.missingWords.contains(word) ? .missing : Self.censoredWords.contains(word) ? .below(nil) : .text
    }

    /// A number that was written as such elsewhere.
    init(_ value: Double, decimals: Int = 17) {
        self = value.isNaN ? .missing : .number(.init(value: value, decimals: decimals))
    }

    private static func limit(_ bytes: Span<UInt8>, _ range: Range<Int>, decimal: UInt8) -> FieldValue {
        var start = range.lowerBound + 1
        while start < range.upperBound, bytes[start] == UInt8(ascii: " ") { start += 1 }
        let rest = start..<range.upperBound
        if let number = NumberText.number(bytes, rest, decimal: decimal) {
            return bytes[range.lowerBound] == UInt8(ascii: "<") ? .below(number.value) : .above(number.value)
        }
        guard bytes[range.lowerBound] == UInt8(ascii: "<"), rest.count <= 8 else { return .text }
        return censoredWords.contains(word(bytes, rest)) ? .below(nil) : .text
    }

    private static func word(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        var letters: [UInt8] = []
        for index in range { letters.append(bytes[index]) }
        return String(decoding: letters, as: UTF8.self).lowercased()
    }

    private static let missingWords: Set<String> = ["*", "-", "--", "nan", "na", "n/a", "null", "none", "nodata"]
    private static let censoredWords: Set<String> = [
        "nd", "n.d.", "n.d", "lod", "dl", "mdl", "lld", "bdl", "b.d.l.", "b.d.",
    ]
}
