import KernelTypes
import KernelsBase

#if arch(x86_64)
import KernelsV3
import KernelsV4
#endif

/// One tier's functions.
@safe struct KernelTable: Sendable {
    typealias Source = UnsafePointer<Float>
    typealias Target = UnsafeMutablePointer<Float>
    typealias Sums = UnsafeMutablePointer<Double>

    let standardise: @Sendable (Source, Int, Float, Float, Target) -> Void
    let membership: @Sendable (Source, Int, MembershipKind, Float, Float, Target) -> Void
    let reclassify: @Sendable (Source, Int, Source, Int, Source, Target) -> Void
    let overlay: @Sendable (UnsafePointer<Source>, Int, Int, OverlayKind, Float, Target) -> Void
    let terrain: @Sendable (Source, Source, Source, Int, TerrainSetting, Target) -> Void
    let relief: @Sendable (Source, Source, Source, Int, TerrainSetting, Target, Target) -> Void
    let moments: @Sendable (Source, Int) -> Moments
    let focalAdd: @Sendable (Source, Int, UnsafePointer<Double>, Sums, Int) -> Void
    let focalMerge: @Sendable (UnsafePointer<Double>, UnsafePointer<Double>, Sums, Int) -> Void
    let focalScore:
        @Sendable (
            UnsafePointer<Double>, Int, Int, Int, Sums, Sums, UnsafePointer<Source>, FocalMeasure, FocalMeasure?,
            UnsafePointer<Target>
        ) -> Void
    let focalPrefix: @Sendable (Source, Int, Int, Sums, Int) -> Void
    let focalRuns:
        @Sendable (
            UnsafePointer<UnsafePointer<Double>>, UnsafePointer<Int>, Int, Int, Int, Source, FocalMeasure, Target,
            FocalMeasure?, Target
        ) -> Void
    let smallMedian: @Sendable (UnsafePointer<Source>, Int, Int, Int, Target, Target) -> Void
    let rowDeviations: @Sendable (Source, Int, Sums) -> Double
    let crossProducts: @Sendable (UnsafePointer<Double>, Int, Int, Sums) -> Void
    let squaredDistances:
        @Sendable (
            UnsafePointer<Source>, Int, Int, UnsafePointer<Double>, UnsafePointer<Double>, Sums, Target
        ) -> Void
    let logistic:
        @Sendable (
            UnsafePointer<Source>, Source, UnsafePointer<Double>, UnsafePointer<Double>, Int, Double, Int, Target
        ) -> Void
    let convolveColumns: @Sendable (UnsafePointer<Source>, UnsafePointer<Double>, Int, Int, Sums) -> Void
    let convolveRow: @Sendable (UnsafePointer<Double>, UnsafePointer<Double>, Int, Int, Bool, Sums) -> Void

    static func of(_ tier: Kernels.Tier) -> KernelTable {
        #if arch(x86_64)
        switch tier {
        case .base: base
        case .v3: v3
        case .v4: v4
        }
        #else
        base
        #endif
    }

    private static let base = unsafe KernelTable(
        standardise: KernelsBase.standardise, membership: KernelsBase.membership, reclassify: KernelsBase.reclassify,
        overlay: KernelsBase.overlay, terrain: KernelsBase.terrain, relief: KernelsBase.relief,
        moments: KernelsBase.moments,
        focalAdd: KernelsBase.focalAdd, focalMerge: KernelsBase.focalMerge, focalScore: KernelsBase.focalScore,
        focalPrefix: KernelsBase.focalPrefix, focalRuns: KernelsBase.focalRuns,
        smallMedian: KernelsBase.smallMedian, rowDeviations: KernelsBase.rowDeviations,
        crossProducts: KernelsBase.crossProducts, squaredDistances: KernelsBase.squaredDistances,
        logistic: KernelsBase.logistic,
        convolveColumns: KernelsBase.convolveColumns, convolveRow: KernelsBase.convolveRow)
    #if arch(x86_64)
    private static let v3 = unsafe KernelTable(
        standardise: KernelsV3.standardise, membership: KernelsV3.membership, reclassify: KernelsV3.reclassify,
        overlay: KernelsV3.overlay, terrain: KernelsV3.terrain, relief: KernelsV3.relief, moments: KernelsV3.moments,
        focalAdd: KernelsV3.focalAdd, focalMerge: KernelsV3.focalMerge, focalScore: KernelsV3.focalScore,
        focalPrefix: KernelsV3.focalPrefix, focalRuns: KernelsV3.focalRuns,
        smallMedian: KernelsV3.smallMedian, rowDeviations: KernelsV3.rowDeviations,
        crossProducts: KernelsV3.crossProducts, squaredDistances: KernelsV3.squaredDistances,
        logistic: KernelsV3.logistic,
        convolveColumns: KernelsV3.convolveColumns, convolveRow: KernelsV3.convolveRow)
    private static let v4 = unsafe KernelTable(
        standardise: KernelsV4.standardise, membership: KernelsV4.membership, reclassify: KernelsV4.reclassify,
        overlay: KernelsV4.overlay, terrain: KernelsV4.terrain, relief: KernelsV4.relief, moments: KernelsV4.moments,
        focalAdd: KernelsV4.focalAdd, focalMerge: KernelsV4.focalMerge, focalScore: KernelsV4.focalScore,
        focalPrefix: KernelsV4.focalPrefix, focalRuns: KernelsV4.focalRuns,
        smallMedian: KernelsV4.smallMedian, rowDeviations: KernelsV4.rowDeviations,
        crossProducts: KernelsV4.crossProducts, squaredDistances: KernelsV4.squaredDistances,
        logistic: KernelsV4.logistic,
        convolveColumns: KernelsV4.convolveColumns, convolveRow: KernelsV4.convolveRow)
    #endif
}
