import Testing

@testable import Prospectivity

@Suite struct RankedPointsTests {
    @Test func `the area under the curve is the mean share below`() {
        let ranked = RankedPoints(sharesAbove: [0.5, 0, 0.1])
        #expect(abs(ranked.area - 0.8) < 1e-15)
        #expect(ranked.found(in: 0) == 1.0 / 3 && ranked.found(in: 0.1) == 2.0 / 3 && ranked.found(in: 1) == 1)
        #expect(RankedPoints(sharesAbove: []).area.isNaN)
    }

    @Test func `the curves cross where found and area make one`() {
        // Evenly spread deposits cross at a half; nine tenths of them in a tenth of the area cross there.
        let even = RankedPoints(sharesAbove: (0..<1000).map { (Double($0) + 0.5) / 1000 }).intersection
        #expect(abs(even.area - 0.5) < 2e-3 && abs(even.found - 0.5) < 2e-3)
        let good = RankedPoints(sharesAbove: [Double](repeating: 0.05, count: 9) + [0.8]).intersection
        #expect(abs(good.area - 0.1) < 1e-9 && good.found == 0.9)
    }

    @Test func `the Boyce index is one where density falls with rank, and minus one where it rises`() {
        let falling = RankedPoints(sharesAbove: (0..<400).map { Double($0 * $0) / 160_000 })
        #expect(falling.boyce > 0.98)
        #expect(RankedPoints(sharesAbove: falling.shares.map { 1 - $0 }).boyce < -0.98)
    }

    @Test func `Spearman's correlation shares the ranks of ties`() {
        #expect(RankedPoints.ranks([3, 1, 3, 2]) == [3.5, 1, 3.5, 2])
        // scipy.stats.spearmanr([1, 2, 2, 4, 5], [2, 1, 4, 4, 9])
        #expect(abs(RankedPoints.spearman([1, 2, 2, 4, 5], [2, 1, 4, 4, 9]) - 0.7631578947368421) < 1e-12)
        #expect(RankedPoints.spearman([1, 1], [2, 3]) == 0)
    }

    @Test func `the interval holds the area, narrows with deposits, and is the same again`() {
        let few = RankedPoints(sharesAbove: (0..<10).map { Double($0) / 20 })
        let many = RankedPoints(sharesAbove: (0..<1000).map { Double($0) / 2000 })
        let (a, b) = (few.interval(resamples: 200, seed: 7), many.interval(resamples: 200, seed: 7))
        #expect(a.low < few.area && few.area < a.high)
        #expect(b.high - b.low < (a.high - a.low) / 5)
        #expect(few.interval(resamples: 200, seed: 7) == a)
    }

    @Test func `ties with the area count half, and no score ranks last`() {
        let ranking = AreaRanking([1, 2, 2, 3, .nan])
        #expect(ranking.shareAbove(2) == 0.5)
        #expect(ranking.shareAbove(4) == 0 && ranking.shareAbove(0) == 1 && ranking.shareAbove(.nan) == 1)
    }
}
