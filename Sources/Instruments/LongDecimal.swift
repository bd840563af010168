/// Decimals that are too long, too great or too small for one exact multiplication, still rounded correctly.
///
/// Lemire, "Number parsing at a gigabyte per second" (2021), decides nearly all by one product of 128 bits; what it leaves
/// open is compared with the midpoints between doubles in whole numbers of any length.
enum LongDecimal {
    /// The double nearest to the digits in a range times 10^exponent, ties to even; infinite beyond the greatest.
    ///
    /// The range holds digits and at most one other byte, the decimal mark, which is skipped; `mantissa` is their number
    /// where it fits, `exponent` counts from the last digit.
    static func nearest(_ bytes: Span<UInt8>, _ range: Range<Int>, mantissa: UInt64?, exponent: Int) -> Double {
        if let mantissa {
            if mantissa == 0 { return 0 }
            if let value = quick(mantissa, exponent) { return value }
        }
        // Beyond 767 digits only whether any of them is not zero can matter.
        let longest = 780
        var digits: [UInt8] = []
        var dropped = 0
        var isMore = false
        for index in range {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit < 10, digit > 0 || !digits.isEmpty else { continue }
            if digits.count < longest {
                digits.append(digit)
            } else {
                dropped += 1
                isMore = isMore || digit > 0
            }
        }
        guard !digits.isEmpty else { return 0 }
        var exponent = exponent + dropped
        if isMore {
            digits.append(1)
            exponent -= 1
        }
        let magnitude = digits.count + exponent
        if magnitude > 310 { return .infinity }
        if magnitude < -330 { return 0 }
        let first = digits.prefix(19).reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
        let firstExponent = exponent + max(digits.count - 19, 0)
        if digits.count > 19, let low = quick(first, firstExponent), low == quick(first + 1, firstExponent) {
            return low
        }
        return exact(digits, exponent, near: estimate(first, firstExponent))
    }

    /// The nearest double to mantissa × 10^exponent, where 128 bits decide it.
    private static func quick(_ mantissa: UInt64, _ exponent: Int) -> Double? {
        guard PowersOfFive.range.contains(exponent) else { return nil }
        let power = PowersOfFive.table[exponent - PowersOfFive.range.lowerBound]
        let shift = mantissa.leadingZeroBitCount
        let scaled = mantissa << UInt64(shift)
        var product = scaled.multipliedFullWidth(by: power.high)
        if product.high & 0x1ff == 0x1ff {
            let (low, carried) = product.low.addingReportingOverflow(scaled.multipliedFullWidth(by: power.low).high)
            product = (carried ? product.high + 1 : product.high, low)
            if product.low == .max && !(-27...55).contains(exponent) { return nil }
        }
        let upper = Int(product.high >> 63)
        var significand = product.high >> UInt64(upper + 9)
        var biased = binaryExponent(exponent) + upper - shift + 1023
        // Subnormal numbers and what may be half between two doubles are left to the comparison.
        guard biased > 0, product.low > 1 || significand & 3 != 1 else { return nil }
        significand += significand & 1
        significand >>= 1
        if significand >= 1 << 53 {
            significand = 1 << 52
            biased += 1
        }
        guard biased < 0x7ff else { return .infinity }
        return Double(bitPattern: UInt64(biased) << 52 | (significand & ((1 << 52) - 1)))
    }

    /// The bits of a double within a few units of the last place of mantissa × 10^exponent.
    private static func estimate(_ mantissa: UInt64, _ exponent: Int) -> UInt64 {
        guard exponent >= PowersOfFive.range.lowerBound else { return 0 }
        guard exponent <= PowersOfFive.range.upperBound else { return Double.greatestFiniteMagnitude.bitPattern }
        let power = PowersOfFive.table[exponent - PowersOfFive.range.lowerBound]
        let shift = mantissa.leadingZeroBitCount
        let high = (mantissa << UInt64(shift)).multipliedFullWidth(by: power.high).high
        let upper = Int(high >> 63)
        let significand = high >> UInt64(upper + 10)
        let biased = binaryExponent(exponent) + upper - shift + 1023
        if biased >= 0x7ff { return Double.greatestFiniteMagnitude.bitPattern }
        if biased <= 0 { return biased < -60 ? 0 : significand >> UInt64(1 - biased) }
        return UInt64(biased) << 52 | (significand & ((1 << 52) - 1))
    }

    /// Floor of the binary logarithm of 10^exponent, plus 63.
    private static func binaryExponent(_ exponent: Int) -> Int { (((152_170 + 65_536) * exponent) >> 16) + 63 }

    /// Walks from an estimate to the double whose neighbours' midpoints hold the number between them.
    private static func exact(_ digits: [UInt8], _ exponent: Int, near estimate: UInt64) -> Double {
        var number = LongNatural(digits: digits)
        if exponent > 0 { number.multiply(byPowerOfTen: exponent) }
        var divisor = LongNatural(1)
        if exponent < 0 { divisor.multiply(byPowerOfTen: -exponent) }

        /// Whether the number lies above the middle between this double and the next; on it counts where this one is odd.
        func isAboveMiddle(_ bits: UInt64) -> Bool {
            let biased = Int(bits >> 52)
            let fraction = bits & ((1 << 52) - 1)
            let significand = biased == 0 ? fraction : fraction | 1 << 52
            let binary = max(biased, 1) - 1_075 - 1
            var middle = divisor
            middle.multiply(by: 2 * significand + 1)
            var left = number
            if binary > 0 { middle.shift(by: binary) } else { left.shift(by: -binary) }
            return middle < left || (middle == left && bits & 1 == 1)
        }
        var bits = estimate
        while bits < Double.infinity.bitPattern, isAboveMiddle(bits) { bits += 1 }
        while bits > 0, !isAboveMiddle(bits - 1) { bits -= 1 }
        return Double(bitPattern: bits)
    }
}
