/// Decimal numbers in text, read without a locale and rounded correctly.
enum NumberText {
    struct Number: Equatable {
        var value: Double
        /// Decimals as printed; negative where an exponent makes the last digit worth more than one.
        var decimals: Int
    }

    /// The number that a range of bytes spells: sign, digits, `decimal`, digits, exponent. `nil` for anything else.
    static func number(_ bytes: Span<UInt8>, _ range: Range<Int>, decimal: UInt8) -> Number? {
        var place = range.lowerBound
        guard let number = leading(bytes, from: &place, to: range.upperBound, decimal: decimal),
            place == range.upperBound
        else { return nil }
        return number
    }

    static func number(_ bytes: [UInt8], _ range: Range<Int>, decimal: UInt8) -> Number? {
        number(bytes.span, range, decimal: decimal)
    }

    /// The number that stands at `place`, which then is behind its last digit; `nil`, and nothing moved, where none does.
    @inline(__always)
    static func leading(_ bytes: Span<UInt8>, from place: inout Int, to end: Int, decimal: UInt8) -> Number? {
        var index = place
        guard index < end else { return nil }
        let isNegative = bytes[index] == minus
        if isNegative || bytes[index] == plus { index += 1 }

        let start = index
        var mantissa: UInt64 = 0
        while index < end {
            let digit = bytes[index] &- zero
            guard digit < 10 else { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            index += 1
        }
        var digits = index - start
        var decimals = 0
        if index < end, bytes[index] == decimal {
            index += 1
            let fraction = index
            while index < end {
                let digit = bytes[index] &- zero
                guard digit < 10 else { break }
                mantissa = mantissa &* 10 &+ UInt64(digit)
                index += 1
            }
            decimals = index - fraction
            digits += decimals
        }
        guard digits > 0 else { return nil }
        let mantissaEnd = index
        if index < end, bytes[index] | 0x20 == letterE {
            guard let exponent = exponent(bytes, from: &index, to: end) else { return nil }
            decimals -= exponent
        }
        place = index
        // Clinger (1990): a product or quotient of two doubles that are exact themselves is rounded once.
        if digits <= 19, mantissa <= 1 << 53, decimals >= -22, decimals <= 22 {
            let whole = Double(mantissa)
            let value = decimals >= 0 ? whole / powers[decimals] : whole * powers[-decimals]
            return Number(value: isNegative ? -value : value, decimals: decimals)
        }
        let magnitude = LongDecimal.nearest(
            bytes, start..<mantissaEnd, mantissa: digits <= 19 ? mantissa : nil, exponent: -decimals)
        return Number(value: isNegative ? -magnitude : magnitude, decimals: decimals)
    }

    /// `e` or `E`, a sign, at most four digits.
    private static func exponent(_ bytes: Span<UInt8>, from place: inout Int, to end: Int) -> Int? {
        var index = place + 1
        guard index < end else { return nil }
        let isNegative = bytes[index] == minus
        if isNegative || bytes[index] == plus { index += 1 }
        let start = index
        var exponent = 0
        while index < end, index - start <= 4 {
            let digit = bytes[index] &- zero
            guard digit < 10 else { break }
            exponent = exponent * 10 + Int(digit)
            index += 1
        }
        guard index > start, index - start <= 4 else { return nil }
        place = index
        return isNegative ? -exponent : exponent
    }

    private static let zero = UInt8(ascii: "0")
    private static let minus = UInt8(ascii: "-")
    private static let plus = UInt8(ascii: "+")
    private static let letterE = UInt8(ascii: "e")
    /// The powers of ten that a double holds exactly.
    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}
