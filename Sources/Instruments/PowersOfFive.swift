/// The powers of five that decide how a decimal is rounded, each in 128 bits with the highest one set.
enum PowersOfFive {
    /// 10^-342 times any number of 64 bits is below half of the least double, 10^309 above the greatest.
    static let range = -342...308

    /// Rounded down, but for -27 ... -1, which are rounded up, as Lemire's proof asks.
    static let table: [(high: UInt64, low: UInt64)] = {
        var table: [(high: UInt64, low: UInt64)] = []
        // Floors of 2^bits / 5^n, one after the other: the floor of a floor's quotient is the quotient's floor.
        var quotient = LongNatural(1)
        quotient.shift(by: 1_100)
        for negative in 1...(-range.lowerBound) {
            quotient.divide(by: 5)
            let (high, low) = quotient.top
            let (sum, overflow) = low.addingReportingOverflow(negative <= 27 ? 1 : 0)
            table.append((overflow ? high + 1 : high, sum))
        }
        table.reverse()
        var power = LongNatural(1)
        for _ in 0...range.upperBound {
            table.append(power.top)
            power.multiply(by: 5)
        }
        return table
    }()
}
