/// White noise that depends on nothing but the seed, the stream and two whole numbers, such as a column and a row.
///
/// A strip can so be made without the strips before it. Counters are mixed by the finaliser of SplitMix64.
struct CellNoise: Sendable {
    static let goldenRatio: UInt64 = 0x9E37_79B9_7F4A_7C15

    let key: UInt64

    init(seed: UInt64, stream: NoiseStream) {
        key = Self.mixed(seed &+ Self.mixed(stream.rawValue &* Self.goldenRatio))
    }

    static func mixed(_ value: UInt64) -> UInt64 {
        var bits = value
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    func bits(_ first: Int, _ second: Int) -> UInt64 {
        let column = Self.mixed(key &+ UInt64(bitPattern: Int64(first)) &* Self.goldenRatio)
        return Self.mixed(column ^ (UInt64(bitPattern: Int64(second)) &* 0xD1B5_4A32_D192_ED03))
    }

    /// Uniform in 0..<1.
    func unit(_ first: Int, _ second: Int) -> Double {
        Double(bits(first, second) >> 11) * 0x1p-53
    }

    /// Mean 0, deviation 1, within ±3.5: the sum of four uniform numbers (Irwin–Hall), which needs no logarithm a cell.
    func normal(_ first: Int, _ second: Int) -> Double {
        let bits = bits(first, second)
        let sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48)
        return (Double(sum) - 131_070) * (0x1p-16 * 1.732_050_807_568_877_2)
    }
}
