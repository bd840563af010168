import KernelTypes

/// Means and covariances of the ring around each cell, and the cell's distance from them.
///
/// Sums of a window are taken down its columns in the order of rows, then along the row from its west end: a cell's
/// figures depend on its place alone, not on how the raster was cut. Values are standard ones of the whole raster, so
/// that the sums have little to cancel.
struct RingMoments: Sendable {
    private let layers: Int
    private let columns: Int
    private let rows: Range<Int>
    private let outer: Int
    private let inner: Int
    private let ridge: Double
    /// Standard values, layer after layer and row after row; 0 where a layer has none.
    private let values: [Double]
    /// 1 where all layers have a value.
    private let weights: [Double]

    init(_ strips: [Strip], rows: Range<Int>, standard: StandardLayers, outer: Int, inner: Int, ridge: Double) {
        layers = strips.count
        columns = strips[0].columns
        self.rows = rows
        self.outer = outer
        self.inner = inner
        self.ridge = ridge
        let count = columns * rows.count
        var weights = [Double](repeating: 1, count: count)
        for strip in strips {
            strip.cells.withSpan { cells in
                for cell in cells.indices where !cells[cell].isFinite { weights[cell] = 0 }
            }
        }
        var values = [Double](repeating: 0, count: count * strips.count)
        for (layer, strip) in strips.enumerated() {
            let (mean, scale) = (standard.means[layer], standard.scales[layer])
            strip.cells.withSpan { cells in
                for cell in cells.indices where weights[cell] > 0 {
                    values[layer * count + cell] = (Double(cells[cell]) - mean) / scale
                }
            }
        }
        self.values = values
        self.weights = weights
    }

    /// Planes of a window's sums: the count, each layer, each pair of layers.
    private var planes: Int { 1 + layers + layers * (layers + 1) / 2 }

    /// The sums over a row's windows of one radius, from the west end to before each column, plane after plane.
    private func sums(around row: Int, radius: Int) -> [Double] {
        let width = columns + 1
        var sums = [Double](repeating: 0, count: planes * width)
        let count = columns * rows.count
        sums.withUnsafeMutableBufferPointer { sums in
            values.withUnsafeBufferPointer { values in
                weights.withUnsafeBufferPointer { weights in
                    for line in max(rows.lowerBound, row - radius)..<min(rows.upperBound, row + radius + 1) {
                        let start = (line - rows.lowerBound) * columns
                        for column in 0..<columns { sums[column + 1] += weights[start + column] }
                        var plane = width
                        for layer in 0..<layers {
                            let from = layer * count + start
                            for column in 0..<columns { sums[plane + column + 1] += values[from + column] }
                            plane += width
                        }
                        for a in 0..<layers {
                            let left = a * count + start
                            for b in 0...a {
                                let right = b * count + start
                                for column in 0..<columns {
                                    sums[plane + column + 1] += values[left + column] * values[right + column]
                                }
                                plane += width
                            }
                        }
                    }
                }
            }
            for plane in 0..<planes {
                for column in 1..<width { sums[plane * width + column] += sums[plane * width + column - 1] }
            }
        }
        return sums
    }

    /// Squared distances of a row's cells from the rings around them.
    func squares(around row: Int, into output: Cells) {
        let width = columns + 1
        let whole = sums(around: row, radius: outer)
        let middle = sums(around: row, radius: inner)
        let start = (row - rows.lowerBound) * columns
        let count = columns * rows.count
        var figures = [Double](repeating: 0, count: planes)
        var factor = [Double](repeating: 0, count: layers * (layers + 1) / 2)
        var solved = [Double](repeating: 0, count: layers)
        for column in 0..<columns {
            guard weights[start + column] > 0 else {
                output[column] = .nan
                continue
            }
            let (west, east) = (max(0, column - outer), min(columns, column + outer + 1))
            let (near, far) = (max(0, column - inner), min(columns, column + inner + 1))
            for plane in 0..<planes {
                let base = plane * width
                figures[plane] = (whole[base + east] - whole[base + west]) - (middle[base + far] - middle[base + near])
            }
            guard figures[0] > 2 * Double(layers) + 1.5 else {
                output[column] = .nan
                continue
            }
            let cell = (0..<layers).lazy.map { values[$0 * count + start + column] }
            output[column] = Float(square(cell, figures, &factor, &solved))
        }
    }

    /// By Cholesky's factor, row by row, with the forward substitution beside it.
    private func square(
        _ cell: some RandomAccessCollection<Double>, _ figures: [Double], _ factor: inout [Double],
        _ solved: inout [Double]
    ) -> Double {
        let n = figures[0]
        var total = 0.0
        var place = 0
        for (a, x) in cell.enumerated() {
            let meanA = figures[1 + a] / n
            let rowA = place
            var rest = x - meanA
            for b in 0...a {
                let product = figures[1 + layers + place] / n
                var sum = product - meanA * (figures[1 + b] / n)
                let rowB = b * (b + 1) / 2
                for inner in 0..<b { sum -= factor[rowA + inner] * factor[rowB + inner] }
                if b == a {
                    // The ridge keeps the pivot above zero; rounding may not.
                    factor[place] = max(sum + ridge, ridge * 1e-6).squareRoot()
                } else {
                    factor[place] = sum / factor[rowB + b]
                    rest -= factor[place] * solved[b]
                }
                place += 1
            }
            solved[a] = rest / factor[place - 1]
            total += solved[a] * solved[a]
        }
        return total
    }
}
