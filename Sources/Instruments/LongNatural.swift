/// A natural number of any length.
struct LongNatural: Equatable, Comparable {
    /// Lowest first, without zeros at the end.
    private(set) var limbs: [UInt64]

    init(_ value: UInt64) { limbs = value == 0 ? [] : [value] }

    /// From decimal digits, the first one highest.
    init(digits: [UInt8]) {
        limbs = []
        for digit in digits { multiply(by: 10, adding: UInt64(digit)) }
    }

    mutating func multiply(by factor: UInt64, adding term: UInt64 = 0) {
        var carry = term
        for index in limbs.indices {
            let product = limbs[index].multipliedFullWidth(by: factor)
            let (low, overflow) = product.low.addingReportingOverflow(carry)
            limbs[index] = low
            carry = product.high + (overflow ? 1 : 0)
        }
        if carry > 0 { limbs.append(carry) }
    }

    mutating func multiply(byPowerOfTen exponent: Int) {
        for _ in 0..<(exponent / 19) { multiply(by: 10_000_000_000_000_000_000) }
        for _ in 0..<(exponent % 19) { multiply(by: 10) }
    }

    /// Times 2^bits.
    mutating func shift(by bits: Int) {
        guard !limbs.isEmpty, bits > 0 else { return }
        multiply(by: 1 << UInt64(bits % 64))
        limbs.insert(contentsOf: repeatElement(0, count: bits / 64), at: 0)
    }

    /// Divides, dropping the remainder.
    mutating func divide(by divisor: UInt64) {
        var remainder: UInt64 = 0
        for index in limbs.indices.reversed() {
            (limbs[index], remainder) = divisor.dividingFullWidth((remainder, limbs[index]))
        }
        while limbs.last == 0 { limbs.removeLast() }
    }

    var bitCount: Int { limbs.isEmpty ? 0 : limbs.count * 64 - limbs[limbs.count - 1].leadingZeroBitCount }

    /// The highest 128 bits, the highest of them set; what is below is dropped.
    var top: (high: UInt64, low: UInt64) {
        let count = limbs.count
        func limb(_ index: Int) -> UInt64 { index >= 0 ? limbs[index] : 0 }
        let shift = UInt64(limb(count - 1).leadingZeroBitCount)
        guard shift > 0 else { return (limb(count - 1), limb(count - 2)) }
        return (
            limb(count - 1) << shift | limb(count - 2) >> (64 - shift),
            limb(count - 2) << shift | limb(count - 3) >> (64 - shift)
        )
    }

    static func < (left: LongNatural, right: LongNatural) -> Bool {
        guard left.limbs.count == right.limbs.count else { return left.limbs.count < right.limbs.count }
        for index in left.limbs.indices.reversed() where left.limbs[index] != right.limbs[index] {
            return left.limbs[index] < right.limbs[index]
        }
        return false
    }
}
