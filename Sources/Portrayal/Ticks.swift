/// Round numbers along an axis, in steps of 1, 2 or 5 times a power of ten.
struct Ticks: Hashable {
    let values: [Double]
    /// Decimals that tell neighbouring ticks apart.
    let decimals: Int

    /// At most `count` + 1 round numbers between two limits, both included.
    init(from low: Double, to high: Double, about count: Int) {
        guard low.isFinite, high.isFinite, high > low, count > 0 else {
            self.values = []
            self.decimals = 0
            return
        }
        let wanted = (high - low) / Double(count)
        var exponent = 0
        while Ticks.scaled(10, exponent) < wanted && exponent < 300 { exponent += 1 }
        while Ticks.scaled(1, exponent) > wanted && exponent > -300 { exponent -= 1 }
        let mantissa = [1, 2, 5, 10].first { Ticks.scaled(Double($0), exponent) >= wanted } ?? 10
        let step = Ticks.scaled(Double(mantissa), exponent)
        // Multiples of whole mantissas, so that 0.3 is written as the nearest Double and not as three times 0.1.
        var values: [Double] = []
        var index = (low / step).rounded(.up)
        while Ticks.scaled(index * Double(mantissa), exponent) <= high && values.count <= count {
            values.append(Ticks.scaled(index * Double(mantissa), exponent))
            index += 1
        }
        self.values = values
        self.decimals = max(0, mantissa == 10 ? -exponent - 1 : -exponent)
    }

    /// The largest of 1, 2 or 5 times a power of ten that is not above a limit; `nil` for none.
    static func round(below limit: Double) -> Double? {
        guard limit.isFinite, limit > 1e-300 else { return nil }
        var exponent = 0
        while Ticks.scaled(10, exponent) <= limit { exponent += 1 }
        while Ticks.scaled(1, exponent) > limit { exponent -= 1 }
        return [5, 2, 1].map { Ticks.scaled($0, exponent) }.first { $0 <= limit }
    }

    private static func scaled(_ value: Double, _ exponent: Int) -> Double {
        var power = 1.0
        for _ in 0..<abs(exponent) { power *= 10 }
        return exponent < 0 ? value / power : value * power
    }
}
