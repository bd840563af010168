import KernelTypes
import Testing

@Suite struct SelectorTests {
    private func select(_ runs: [Cells], _ fractions: [Double]) -> [Double] {
        var selector = Selector(fractions: fractions)
        while !selector.isDone {
            for run in runs { selector.add(run) }
            selector.endPass()
        }
        return selector.values
    }

    private func sorted(_ values: [Float], _ fraction: Double) -> Double {
        let valid = values.filter { !$0.isNaN }.sorted().map(Double.init)
        guard !valid.isEmpty else { return .nan }
        let place = fraction * Double(valid.count - 1)
        let below = Int(place.rounded(.down))
        let above = min(below + 1, valid.count - 1)
        let weight = place - Double(below)
        return valid[below] * (1 - weight) + valid[above] * weight
    }

    @Test func `quantiles are those of the sorted cells`() {
        let fractions = [0, 0.02, 0.25, 0.5, 0.77, 0.98, 1]
        for count in [1, 2, 3, 10, 999, 5000] {
            for range: ClosedRange<Float> in [-1...1, 0...1e-3, -1e30...1e30, 5...5, 47_000...48_000] {
                let values = cells(count, in: range, seed: UInt64(count)).values
                let runs = stride(from: 0, to: count, by: 700).map { Cells(Array(values[$0..<min($0 + 700, count)])) }
                let found = select(runs, fractions)
                for (fraction, value) in zip(fractions, found) {
                    let expected = sorted(values, fraction)
                    let isSame = abs(value - expected) <= 1e-15 * abs(expected) + 1e-18 || value.isNaN && expected.isNaN
                    #expect(isSame, "\(fraction) of \(count) in \(range): \(value) for \(expected)")
                    #expect(
                        fraction * Double(count - 1) != (fraction * Double(count - 1)).rounded() || value == expected
                            || value.isNaN)
                }
            }
        }
    }

    @Test func `the order of cells and who counted them make no difference`() {
        let runs = [cells(800, in: -5...5, seed: 1), cells(300, in: 0...9, seed: 2), cells(17, in: -1...1, seed: 3)]
        var whole = Selector(fractions: [0.1, 0.5])
        while !whole.isDone {
            for run in runs.reversed() {
                var other = whole.emptied
                other.add(run)
                whole.merge(other)
            }
            whole.endPass()
        }
        #expect(whole.values == select(runs, [0.1, 0.5]))
        #expect(whole.count == runs.joinedValues.count { !$0.isNaN })
    }

    @Test func `infinities and both zeros have their places`() {
        #expect(select([Cells([.infinity, -.infinity, 0, -0.0, .nan])], [0, 0.5, 1]) == [-.infinity, 0, .infinity])
        #expect(select([Cells([.nan, .nan])], [0.5])[0].isNaN)
        #expect(select([], [0.5])[0].isNaN)
    }
}

extension [Cells] {
    fileprivate var joinedValues: [Float] { flatMap(\.values) }
}
