import KernelTypes

/// The standard normal distribution.
package enum Normal {
    /// The chance of a value up to z, to 1e-14: the series of Marsaglia (2004); NaN gives NaN.
    package static func cumulative(_ z: Double) -> Double {
        guard z == z else { return z }
        guard z.magnitude < 8 else { return z < 0 ? 0 : 1 }
        let square = z * z
        var term = z
        var sum = z
        var odd = 1.0
        while term.magnitude > 1e-18 {
            odd += 2
            term = term * square / odd
            sum += term
        }
        let density = Elementary.exp(-0.5 * square) * 0.398942280401432677939946
        return 0.5 + sum * density
    }
}
