/// A number as an unevaluated sum of two doubles, about 106 bits: Dekker (1971), Knuth (TAOCP 4.2.2).
struct TwoDoubles {
    var high: Double
    var low: Double

    init(_ high: Double, _ low: Double = 0) {
        self.high = high
        self.low = low
    }

    /// Exact sum.
    init(sum a: Double, _ b: Double) {
        let sum = a + b
        let part = sum - a
        self.init(sum, (a - (sum - part)) + (b - part))
    }

    /// Exact product, without a fused multiply-add; factors below 2^990.
    init(product a: Double, _ b: Double) {
        let product = a * b
        let (a1, a2) = Self.split(a)
        let (b1, b2) = Self.split(b)
        self.init(product, a2 * b2 - (((product - a1 * b1) - a2 * b1) - a1 * b2))
    }

    static func + (a: TwoDoubles, b: TwoDoubles) -> TwoDoubles {
        let high = TwoDoubles(sum: a.high, b.high)
        return TwoDoubles(sum: high.high, high.low + (a.low + b.low))
    }

    static func * (a: TwoDoubles, b: TwoDoubles) -> TwoDoubles {
        let high = TwoDoubles(product: a.high, b.high)
        return TwoDoubles(sum: high.high, high.low + (a.high * b.low + a.low * b.high))
    }

    /// Two halves of 26 bits (Veltkamp), whose products are exact.
    private static func split(_ value: Double) -> (Double, Double) {
        let wide = 134_217_729 * value
        let high = wide - (wide - value)
        return (high, value - high)
    }
}
