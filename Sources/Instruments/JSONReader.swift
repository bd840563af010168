/// Reads JSON as RFC 8259 has it and nothing beyond: no comments, no trailing commas, no NaN.
struct JSONReader {
    private let bytes: [UInt8]
    private var place: Int
    private let end: Int

    private static let deepest = 64

    /// The value that a range of bytes spells; `nil` for anything else.
    static func value(_ bytes: [UInt8], _ range: Range<Int>) -> JSONValue? {
        var reader = JSONReader(bytes: bytes, place: range.lowerBound, end: range.upperBound)
        reader.skipBlanks()
        guard let value = reader.value(depth: 0) else { return nil }
        reader.skipBlanks()
        return reader.place == reader.end ? value : nil
    }

    private init(bytes: [UInt8], place: Int, end: Int) {
        self.bytes = bytes
        self.place = place
        self.end = end
    }

    private var next: UInt8 { place < end ? bytes[place] : 0 }

    private mutating func skipBlanks() {
        while place < end, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[place]) { place += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte, place < end else { return false }
        place += 1
        return true
    }

    private mutating func value(depth: Int) -> JSONValue? {
        guard depth < Self.deepest, place < end else { return nil }
        switch next {
        case UInt8(ascii: "{"): return object(depth)
        case UInt8(ascii: "["): return array(depth)
        case UInt8(ascii: "\""): return string().map { .text($0) }
        case UInt8(ascii: "t"): return word("true", .bool(true))
        case UInt8(ascii: "f"): return word("false", .bool(false))
        case UInt8(ascii: "n"): return word("null", .null)
        default: return number()
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) -> JSONValue? {
        for byte in word.utf8 where !take(byte) { return nil }
        return value
    }

    private mutating func number() -> JSONValue? {
        // A sign only in front, no leading zeros, digits on both sides of the point.
        let start = place
        var index = place
        let bytes = bytes
        if index < end, bytes[index] == UInt8(ascii: "-") { index += 1 }
        guard index < end, bytes[index] &- 0x30 < 10 else { return nil }
        if bytes[index] == 0x30, index + 1 < end, bytes[index + 1] &- 0x30 < 10 { return nil }
        index = start
        guard let number = NumberText.leading(bytes.span, from: &index, to: end, decimal: UInt8(ascii: ".")) else {
            return nil
        }
        place = index
        for point in start..<place where bytes[point] == UInt8(ascii: ".") {
            guard point + 1 < place, bytes[point + 1] &- 0x30 < 10 else { return nil }
        }
        return number.value.isFinite ? .number(number.value) : nil
    }

    private mutating func array(_ depth: Int) -> JSONValue? {
        place += 1
        var values: [JSONValue] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            skipBlanks()
            guard let value = value(depth: depth + 1) else { return nil }
            values.append(value)
            skipBlanks()
            if take(UInt8(ascii: "]")) { return .array(values) }
            guard take(UInt8(ascii: ",")) else { return nil }
        }
    }

    private mutating func object(_ depth: Int) -> JSONValue? {
        place += 1
        var members: [JSONValue.Member] = []
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\""), let key = string() else { return nil }
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { return nil }
            skipBlanks()
            guard let value = value(depth: depth + 1) else { return nil }
            members.append(.init(key: key, value: value))
            skipBlanks()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { return nil }
        }
    }

    private mutating func string() -> String? {
        place += 1
        var letters: [UInt8] = []
        while place < end {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: letters, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                letters += Array(String(scalar).utf8)
            case 0..<0x20: return nil
            default: letters.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard place < end else { return nil }
        let byte = bytes[place]
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            guard let first = hexadecimal() else { return nil }
            guard (0xd800..<0xdc00).contains(first) else { return Unicode.Scalar(first) }
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let second = hexadecimal(),
                (0xdc00..<0xe000).contains(second)
            else { return nil }
            return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        default: return nil
        }
    }

    private mutating func hexadecimal() -> UInt32? {
        guard place + 4 <= end else { return nil }
        defer { place += 4 }
        var value: UInt32 = 0
        for byte in bytes[place..<(place + 4)] {
            let digit: UInt8? =
                switch byte {
                case 0x30...0x39: byte - 0x30
                case 0x41...0x46: byte - 0x37
                case 0x61...0x66: byte - 0x57
                default: nil
                }
            guard let digit else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
