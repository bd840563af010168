import KernelTypes
import Kernels

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}

/// Cells in a range, one in `missing` of them NaN.
func cells(_ count: Int, in range: ClosedRange<Float>, missing: Int = 7, seed: UInt64 = 1) -> Cells {
    var random = SplitMix(state: seed)
    return Cells(
        (0..<count).map { _ in
            Int.random(in: 0..<missing, using: &random) == 0 ? .nan : Float.random(in: range, using: &random)
        })
}

/// The tiers of this machine.
let tiers = Kernels.Tier.allCases.filter { $0 <= .detected }

/// Lengths around every width of lanes.
let lengths = [0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 64, 1003]

func bits(_ cells: Cells) -> [UInt32] { cells.values.map(\.bitPattern) }

/// Whether both are NaN, or differ by at most `tolerance`.
func near(_ a: Float, _ b: Double, _ tolerance: Double) -> Bool {
    a.isNaN || b.isNaN ? a.isNaN && b.isNaN : abs(Double(a) - b) <= tolerance
}

/// What is special about floats, with NaN of several payloads and both signs.
let specials: [Float] = [
    0, -0.0, 1, -1, .infinity, -.infinity, .nan, -.nan, Float(bitPattern: 0x7fc1_2345), Float(bitPattern: 0xffc0_0001),
    .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude,
    -.greatestFiniteMagnitude,
]
