/// Random numbers from a seed, the same on every machine: SplitMix64 (Steele, Lea and Flood 2014).
package struct Draws: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// A stream of its own for each part of a work, so that the parts may be done in any order.
    package init(seed: Int, stream: Int) {
        var mixer = Draws(seed: UInt64(bitPattern: Int64(seed)))
        let start = mixer.next()
        self.init(seed: start ^ (UInt64(bitPattern: Int64(stream)) &* 0xd134_2543_de82_ef95))
        _ = next()
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }

    /// A whole number in 0 ..< `limit`, each as likely: Lemire (2019).
    package mutating func next(below limit: Int) -> Int {
        precondition(limit > 0, "there is something to draw from")
        let limit = UInt64(limit)
        var product = next().multipliedFullWidth(by: limit)
        if product.low < limit {
            let rest = (0 &- limit) % limit
            while product.low < rest { product = next().multipliedFullWidth(by: limit) }
        }
        return Int(product.high)
    }

    /// In 0 ..< 1.
    package mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// Puts the first `count` elements in random order; the others are those that were not drawn.
    package mutating func shuffle<Element>(_ elements: inout [Element], first count: Int) {
        for index in 0..<min(count, elements.count) {
            elements.swapAt(index, index + next(below: elements.count - index))
        }
    }

    /// Whole numbers of 0 ..< `limit`, `count` of them without repetition, ascending: Floyd (1987).
    package mutating func distinct(_ count: Int, below limit: Int) -> [Int] {
        precondition(count <= limit, "no more can be drawn than there are")
        var drawn: Set<Int> = []
        for last in (limit - count)..<limit {
            let candidate = next(below: last + 1)
            drawn.insert(drawn.contains(candidate) ? last : candidate)
        }
        return drawn.sorted()
    }
}
