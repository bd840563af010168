/// Decimal numbers in text, read without a locale and rounded correctly.
enum NumberText {
    struct Number: Equatable {
        var value: Double
        /// Decimals as printed; negative where an exponent makes the last digit worth more than one.
        var decimals: Int
    }

    /// The number that a range of bytes spells: sign, digits, `decimal`, digits, exponent. `nil` for anything else.
    static func number(_ bytes: [UInt8], _ range: Range<Int>, decimal: UInt8) -> Number? {
        var place = range.lowerBound
        let end = range.upperBound
        guard place < end else { return nil }
        let isNegative = bytes[place] == minus
        if isNegative || bytes[place] == plus { place += 1 }

        var mantissa: UInt64 = 0
        var digits = 0
        var decimals = 0
        var isExact = true
        var isFraction = false
        while place < end {
            let digit = bytes[place] &- zero
            if digit < 10 {
                digits += 1
                if isFraction { decimals += 1 }
                if mantissa < 1 << 59 { mantissa = mantissa * 10 + UInt64(digit) } else { isExact = false }
            } else if bytes[place] == decimal && !isFraction {
                isFraction = true
            } else {
                break
            }
            place += 1
        }
        guard digits > 0 else { return nil }
        if place < end {
            guard let exponent = exponent(bytes, place..<end) else { return nil }
            decimals -= exponent
        }
        // Clinger (1990): a product or quotient of two doubles that are exact themselves is rounded once.
        if isExact, mantissa <= 1 << 53, abs(decimals) < powers.count {
            let whole = Double(mantissa)
            let value = decimals >= 0 ? whole / powers[decimals] : whole * powers[-decimals]
            return Number(value: isNegative ? -value : value, decimals: decimals)
        }
        let point = UInt8(ascii: ".")
        let text = String(decoding: bytes[range].lazy.map { $0 == decimal ? point : $0 }, as: UTF8.self)
        return Double(text).map { Number(value: $0, decimals: decimals) }
    }

    /// `e` or `E`, a sign, at most four digits.
    private static func exponent(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var place = range.lowerBound
        guard bytes[place] | 0x20 == UInt8(ascii: "e") else { return nil }
        place += 1
        guard place < range.upperBound else { return nil }
        let isNegative = bytes[place] == minus
        if isNegative || bytes[place] == plus { place += 1 }
        guard place < range.upperBound, range.upperBound - place <= 4 else { return nil }
        var exponent = 0
        while place < range.upperBound {
            let digit = bytes[place] &- zero
            guard digit < 10 else { return nil }
            exponent = exponent * 10 + Int(digit)
            place += 1
        }
        return isNegative ? -exponent : exponent
    }

    private static let zero = UInt8(ascii: "0")
    private static let minus = UInt8(ascii: "-")
    private static let plus = UInt8(ascii: "+")
    /// The powers of ten that a double holds exactly.
    private static let powers: [Double] = (0...22).reduce(into: []) { powers, index in
        powers.append(index == 0 ? 1 : powers[index - 1] * 10)
    }
}
