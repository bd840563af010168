import KernelTypes
import Testing

@testable import Portrayal

@Suite struct ShadedReliefTests {
    @Test func `level ground and no data keep their colour`() {
        let level = ShadedRelief(of: Strip(columns: 4, values: Array(repeating: 812, count: 16)), width: 8, height: 8)
        let missing = ShadedRelief(of: Strip(columns: 2, values: Array(repeating: .nan, count: 4)), width: 8, height: 8)
        for y in 0..<8 {
            for x in 0..<8 {
                #expect(level[x, y] == 1)
                #expect(missing[x, y] == 1)
            }
        }
    }

    @Test func `a hill is light in the north-west and dark in the south-east`() {
        let side = 41
        let heights = (0..<side * side).map { index -> Float in
            let (dx, dy) = (Float(index % side - 20), Float(index / side - 20))
            return -(dx * dx + dy * dy)
        }
        let relief = ShadedRelief(of: Strip(columns: side, values: heights), width: side, height: side)
        #expect(relief[14, 14] > 1)
        #expect(relief[26, 26] < 1)
        #expect(relief[14, 26] == relief[26, 14])
    }

    @Test func `heights in feet look like heights in metres`() {
        var generator = SplitMix(state: 2)
        let heights = (0..<400).map { _ in Float(Int.random(in: 0...500, using: &generator)) }
        let metres = ShadedRelief(of: Strip(columns: 20, values: heights), width: 30, height: 30)
        let double = ShadedRelief(of: Strip(columns: 20, values: heights.map { $0 * 4 }), width: 30, height: 30)
        for y in 0..<30 { for x in 0..<30 { #expect(abs(metres[x, y] - double[x, y]) < 1e-12) } }
    }
}
