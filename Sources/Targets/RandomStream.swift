import KernelTypes

/// Random numbers that are the same on every machine: SplitMix64 (Steele, Lea and Flood 2014).
struct RandomStream {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A stream of its own for a thing with a name, so that other things do not move its numbers.
    init(seed: UInt64, name: String) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        self.init(seed: seed ^ hash)
        _ = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }

    /// In 0..<1.
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// Two independent standard normal numbers: Box and Muller (1958).
    mutating func normals() -> (Double, Double) {
        let radius = (-2 * Elementary.log(1 - unit())).squareRoot()
        let angle = 2 * Double.pi * unit()
        return (radius * Elementary.cos(angle), radius * Elementary.sin(angle))
    }

    /// A Poisson number: by products of uniform ones up to a mean of 30 (Knuth 1969), above by parts of 30 each.
    mutating func poisson(_ mean: Double) -> Int {
        var rest = mean
        var count = 0
        while rest > 0 {
            let limit = Elementary.exp(-min(rest, 30))
            var product = unit()
            while product > limit {
                count += 1
                product *= unit()
            }
            rest -= 30
        }
        return count
    }

    /// Between two limits with a mode; the mode itself where they are equal.
    mutating func triangular(_ low: Double, _ mode: Double, _ high: Double) -> Double {
        guard high > low else { return mode }
        let share = unit()
        let turn = (mode - low) / (high - low)
        if share < turn { return low + (share * (high - low) * (mode - low)).squareRoot() }
        return high - ((1 - share) * (high - low) * (high - mode)).squareRoot()
    }
}
