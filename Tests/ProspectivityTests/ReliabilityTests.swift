import Testing

@testable import Prospectivity

@Suite struct ReliabilityTests {
    @Test func `scores, bins and errors follow from counting by hand`() {
        // 100 unit cells: 80 at 0.02, 20 at 0.2; deposits: 2 on the low ground, 4 on the high.
        let reliability = Reliability(
            points: [0.02, 0.02, 0.2, 0.2, 0.2, 0.2],
            area: [Float](repeating: 0.02, count: 80)
                + [Float](repeating: 0.2, count: 20), units: 100, bins: 2)
        #expect(reliability.bins.map(\.points) == [2, 4])
        #expect(reliability.bins.map(\.units) == [80, 20])
        #expect(abs(reliability.bins[0].observed - 0.025) < 1e-12 && abs(reliability.bins[1].observed - 0.2) < 1e-12)
        // 2 (0.98)² + 78 (0.02)² + 4 (0.8)² + 16 (0.2)², over 100.
        #expect(abs(reliability.brier - 0.0515200) < 1e-7)
        #expect(abs(reliability.brierOfPrior - 0.06 * 0.94) < 1e-12)
        #expect(abs(reliability.calibrationError - 0.8 * 0.005) < 1e-7)
    }
}
