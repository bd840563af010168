import Testing

@testable import Statistics

/// Numbers of scipy.stats 1.17 to 15 digits.
@Suite struct DistributionTests {
    @Test func `the logarithm of the gamma function is that of factorials and halves`() {
        #expect(isNear(Distribution.logGamma(1), 0, 1e-14))
        #expect(isNear(Distribution.logGamma(0.5), 0.572364942924700, 1e-14))
        #expect(isNear(Distribution.logGamma(11), 15.104412573075516, 1e-14))
        #expect(isNear(Distribution.logGamma(1000), 5905.220423209181, 1e-14))
    }

    @Test func `quantiles of the normal distribution undo its tails`() {
        #expect(isNear(Distribution.normalQuantile(0.975), 1.959963984540054, 1e-13))
        #expect(isNear(Distribution.normalQuantile(1e-9), -5.997807015007774, 1e-12))
        for p in [1e-12, 0.003, 0.2, 0.5, 0.77, 0.9999] {
            #expect(isNear(1 - Distribution.normalTail(Distribution.normalQuantile(p)), p, 1e-13))
        }
        #expect(abs(Distribution.normalTwoSided(3) / 0.002699796063260 - 1) < 1e-12)
    }

    @Test func `chi-square has the quantiles of the printed tables`() {
        #expect(isNear(Distribution.chiSquareQuantile(0.975, freedom: 3), 9.348403604496148, 1e-12))
        #expect(isNear(Distribution.chiSquareQuantile(0.95, freedom: 1), 3.841458820694124, 1e-12))
        #expect(isNear(Distribution.chiSquareQuantile(0.01, freedom: 8), 1.646497372690769, 1e-12))
        #expect(abs(Distribution.chiSquareTail(50, freedom: 4) / 3.610865404890647e-10 - 1) < 1e-12)
    }

    @Test func `Student's tails are those of the printed tables`() {
        #expect(isNear(Distribution.studentTwoSided(2.228138851986274, freedom: 10), 0.05, 1e-12))
        #expect(isNear(Distribution.studentTwoSided(1, freedom: 1), 0.5, 1e-12))
        #expect(isNear(Distribution.studentTwoSided(0, freedom: 5), 1, 1e-12))
    }

    @Test func `draws without replacement are distinct, in range and from the seed`() {
        var random = SeededNumbers(7)
        let draw = random.distinct(40, below: 100)
        var again = SeededNumbers(7)
        #expect(Set(draw).count == 40 && draw == draw.sorted())
        #expect(draw.allSatisfy { (0..<100).contains($0) })
        #expect(again.distinct(40, below: 100) == draw)
        #expect(random.distinct(5, below: 5) == [0, 1, 2, 3, 4])
    }
}
