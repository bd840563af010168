/// What a YAML scalar means: YAML 1.2's core schema, without infinities, hexadecimal and octal numbers.
///
/// `no`, `on` and `1:30` are words, as in YAML 1.2 and other than in 1.1.
enum Scalar: Equatable {
    case nothing
    case flag(Bool)
    case number(Double)
    case text

    init(_ written: String, isPlain: Bool) {
        guard isPlain else {
            self = .text
            return
        }
        switch written {
        case "", "~", "null", "Null", "NULL": self = .nothing
        case "true", "True", "TRUE": self = .flag(true)
        case "false", "False", "FALSE": self = .flag(false)
        default: self = Self.number(written).map(Scalar.number) ?? .text
        }
    }

    /// The value of a decimal number such as `-1.5e3`; `nil` for all else, also where it is beyond a `Double`.
    static func number(_ text: some StringProtocol) -> Double? {
        var rest = text.utf8[...]
        func takeDigits() -> Int {
            let start = rest.count
            rest = rest.drop { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
            return start - rest.count
        }
        func take(_ bytes: String) -> Bool {
            guard let first = rest.first, bytes.utf8.contains(first) else { return false }
            rest.removeFirst()
            return true
        }
        _ = take("+-")
        var digits = takeDigits()
        if take(".") { digits += takeDigits() }
        guard digits > 0 else { return nil }
        if take("eE") {
            _ = take("+-")
            guard takeDigits() > 0 else { return nil }
        }
        guard rest.isEmpty, let value = Double(text), value.isFinite else { return nil }
        return value
    }
}
