import Foundation
import KernelTypes
import Kernels
import Testing

@Suite struct OverlayTests {
    static let overlays: [Overlay] = [
        .and, .or, .product, .sum, .gamma(0), .gamma(0.01), .gamma(0.3), .gamma(0.9), .gamma(0.999), .gamma(1),
    ]

    private func reference(_ values: [Float], _ overlay: Overlay) -> Double {
        if values.contains(where: \.isNaN) { return .nan }
        let x = values.map(Double.init)
        let product = x.reduce(1, *)
        let sum = x.reduce(0) { $0 + $1 * (1 - $0) }
        switch overlay {
        case .and: return x.min() ?? .nan
        case .or: return x.max() ?? .nan
        case .product: return product
        case .sum: return sum
        case .gamma(let gamma): return Foundation.pow(sum, Double(gamma)) * Foundation.pow(product, 1 - Double(gamma))
        }
    }

    /// Memberships all over 0...1, near its ends, at them, and 1, 1e-1, 1e-2, ... in all layers: their product is below
    /// all floats where its power is not.
    private func samples(of layer: Int) -> Cells {
        let seed = UInt64(layer)
        var values = cells(300, in: 0...1, missing: 100, seed: seed).values
        values += cells(100, in: 0...1e-3, missing: 100, seed: seed).values
        values += cells(100, in: 0.99...1, missing: 100, seed: seed).values
        values += [0, 1, 0.5, Float.nan, layer == 0 ? 1 : 1e-4, layer % 2 == 0 ? 0 : 1]
        values += (0..<40).map { Foundation.powf(10, -Float($0)) }
        return Cells(values)
    }

    @Test(arguments: overlays) func `an overlay is within a millionth of its formula on every tier`(overlay: Overlay) {
        for layerCount in [1, 2, 3, 8, 30] {
            let layers = (0..<layerCount).map(samples)
            for tier in tiers {
                let out = Cells(count: layers[0].count)
                Kernels(tier).overlay(layers, overlay, into: out)
                for index in 0..<out.count {
                    let expected = reference(layers.map { $0[index] }, overlay)
                    #expect(
                        near(out[index], expected, 1e-6),
                        "\(tier) \(overlay) of \(layerCount): \(out[index]) for \(expected)")
                }
            }
        }
    }

    @Test(arguments: overlays) func `every tier gives the same bits at every length`(overlay: Overlay) {
        for count in lengths {
            for layerCount in [1, 5] {
                let layers = (0..<layerCount).map { layer in
                    let values = cells(count, in: 0...1, missing: 30, seed: UInt64(layer)).values
                    return Cells(Array((specials.dropFirst(layer) + values).suffix(count)))
                }
                let results = Set(
                    tiers.map { tier in
                        let out = Cells(count: count)
                        Kernels(tier).overlay(layers, overlay, into: out)
                        return bits(out)
                    })
                #expect(results.count == 1)
            }
        }
    }

    @Test func `gamma is exactly the product at 0 and the sum at 1`() {
        let layers = (0..<3).map { cells(100, in: 0...1, seed: UInt64($0)) }
        for (end, same) in [(Overlay.gamma(0), Overlay.product), (.gamma(1), .sum)] {
            let (a, b) = (Cells(count: 100), Cells(count: 100))
            Kernels.best.overlay(layers, end, into: a)
            Kernels.best.overlay(layers, same, into: b)
            #expect(bits(a) == bits(b))
        }
    }

    @Test(arguments: tiers) func `a missing layer makes the cell missing wherever it stands`(tier: Kernels.Tier) {
        for overlay in Self.overlays {
            for missing in 0..<4 {
                for other: Float in [0, 0.4, 1] {
                    let layers = (0..<4).map { Cells([$0 == missing ? Float.nan : other]) }
                    let out = Cells(count: 1)
                    Kernels(tier).overlay(layers, overlay, into: out)
                    #expect(out[0].isNaN, "\(overlay) with layer \(missing) missing, the others \(other)")
                }
            }
        }
    }

    @Test(arguments: tiers) func `full membership in any layer is a sum of exactly one`(tier: Kernels.Tier) {
        let layers = (0..<5).map { layer in Cells((0..<100).map { $0 % 5 == layer ? 1 : Float($0) / 137 }) }
        let out = Cells(count: 100)
        Kernels(tier).overlay(layers, .sum, into: out)
        #expect(out.values.allSatisfy { $0 == 1 })
    }
}
