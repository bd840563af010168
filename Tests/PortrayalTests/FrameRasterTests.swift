import KernelTypes
import Testing

@testable import Portrayal

@Suite struct FrameRasterTests {
    @Test func `a raster as large as the frame is itself`() {
        let raster = Strip(columns: 3, values: [1, 2, 3, 4, .nan, 6])
        let frame = FrameRaster(averaging: raster, width: 3, height: 2)
        #expect(frame.values.enumerated().allSatisfy { $1.isNaN ? $0 == 4 : $1 == Double(raster.cells.values[$0]) })
    }

    @Test func `the mean over the frame is the mean over the raster, whatever both sizes are`() {
        var generator = SplitMix(state: 5)
        for _ in 0..<50 {
            let (columns, rows) = (Int.random(in: 1...40, using: &generator), Int.random(in: 1...40, using: &generator))
            let values = (0..<columns * rows).map { _ in Float.random(in: -1...1, using: &generator) }
            let frame = FrameRaster(
                averaging: Strip(columns: columns, values: values),
                width: .random(in: 1...40, using: &generator), height: .random(in: 1...40, using: &generator))
            let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
            #expect(abs(frame.values.reduce(0, +) / Double(frame.values.count) - mean) < 1e-9)
        }
    }

    @Test func `no data does not weigh, and only no data gives no data`() {
        let frame = FrameRaster(
            averaging: Strip(columns: 4, values: [1, .nan, .nan, .infinity]), width: 2, height: 1)
        #expect(frame[0, 0] == 1)
        #expect(frame[1, 0].isNaN)
    }

    @Test func `a slope stays a slope when smoothed`() {
        let raster = Strip(columns: 10, values: (0..<10).flatMap { _ in (0..<10).map { Float($0) } })
        let frame = FrameRaster(smoothing: raster, width: 40, height: 40)
        for x in 2..<38 {
            let expected = min(9, max(0, (Double(x) + 0.5) / 4 - 0.5))
            #expect(abs(frame[x, 20] - expected) < 1e-12)
        }
    }

    @Test func `one cell fills the frame`() {
        let frame = FrameRaster(smoothing: Strip(columns: 1, values: [3]), width: 5, height: 4)
        #expect(frame.values == Array(repeating: 3, count: 20))
    }
}
