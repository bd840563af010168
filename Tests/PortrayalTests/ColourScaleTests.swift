import KernelTypes
import Testing

@testable import Portrayal

@Suite struct ColourScaleTests {
    @Test func `a scale over a raster goes from its lowest to its highest number`() throws {
        let raster = Strip(columns: 3, values: [.nan, 2, -1, .infinity, 7, 3])
        let scale = try #require(ColourScale(.indigoToYellow, fitting: raster))
        #expect(scale.low == -1)
        #expect(scale.high == 7)
        #expect(!scale.isOpenAbove)
        #expect(scale.colour(of: -1) == ColourRamp.indigoToYellow.colours[0])
        #expect(scale.colour(of: 7) == ColourRamp.indigoToYellow.colours[255])
    }

    @Test func `a share of outliers shares the highest colour and the scale says so`() throws {
        let raster = Strip(columns: 101, values: (0..<101).map { $0 == 100 ? 1e6 : Float($0) })
        let scale = try #require(ColourScale(.indigoToYellow, fitting: raster, above: 0.02))
        #expect(scale.high == 98)
        #expect(scale.isOpenAbove)
    }

    @Test func `a raster without a number has no scale`() {
        #expect(ColourScale(.indigoToYellow, fitting: Strip(columns: 2, values: [.nan, .infinity])) == nil)
    }

    @Test func `a scale of one value has the middle colour`() throws {
        let scale = try #require(ColourScale(.indigoToYellow, fitting: Strip(columns: 2, values: [4, 4])))
        #expect(scale.colour(of: 4) == ColourRamp.indigoToYellow.colour(at: 0.5))
    }
}
