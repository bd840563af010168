import Testing

@testable import Sample

@Suite struct SeededGeneratorTests {
    @Test func `the mixing is that of SplitMix64`() {
        // The first three numbers of seed 1234567, as the reference implementation gives them.
        var state: UInt64 = 1_234_567
        var numbers: [UInt64] = []
        for _ in 0..<3 {
            state &+= CellNoise.goldenRatio
            numbers.append(CellNoise.mixed(state))
        }
        #expect(numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test func `normal numbers have mean 0 and deviation 1`() {
        var random = SeededGenerator(seed: 5, stream: .faults)
        let cells = CellNoise(seed: 5, stream: .clayNoise)
        for draw in [{ _ in random.normal() }, { cells.normal($0, 77 - $0 / 3) }] as [(Int) -> Double] {
            let values = (0..<20_000).map(draw)
            let mean = values.reduce(0, +) / 20_000
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
            #expect(abs(mean) < 0.03)
            #expect(abs(variance - 1) < 0.04)
        }
    }

    @Test func `streams and seeds do not share their numbers`() {
        let keys = [1, 2, 3].flatMap { seed in
            [NoiseStream.ranges, .faults, .clouds].map { CellNoise(seed: seed, stream: $0).key }
        }
        #expect(Set(keys).count == 9)
    }

    @Test func `a shuffle keeps every element`() {
        var random = SeededGenerator(seed: 9, stream: .names)
        var numbers = Array(0..<50)
        random.shuffle(&numbers)
        #expect(numbers != Array(0..<50))
        #expect(numbers.sorted() == Array(0..<50))
    }

    @Test func `unit numbers lie in 0 to 1 and an index below its count`() {
        var random = SeededGenerator(seed: 3, stream: .decoys)
        for _ in 0..<2_000 {
            #expect((0..<1).contains(random.unit()))
            #expect((0..<7).contains(random.index(below: 7)))
        }
    }
}
