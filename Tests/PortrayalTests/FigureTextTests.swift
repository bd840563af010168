import Foundation
import Testing

@testable import Portrayal

@Suite struct FigureTextTests {
    @Test(arguments: [
        (0.0, 0, "0"), (-0.4, 0, "0"), (2.5, 0, "3"), (-2.5, 0, "-3"), (3.14159, 2, "3.14"), (0.05, 3, "0.050"),
        (9.999, 2, "10.00"), (-0.125, 2, "-0.13"),
    ]) func `a number is written with its decimals`(value: Double, decimals: Int, text: String) {
        #expect(FigureText.fixed(value, decimals: decimals) == text)
    }

    @Test func `thousands stand apart by a space`() {
        #expect(FigureText.fixed(3_255_600, grouped: true) == "3 255 600")
        #expect(FigureText.fixed(-412_300.25, decimals: 1, grouped: true) == "-412 300.3")
        #expect(FigureText.fixed(999, grouped: true) == "999")
    }

    @Test func `no data is a dash and the endless keeps its name`() {
        #expect(FigureText.fixed(.nan, decimals: 3) == "-")
        #expect(FigureText.fixed(.infinity) == "inf")
        #expect(FigureText.significant(.nan) == "-")
    }

    @Test(arguments: [
        (1234.5678, 4, "1235"), (0.0012345, 3, "0.00123"), (0.0, 4, "0"), (12.0, 3, "12.0"), (-0.5, 2, "-0.50"),
        (5000.0, 2, "5000"), (1e-20, 4, "1e-20"),
    ]) func `significant digits decide the decimals`(value: Double, digits: Int, text: String) {
        #expect(FigureText.significant(value, digits: digits) == text)
    }

    @Test func `what is written lies within half of the last decimal`() throws {
        var generator = SplitMix(state: 1)
        for _ in 0..<2000 {
            let value = Double.random(in: -1e6...1e6, using: &generator)
            let decimals = Int.random(in: 0...8, using: &generator)
            let text = FigureText.fixed(value, decimals: decimals)
            let read = try #require(Double(text))
            #expect(abs(read - value) <= 0.5 * pow(10, -Double(decimals)) + 2 * value.ulp, "\(value) as \(text)")
        }
    }
}
