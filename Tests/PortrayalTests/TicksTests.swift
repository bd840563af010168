import Testing

@testable import Portrayal

@Suite struct TicksTests {
    @Test func `ticks are round numbers inside the limits`() {
        #expect(Ticks(from: 0, to: 1, about: 5).values == [0, 0.2, 0.4, 0.6, 0.8, 1])
        #expect(
            Ticks(from: 412_300, to: 532_300, about: 6).values == [
                420_000, 440_000, 460_000, 480_000, 500_000, 520_000,
            ])
        #expect(Ticks(from: -0.00031, to: 0.00012, about: 5).values == [-0.0003, -0.0002, -0.0001, 0, 0.0001])
    }

    @Test func `as many decimals are shown as tell ticks apart`() {
        #expect(Ticks(from: 0, to: 1, about: 5).decimals == 1)
        #expect(Ticks(from: 0, to: 0.25, about: 5).decimals == 2)
        #expect(Ticks(from: 0, to: 5000, about: 5).decimals == 0)
    }

    @Test func `ticks of any range are few, in order, and evenly apart`() {
        var generator = SplitMix(state: 7)
        for _ in 0..<2000 {
            let low = Double.random(in: -1e7...1e7, using: &generator)
            let high = low + Double.random(in: 1e-3...1e6, using: &generator)
            let count = Int.random(in: 1...12, using: &generator)
            let values = Ticks(from: low, to: high, about: count).values
            #expect(values.count <= count + 1)
            #expect(values.allSatisfy { $0 >= low && $0 <= high })
            let steps = zip(values, values.dropFirst()).map { $1 - $0 }
            #expect(steps.allSatisfy { $0 > 0 && abs($0 - steps[0]) < 1e-6 * steps[0] + 1e-8 })
        }
    }

    @Test func `an empty or endless range has no ticks`() {
        #expect(Ticks(from: 1, to: 1, about: 5).values.isEmpty)
        #expect(Ticks(from: .nan, to: 1, about: 5).values.isEmpty)
        #expect(Ticks(from: 0, to: .infinity, about: 5).values.isEmpty)
    }

    @Test(arguments: [(168.0, 100.0), (99.9, 50), (50, 50), (2.1, 2), (0.3, 0.2), (1, 1)])
    func `a scale bar is the longest round length that fits`(limit: Double, length: Double) {
        #expect(Ticks.round(below: limit) == length)
    }

    @Test func `nothing round lies below nothing`() {
        #expect(Ticks.round(below: 0) == nil)
        #expect(Ticks.round(below: .nan) == nil)
    }
}
