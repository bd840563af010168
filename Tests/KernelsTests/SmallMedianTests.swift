import KernelTypes
import Kernels
import Testing

@Suite struct SmallMedianTests {
    /// As `focalQuantile` says, cell by cell and in the same arithmetic.
    private func median(_ raster: Strip, _ column: Int, _ row: Int, _ radius: Int) -> Float {
        guard !raster[column, row].isNaN else { return .nan }
        let sorted = window(raster, column, row, radius, isCircle: false).sorted()
        let below = sorted[(sorted.count - 1) / 2]
        let above = sorted[sorted.count / 2]
        return below == above ? Float(below) + 0 : Float(above - (above - below) * 0.5)
    }

    @Test(arguments: [1, 2], [0, 40, 5, 2])
    func `every tier has the median of the sorted window, bit for bit`(radius: Int, missing: Int) {
        for (columns, rows) in [(1, 1), (2, 9), (37, 6), (70, 11)] {
            let values = cells(columns * rows, in: -9...9, missing: missing == 0 ? .max : missing).values
            // Ties and both zeros, then all different.
            for raster in [values.map { $0.rounded() }, values].map({ Strip(columns: columns, values: $0) }) {
                let right = (0..<columns * rows).map { median(raster, $0 % columns, $0 / columns, radius).bitPattern }
                for tier in tiers {
                    for height in [1, 4, rows] {
                        let found = cut(raster, height: height, halo: radius) { input, output in
                            Kernels(tier).focalMedian(of: input, radius: radius, into: output)
                        }
                        #expect(found.map(\.bitPattern) == right)
                    }
                }
            }
        }
    }

    /// All orders of ranks that a network could get wrong are among those of zeros and ones (Knuth 1998, the 0-1
    /// principle): windows of ones and zeros in every number and many orders.
    @Test(arguments: [1, 2]) func `zeros and ones are told apart at the middle`(radius: Int) {
        let side = 2 * radius + 1
        let count = side * side
        var random = SplitMix(state: 8)
        let columns = 64 * side
        for ones in 0...count {
            var values = [Float](repeating: 0, count: columns * side)
            for block in 0..<64 {
                for place in Array(0..<count).shuffled(using: &random).prefix(ones) {
                    values[place / side * columns + block * side + place % side] = 1
                }
            }
            let raster = Strip(columns: columns, values: values)
            let output = Strip(columns: columns, rows: 0..<side, rasterRows: side)
            Kernels.best.focalMedian(of: raster, radius: radius, into: output)
            for block in 0..<64 {
                #expect(output[block * side + radius, radius] == (ones > count / 2 ? 1 : 0))
            }
        }
    }

    @Test func `infinities are values`() {
        let raster = Strip(
            columns: 3, values: [.infinity, -.infinity, .infinity, 1, 2, .nan, .infinity, 3, -.infinity])
        let output = Strip(columns: 3, rows: 0..<3, rasterRows: 3)
        Kernels.best.focalMedian(of: raster, radius: 1, into: output)
        #expect(output[1, 1] == 2.5 && output[2, 1].isNaN && output[0, 0] == 1.5)
    }
}
