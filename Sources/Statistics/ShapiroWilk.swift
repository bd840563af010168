import KernelTypes

/// Shapiro and Wilk's test that values come from a normal distribution, by Royston's approximations.
struct ShapiroWilk: Sendable {
    /// 1 for values that lie as a normal distribution's order statistics do.
    let statistic: Double
    /// The chance of a smaller W where the distribution is normal.
    let p: Double

    static let fewest = 3
    /// Royston's approximations hold up to here.
    static let most = 5000

    /// Of 3 to 5000 values in any order; `nil` where all are equal or their count is outside.
    init?(_ values: [Double]) {
        let n = values.count
        guard n >= Self.fewest, n <= Self.most else { return nil }
        let sorted = values.sorted()
        let range = sorted[n - 1] - sorted[0]
        guard range > 0, range.isFinite else { return nil }
        let half = Self.coefficients(n)
        let weights = (0..<n).map { index in
            index < half.count ? -half[index] : index >= n - half.count ? half[n - 1 - index] : 0
        }
        let scaled = sorted.map { ($0 - sorted[0]) / range }
        let mean = scaled.reduce(0, +) / Double(n)
        let centre = weights.reduce(0, +) / Double(n)
        var (ss, aa, sa) = (0.0, 0.0, 0.0)
        for index in 0..<n {
            let (x, a) = (scaled[index] - mean, weights[index] - centre)
            ss += x * x
            aa += a * a
            sa += a * x
        }
        // 1 - W without the cancellation for W near 1.
        let root = (ss * aa).squareRoot()
        let deficit = max(0, (root - sa) * (root + sa) / (ss * aa))
        statistic = 1 - deficit
        p = Self.chance(deficit, n)
    }

    /// Royston (1995), AS R94: the larger half of the antisymmetric weights, largest first.
    private static func coefficients(_ n: Int) -> [Double] {
        if n == 3 { return [0.70710678118654752440] }
        let count = Double(n)
        let m = (1...(n / 2)).map { Distribution.normalQuantile((Double($0) - 0.375) / (count + 0.25)) }
        let squares = 2 * m.reduce(0) { $0 + $1 * $1 }
        let length = squares.squareRoot()
        let r = 1 / count.squareRoot()
        let first = polynomial([0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056], r) - m[0] / length
        var weights = [first]
        let rest: Double
        if n > 5 {
            let second = polynomial([0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633], r) - m[1] / length
            weights.append(second)
            let above = squares - 2 * m[0] * m[0] - 2 * m[1] * m[1]
            rest = (above / (1 - 2 * first * first - 2 * second * second)).squareRoot()
        } else {
            rest = ((squares - 2 * m[0] * m[0]) / (1 - 2 * first * first)).squareRoot()
        }
        for index in weights.count..<m.count { weights.append(-m[index] / rest) }
        return weights
    }

    private static func chance(_ deficit: Double, _ n: Int) -> Double {
        let count = Double(n)
        guard deficit > 0 else { return 1 }
        if n == 3 {
            let w = 1 - deficit
            let arc = Elementary.atan2(w.squareRoot(), deficit.squareRoot())
            // 6 / π (asin √W - asin √(3/4))
            return max(0, 1.90985931710274 * (arc - 1.04719755119660))
        }
        let y = Elementary.log(deficit)
        if n <= 11 {
            let limit = polynomial([-2.273, 0.459], count)
            guard y < limit else { return 0 }
            let mean = polynomial([0.5440, -0.39978, 0.025054, -6.714e-4], count)
            let deviation = Elementary.exp(polynomial([1.3822, -0.77857, 0.062767, -0.0020322], count))
            return Distribution.normalTail((-Elementary.log(limit - y) - mean) / deviation)
        }
        let x = Elementary.log(count)
        let mean = polynomial([-1.5861, -0.31082, -0.083751, 0.0038915], x)
        let deviation = Elementary.exp(polynomial([-0.4803, -0.082676, 0.0030302], x))
        return Distribution.normalTail((y - mean) / deviation)
    }

    private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
        coefficients.reversed().reduce(0) { $0 * x + $1 }
    }
}
