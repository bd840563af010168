import CProcessor

/// The SIMD core: element-wise and neighbourhood kernels of one tier. All tiers give the same bits.
package struct Kernels: Sendable {
    /// An instruction set that the kernels were compiled for.
    package enum Tier: String, Sendable, CaseIterable, Comparable {
        case base, v3, v4

        package static func < (a: Tier, b: Tier) -> Bool { a.level < b.level }

        private var level: Int32 {
            switch self {
            case .base: 1
            case .v3: 3
            case .v4: 4
            }
        }

        /// The best tier that this processor runs.
        package static var detected: Tier {
            switch cprocessor_level() {
            case 4: .v4
            case 3: .v3
            default: .base
            }
        }
    }

    package let tier: Tier
    let table: KernelTable

    /// The kernels of a tier that this processor runs.
    package init(_ tier: Tier) {
        precondition(tier <= .detected, "this processor does not run \(tier.rawValue)")
        self.tier = tier
        self.table = .of(tier)
    }

    /// The kernels of the best tier.
    package static let best = Kernels(.detected)
}
