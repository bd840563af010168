import KernelTypes
import Kernels
import Testing

@Suite struct LogisticTests {
    private let slopes = [0.7, -1.2, 2.5, 0.01]
    private let offsets = [0.1, 3, -2, 0]
    private let classes: [Float?] = [nil, 3, nil, nil]

    private func layers(_ count: Int) -> [Cells] {
        (0..<4).map { layer in
            let cells = cells(count, in: -4...4, missing: 3, seed: UInt64(layer + 1))
            // Classes are whole numbers; the last layer is infinite here and there.
            for index in 0..<count {
                if layer == 1 { cells[index] = cells[index].rounded() }
                if layer == 3 && index % 5 == 0 { cells[index] = index % 2 == 0 ? .infinity : -.infinity }
            }
            return cells
        }
    }

    private func scores(_ layers: [Cells], _ count: Int, _ tier: Kernels.Tier) -> Cells {
        let output = Cells(count: count)
        let terms = layers.indices.map {
            Kernels.LogisticTerm(layers[$0].base, category: classes[$0], slope: slopes[$0], offset: offsets[$0])
        }
        Kernels(tier).logistic(terms, intercept: -1.5, count: count, into: output.base)
        withExtendedLifetime(layers) {}
        return output
    }

    @Test(arguments: lengths) func `a probability is that of the formula, with the same bits on every tier`(count: Int)
    {
        let layers = layers(count)
        let found = scores(layers, count, .base)
        for index in 0..<count {
            var logit = -1.5
            var isKnown = false
            for layer in layers.indices where layers[layer][index].isFinite {
                isKnown = true
                let x = layers[layer][index]
                let value = classes[layer].map { x == $0 ? 1.0 : 0 } ?? Double(x)
                logit += slopes[layer] * value - offsets[layer]
            }
            let direct = isKnown ? 1 / (1 + Elementary.exp(-logit)) : .nan
            #expect(near(found[index], direct, 5e-7 * (isKnown ? direct : 1)), "\(found[index]), not \(direct)")
        }
        for tier in tiers { #expect(bits(scores(layers, count, tier)) == bits(found)) }
    }

    @Test func `log-odds beyond every scale give 0 and 1 without a NaN`() {
        let values = Cells([1e30, -1e30, 100, -100, 0])
        let output = Cells(count: 5)
        let terms = [Kernels.LogisticTerm(values.base, category: nil, slope: 1, offset: 0)]
        Kernels(.base).logistic(terms, intercept: 0, count: 5, into: output.base)
        withExtendedLifetime(values) {}
        #expect(output[0] == 1 && output[2] == 1 && output[4] == 0.5)
        #expect(output[1] < 1e-37 && output[3] < 1e-37)
    }
}
