import KernelTypes

/// Tails and quantiles of the distributions that tests need; the same bits on every machine.
enum Distribution {
    /// ln Γ(x) for x > 0: Stirling's series from x = 10 on, Abramowitz and Stegun (1964), 6.1.41; below by recurrence.
    static func logGamma(_ x: Double) -> Double {
        var y = x
        var product = 1.0
        while y < 10 {
            product *= y
            y += 1
        }
        let square = 1 / (y * y)
        var series = -691.0 / 360_360
        series = series * square + 1.0 / 1188
        series = series * square - 1.0 / 1680
        series = series * square + 1.0 / 1260
        series = series * square - 1.0 / 360
        series = series * square + 1.0 / 12
        let halfLogTwoPi = 0.91893853320467274178
        return (y - 0.5) * Elementary.log(y) - y + halfLogTwoPi + series / y - Elementary.log(product)
    }

    /// The regularised incomplete gamma functions P and Q = 1 - P of a > 0 at x >= 0, both to about 14 digits: the
    /// series 6.5.29 and the continued fraction 6.5.31 of Abramowitz and Stegun (1964).
    static func incompleteGamma(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
        guard x > 0 else { return x == 0 ? (0, 1) : (.nan, .nan) }
        guard x < .infinity else { return (1, 0) }
        let front = Elementary.exp(a * Elementary.log(x) - x - logGamma(a))
        if x < a + 1 {
            var term = 1 / a
            var sum = term
            var n = a
            for _ in 0..<100_000 {
                n += 1
                term *= x / n
                sum += term
                if term < sum * 0x1p-54 { break }
            }
            return (sum * front, 1 - sum * front)
        }
        // Lentz's evaluation from the left.
        var b = x + 1 - a
        var c = 1e300
        var d = 1 / b
        var fraction = d
        for step in 1..<100_000 {
            let i = Double(step)
            let an = -i * (i - a)
            b += 2
            d = 1 / (an * d + b)
            c = b + an / c
            fraction *= d * c
            if abs(d * c - 1) < 0x1p-52 { break }
        }
        return (1 - front * fraction, front * fraction)
    }

    /// The chance of a standard normal above z.
    static func normalTail(_ z: Double) -> Double {
        guard z == z else { return .nan }
        let (lower, upper) = incompleteGamma(0.5, 0.5 * z * z)
        return z >= 0 ? 0.5 * upper : 0.5 + 0.5 * lower
    }

    /// The chance of a standard normal farther from zero than z, on either side.
    static func normalTwoSided(_ z: Double) -> Double {
        z == z ? incompleteGamma(0.5, 0.5 * z * z).upper : .nan
    }

    /// z below which a standard normal lies with a chance of p: Abramowitz and Stegun (1964), 26.2.23, then two steps
    /// of Halley's method.
    static func normalQuantile(_ p: Double) -> Double {
        guard p > 0 && p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
        let tail = min(p, 1 - p)
        let t = (-2 * Elementary.log(tail)).squareRoot()
        let top = (0.010328 * t + 0.802853) * t + 2.515517
        let bottom = ((0.001308 * t + 0.189269) * t + 1.432788) * t + 1
        var z = t - top / bottom
        let rootTwoPi = 2.5066282746310005024
        for _ in 0..<2 {
            let excess = (normalTail(z) - tail) * rootTwoPi * Elementary.exp(0.5 * z * z)
            z += excess / (1 - 0.5 * z * excess)
        }
        return p < 0.5 ? -z : z
    }

    /// The chance of a chi-square of `freedom` degrees above x.
    static func chiSquareTail(_ x: Double, freedom: Double) -> Double {
        incompleteGamma(0.5 * freedom, 0.5 * x).upper
    }

    /// x below which a chi-square of `freedom` degrees lies with a chance of p, by bisection to the last bit.
    static func chiSquareQuantile(_ p: Double, freedom: Double) -> Double {
        guard p > 0 && p < 1 else { return p == 0 ? 0 : p == 1 ? .infinity : .nan }
        func isBelow(_ x: Double) -> Bool {
            let (lower, upper) = incompleteGamma(0.5 * freedom, 0.5 * x)
            return p < 0.5 ? lower < p : upper > 1 - p
        }
        var low = 0.0
        var high = max(1, freedom)
        while isBelow(high) { high *= 2 }
        for _ in 0..<200 {
            let middle = 0.5 * (low + high)
            if middle <= low || middle >= high { break }
            if isBelow(middle) { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }

    /// Student's t of `freedom` degrees: the chance of a value farther from zero than t, on either side.
    static func studentTwoSided(_ t: Double, freedom: Double) -> Double {
        guard t == t, freedom > 0 else { return .nan }
        return incompleteBeta(freedom / (freedom + t * t), 0.5 * freedom, 0.5)
    }

    /// The regularised incomplete beta function I_x(a, b): the continued fraction 26.5.8 of Abramowitz and Stegun.
    static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
        let logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Elementary.log(x) + b * Elementary.log(1 - x)
        var c = 1.0
        var d = 1 / (1 - (a + b) * x / (a + 1))
        var fraction = d
        for step in 1..<10_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / (1 + even * d)
            c = 1 + even / c
            fraction *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / (1 + odd * d)
            c = 1 + odd / c
            fraction *= d * c
            if abs(d * c - 1) < 0x1p-52 { break }
        }
        return Elementary.exp(logFront) * fraction / a
    }
}
