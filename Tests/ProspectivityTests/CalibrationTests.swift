import Testing

@testable import Prospectivity

@Suite struct CalibrationTests {
    @Test func `pooling gives the mean of each group that breaks the order`() {
        let calibration = Calibration.isotonic(points: [1, 2, 4], negatives: [0, 3], weight: 1)
        // 0 → 0; 1, 2, 3 → 2/3 together; 4 → 1.
        #expect(calibration.probability(of: -5) == 0)
        for score in [1.0, 2, 3] { #expect(abs(calibration.probability(of: score) - 2.0 / 3) < 1e-12) }
        #expect(calibration.probability(of: 4) == 1 && calibration.probability(of: 9) == 1)
        #expect(abs(calibration.probability(of: 3.5) - 5.0 / 6) < 1e-12)
        #expect(calibration.probability(of: .nan).isNaN)
    }

    @Test func `Platt's curve brings weighted cases back to their prior`() {
        var random = SplitMix(seed: 4)
        let points = (0..<200).map { _ in Float(random.unit() + 0.5) }
        let negatives = (0..<400).map { _ in Float(random.unit()) }
        let calibration = Calibration.platt(points: points, negatives: negatives, weight: 10)
        let expected =
            points.reduce(0) { $0 + calibration.probability(of: Double($1)) }
            + negatives.reduce(0) { $0 + 10 * calibration.probability(of: Double($1)) }
        #expect(abs(expected - 200) < 2.5)
        #expect(calibration.probability(of: 1.4) > calibration.probability(of: 0.2))
    }

    @Test func `scores that run against the deposits keep their order and are near the prior`() {
        let calibration = Calibration.platt(points: [0, 0.1, 0.2], negatives: [0.8, 0.9, 1], weight: 99)
        #expect(abs(calibration.probability(of: 0.5) - 0.01) < 1e-3)
        #expect(calibration.probability(of: 0.6) > calibration.probability(of: 0.5))
    }
}
