import KernelTypes
import Testing

@testable import Portrayal

@Suite struct RankScaleTests {
    /// Ten thousand values of which most are tiny, as posterior probabilities are.
    private let skewed = Strip(columns: 100, values: (0..<10_000).map { Float($0 * $0 * $0) / 1e12 })

    @Test func `a skewed raster uses the whole ramp, its top for the few highest cells`() throws {
        let scale = try #require(ColourScale(.indigoToYellow, ranking: skewed))
        #expect(scale.low == 0 && scale.high == Double(skewed.cells[9999]))
        // At the share s stands the quantile 1 - (1 - s)^2.
        for (share, rank) in [(0.25, 4375.0), (0.5, 7500), (0.75, 9375), (1, 9999)] {
            let value = Double(skewed.cells[Int(rank * 9999 / 10_000)])
            #expect(abs(scale.share(of: value) - share) < 0.005)
            #expect(abs(scale.value(at: share) / value - 1) < 0.02)
        }
        let even = try #require(ColourScale(.indigoToYellow, fitting: skewed))
        let middle = Double(skewed.cells[5000])
        #expect(even.share(of: middle) < 0.13 && scale.share(of: middle) > 0.29)
    }

    @Test func `many equal cells share one colour and the scale still rises`() throws {
        let values = (0..<1000).map { Float($0 < 700 ? 0 : $0 < 900 ? 1 : $0) }
        let scale = try #require(ColourScale(.indigoToYellow, ranking: Strip(columns: 100, values: values)))
        #expect(scale.colour(of: 0) == ColourRamp.indigoToYellow.colours[0])
        #expect(scale.colour(of: 999) == ColourRamp.indigoToYellow.colours[255])
        #expect(scale.share(of: 0) < scale.share(of: 1) && scale.share(of: 1) < scale.share(of: 950))
        for (a, b) in zip(scale.knots, scale.knots.dropFirst()) { #expect(a.share < b.share && a.value < b.value) }
    }

    @Test func `a raster of one value or of none has no ranks`() {
        #expect(ColourScale(.indigoToYellow, ranking: Strip(columns: 2, values: [.nan, .nan])) == nil)
        let one = ColourScale(.indigoToYellow, ranking: Strip(columns: 2, values: [3, 3]))
        #expect(one?.knots == [] && one?.share(of: 3) == 0.5)
    }

    @Test func `a style file holds the same colours at the same values`() throws {
        let scale = try #require(ColourScale(.indigoToYellow, ranking: skewed))
        let items = try XMLElements(QGISStyle.continuous(scale)).found.filter { $0.name == "item" }
        let values = items.compactMap { $0.attributes["value"].flatMap(Double.init) }
        #expect(values.count == 33 && values == values.sorted() && Set(values).count == 33)
        for (item, value) in zip(items, values) { #expect(item.attributes["color"] == scale.colour(of: value).hex) }
    }
}
