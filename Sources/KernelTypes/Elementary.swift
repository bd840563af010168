/// Elementary functions of a double that give the same bits on every machine, within 2 units in the last place.
///
/// A platform's own functions differ from machine to machine in the last bits. Here, every step is one rounded IEEE 754
/// operation in a fixed order. Special values follow IEEE 754-2019, 9.2.
package enum Elementary {
    private static let ln2High = 0x1.62e42fee00000p-1
    private static let ln2Low = 0x1.a39ef35793c76p-33

    /// e to the power x.
    package static func exp(_ x: Double) -> Double {
        guard x == x else { return x }
        guard x < 709.79 else { return .infinity }
        guard x > -745.14 else { return 0 }
        let k = nearestWhole(x * 0x1.71547652b82fep+0)
        // k * ln2High is exact: ln2High has 32 bits.
        let high = x - k * ln2High
        let low = k * ln2Low
        let r = high - low
        let rest = (high - r) - low
        // Taylor's series to r^13: |r| < 0.347, so that the next term is below 2^-57 of the sum.
        var p = 1.0 / 6_227_020_800
        p = p * r + 1.0 / 479_001_600
        p = p * r + 1.0 / 39_916_800
        p = p * r + 1.0 / 3_628_800
        p = p * r + 1.0 / 362_880
        p = p * r + 1.0 / 40320
        p = p * r + 1.0 / 5040
        p = p * r + 1.0 / 720
        p = p * r + 1.0 / 120
        p = p * r + 1.0 / 24
        p = p * r + 1.0 / 6
        p = p * r + 1.0 / 2
        return scaled(1 + (r + (r * r * p + rest)), by: Int(k))
    }

    /// Natural logarithm; NaN below 0.
    package static func log(_ x: Double) -> Double {
        guard x > 0 && x < .infinity else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
        let (m, k) = parts(of: x)
        let f = m - 1
        let s = f / (2 + f)
        let z = s * s
        // log m = 2 (s + s^3/3 + s^5/5 + ...) with |s| < 0.172, rearranged around f - f^2/2 so that f stays exact.
        let half = 0.5 * f * f
        return k * ln2High - ((half - (s * (half + z * seriesFromThird(z)) + k * ln2Low)) - f)
    }

    /// Logarithm to base 2, exact for powers of two; NaN below 0.
    package static func log2(_ x: Double) -> Double {
        guard x > 0 && x < .infinity else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
        let (m, k) = parts(of: x)
        let part = logarithm(ofFraction: m) * TwoDoubles(0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56)
        return (TwoDoubles(k) + part).high
    }

    /// Logarithm to base 10, exact for powers of ten; NaN below 0.
    package static func log10(_ x: Double) -> Double {
        guard x > 0 && x < .infinity else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
        return (logarithm(x) * TwoDoubles(0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57)).high
    }

    /// x to the power y; NaN for a negative x with a y that is not whole.
    package static func pow(_ x: Double, _ y: Double) -> Double {
        if y == 0 || x == 1 { return 1 }
        guard x == x && y == y else { return .nan }
        let isWide = y.magnitude >= 0x1p53
        let isWhole = isWide || y == Double(Int(y))
        let isOdd = isWhole && !isWide && Int(y) & 1 == 1
        if x == 0 || x.magnitude == .infinity {
            let magnitude: Double = (x == 0) == (y > 0) ? 0 : .infinity
            return x.sign == .minus && isOdd ? -magnitude : magnitude
        }
        if y.magnitude == .infinity {
            if x == -1 { return 1 }
            return (x.magnitude > 1) == (y > 0) ? .infinity : 0
        }
        guard x > 0 || isWhole else { return .nan }
        let magnitude = positivePower(x.magnitude, y)
        return x < 0 && isOdd ? -magnitude : magnitude
    }

    /// The nearest whole number, even where two are, of one below 2^51: the sum has no bits left for a fraction.
    static func nearestWhole(_ x: Double) -> Double { (x + 0x1.8p52) - 0x1.8p52 }

    private static func positivePower(_ x: Double, _ y: Double) -> Double {
        let logarithm = logarithm(x)
        let estimate = logarithm.high * y
        guard estimate < 710 else { return .infinity }
        guard estimate > -746 else { return 0 }
        let product = logarithm * TwoDoubles(y)
        let power = exp(product.high)
        return power.isFinite ? power + power * product.low : power
    }

    /// A positive finite number as m * 2^k with m in sqrt(1/2)..<sqrt(2).
    private static func parts(of x: Double) -> (m: Double, k: Double) {
        let k = Double(x.exponent)
        let m = x.significand
        return m < 1.4142135623730951 ? (m, k) : (0.5 * m, k + 1)
    }

    /// log x with a relative error below 2^-64.
    private static func logarithm(_ x: Double) -> TwoDoubles {
        let (m, k) = parts(of: x)
        let whole = TwoDoubles(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56) * TwoDoubles(k)
        return whole + logarithm(ofFraction: m)
    }

    private static func logarithm(ofFraction m: Double) -> TwoDoubles {
        let f = m - 1
        // s = f / (2 + f), with one step of correction for what the division left.
        let divisor = TwoDoubles(sum: 2, f)
        let first = f / divisor.high
        let back = TwoDoubles(product: first, divisor.high)
        let s = TwoDoubles(sum: first, (((f - back.high) - back.low) - first * divisor.low) / divisor.high)
        let z = s * s
        var tail = TwoDoubles(seriesFromSeventh(z.high))
        tail = tail * z + TwoDoubles(0x1.999999999999ap-2, -0x1.999999999999ap-56)
        tail = tail * z + TwoDoubles(0x1.5555555555555p-1, 0x1.5555555555555p-55)
        return s + s + s * (z * tail)
    }

    /// 2/3 + 2/5 z + 2/7 z^2 + ..., enough for z < 0.0295.
    private static func seriesFromThird(_ z: Double) -> Double {
        (seriesFromSeventh(z) * z + 2.0 / 5) * z + 2.0 / 3
    }

    /// 2/7 + 2/9 z + 2/11 z^2 + ..., enough for z < 0.0295.
    private static func seriesFromSeventh(_ z: Double) -> Double {
        var p = 2.0 / 25
        p = p * z + 2.0 / 23
        p = p * z + 2.0 / 21
        p = p * z + 2.0 / 19
        p = p * z + 2.0 / 17
        p = p * z + 2.0 / 15
        p = p * z + 2.0 / 13
        p = p * z + 2.0 / 11
        p = p * z + 2.0 / 9
        return p * z + 2.0 / 7
    }

    /// value * 2^k in two steps, so that a subnormal result is rounded once.
    private static func scaled(_ value: Double, by k: Int) -> Double {
        func power(_ k: Int) -> Double { Double(bitPattern: UInt64(k + 1023) << 52) }
        if k > 1023 { return value * 2 * power(k - 1) }
        if k < -1021 { return value * power(k + 1021) * 0x1p-1021 }
        return value * power(k)
    }
}
