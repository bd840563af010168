import KernelTypes

/// A sequence of numbers that a seed fixes: SplitMix64 (Steele, Lea and Flood 2014), the same on every machine.
///
/// The standard library's `random(in:using:)` is not used: how it makes a number from bits may change between versions.
struct SeededGenerator: Sendable {
    private var state: UInt64

    init(seed: UInt64, stream: NoiseStream) {
        state = CellNoise(seed: seed, stream: stream).key
    }

    mutating func bits() -> UInt64 {
        state &+= CellNoise.goldenRatio
        return CellNoise.mixed(state)
    }

    /// Uniform in 0..<1.
    mutating func unit() -> Double {
        Double(bits() >> 11) * 0x1p-53
    }

    mutating func uniform(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * unit()
    }

    /// Standard normal (Box and Muller 1958).
    mutating func normal() -> Double {
        let radius = (-2 * Elementary.log(1 - unit())).squareRoot()
        return radius * Elementary.cos(2 * Double.pi * unit())
    }

    /// Whether an event of this probability happens.
    mutating func happens(_ probability: Double) -> Bool {
        unit() < probability
    }

    mutating func index(below count: Int) -> Int {
        min(count - 1, Int(unit() * Double(count)))
    }

    /// Durstenfeld's shuffle (1964).
    mutating func shuffle<Element>(_ elements: inout [Element]) {
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(last, index(below: last + 1))
        }
    }
}
