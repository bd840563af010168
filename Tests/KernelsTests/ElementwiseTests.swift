import Foundation
import KernelTypes
import Kernels
import Testing

@Suite struct ElementwiseTests {
    @Test(arguments: tiers) func `standardise is a difference and a product, rounded once each`(tier: Kernels.Tier) {
        for count in lengths {
            let x = cells(count, in: -50_000...50_000)
            let out = Cells(count: count)
            Kernels(tier).standardise(x, centre: 0.3, scale: 1.7, into: out)
            let expected = x.values.map { ($0 - 0.3) * 1.7 }
            #expect(zip(out.values, expected).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
        }
    }

    static let memberships: [Membership] = [
        .linear(low: 2, high: 8), .linear(low: 8, high: 2), .linear(low: 47_000, high: 47_001),
        .small(midpoint: 3, spread: 5), .small(midpoint: 0.01, spread: 1), .small(midpoint: 400, spread: 10),
        .small(midpoint: 7, spread: 0.01), .small(midpoint: 1e-30, spread: 0.001), .large(midpoint: 3, spread: 5),
        .large(midpoint: 5, spread: 0.5), .large(midpoint: 0.7, spread: 10), .large(midpoint: 1e30, spread: 0.02),
        .near(midpoint: 4, spread: 0.1), .near(midpoint: -1, spread: 10), .gaussian(midpoint: 4, spread: 0.3),
        .gaussian(midpoint: 0, spread: 10), .gaussian(midpoint: 0, spread: 1e-30),
    ]

    private func reference(_ x: Double, _ membership: Membership) -> Double {
        if x.isNaN { return x }
        switch membership {
        case .linear(let low, let high):
            return min(1, max(0, (x - Double(low)) / (Double(high) - Double(low))))
        case .small(let m, let s): return x <= 0 ? 1 : 1 / (1 + Foundation.pow(x / Double(m), Double(s)))
        case .large(let m, let s): return x <= 0 ? 0 : 1 / (1 + Foundation.pow(x / Double(m), -Double(s)))
        case .near(let m, let s): return 1 / (1 + Double(s) * (x - Double(m)) * (x - Double(m)))
        case .gaussian(let m, let s): return Foundation.exp(-Double(s) * (x - Double(m)) * (x - Double(m)))
        }
    }

    /// Around every membership's midpoint, and x / m over 1e-5...1e5.
    private func samples(of membership: Membership) -> Cells {
        let ratios = (0..<2000).map { Foundation.pow(10, Double($0) / 200 - 5) }
        let scaled: [Float] =
            switch membership {
            case .small(let m, _), .large(let m, _): ratios.map { Float($0) * m }
            case .linear(let low, let high): (0...100).map { low + (high - low) * Float($0) / 100 }
            case .near, .gaussian: ratios.map { Float($0) }
            }
        return Cells(cells(2000, in: -2...12).values + specials + scaled)
    }

    @Test(arguments: memberships) func `a membership is within a millionth of its formula`(membership: Membership) {
        let x = samples(of: membership)
        for tier in tiers {
            let out = Cells(count: x.count)
            Kernels(tier).membership(x, membership, into: out)
            for (value, result) in zip(x.values, out.values) {
                let expected = reference(Double(value), membership)
                #expect(near(result, expected, 1e-6), "\(tier) \(membership) of \(value): \(result) for \(expected)")
            }
        }
    }

    @Test func `small at or below zero is exactly one and large exactly zero`() {
        let x = Cells([0, -0.0, -3, -.infinity])
        let out = Cells(count: 4)
        Kernels.best.membership(x, .small(midpoint: 1, spread: 5), into: out)
        #expect(out.values == [1, 1, 1, 1])
        Kernels.best.membership(x, .large(midpoint: 1, spread: 5), into: out)
        #expect(out.values == [0, 0, 0, 0])
    }

    @Test func `a linear membership is exact at its ends, rising or falling`() {
        for (low, high) in [(Float(0.1), Float(0.7)), (48_590.3, 48_611.9), (5, -3)] {
            let out = Cells(count: 2)
            Kernels.best.membership(Cells([low, high]), .linear(low: low, high: high), into: out)
            #expect(out.values == [0, 1])
        }
    }

    @Test(arguments: lengths) func `every tier gives the same bits`(count: Int) {
        let x = Cells(Array((specials + cells(count, in: -3...20).values).suffix(count)))
        let all = Cells((0..<count).map { _ in -Float.nan })
        for input in [x, all] {
            for membership in Self.memberships {
                #expect(results { $0.membership(input, membership, into: $1) }.count == 1)
            }
            #expect(
                results { $0.reclassify(input, breaks: [1, 2.5, 9], values: [1, .nan, 3, 4], into: $1) }.count == 1)
            #expect(results { $0.reclassify(input, breaks: [], values: [5], into: $1) }.count == 1)
            #expect(results { $0.standardise(input, centre: 3, scale: .infinity, into: $1) }.count == 1)
        }
        func results(_ kernel: (Kernels, Cells) -> Void) -> Set<[UInt32]> {
            Set(
                tiers.map { tier in
                    let out = Cells(count: count)
                    kernel(Kernels(tier), out)
                    return bits(out)
                })
        }
    }

    @Test(arguments: tiers) func `a break belongs to the class above it`(tier: Kernels.Tier) {
        let x = Cells([-.infinity, 0, 0.999, 1, 2, 2.5, 2.6, 9, .infinity, .nan])
        let out = Cells(count: x.count)
        Kernels(tier).reclassify(x, breaks: [1, 2.5, 9], values: [10, 20, 30, 40], into: out)
        #expect(out.values.dropLast() == [10, 10, 10, 20, 20, 30, 30, 40, 40])
        #expect(out[9].isNaN)
    }

    @Test(arguments: tiers) func `the output may be the input`(tier: Kernels.Tier) {
        let x = cells(1003, in: -3...20)
        let apart = Cells(count: x.count)
        let membership = Membership.large(midpoint: 4, spread: 3)
        Kernels(tier).membership(x, membership, into: apart)
        Kernels(tier).membership(x, membership, into: x)
        #expect(bits(x) == bits(apart))
    }
}
