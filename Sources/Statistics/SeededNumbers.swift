/// Random numbers from a seed, the same on every machine: SplitMix64 (Steele, Lea and Flood 2014).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    /// A stream of its own for each place, so that results do not depend on the order in which places are visited.
    init(_ seed: UInt64, stream: Int) {
        var mixer = SeededNumbers(seed &+ UInt64(bitPattern: Int64(stream)) &* 0xd134_2543_de82_ef95)
        state = mixer.next() ^ seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }

    /// In 0..<1, in steps of 2^-53.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A whole number in 0..<`bound`; biased by less than `bound` / 2^64 (Lemire 2019).
    mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "a number is drawn from at least one")
        return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// `count` different whole numbers in 0..<`bound`, ascending: Floyd's algorithm (Bentley and Floyd 1987).
    mutating func distinct(_ count: Int, below bound: Int) -> [Int] {
        precondition(count <= bound, "no more different numbers than there are")
        guard count < bound else { return Array(0..<bound) }
        var chosen: Set<Int> = []
        chosen.reserveCapacity(count)
        for last in (bound - count)..<bound {
            let draw = below(last + 1)
            if !chosen.insert(draw).inserted { chosen.insert(last) }
        }
        return chosen.sorted()
    }

    /// The parameter of every operation that draws random numbers.
    static let parameter = "seed"
}
