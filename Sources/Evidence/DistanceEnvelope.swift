import KernelTypes

/// The lower envelope of one row's parabolas: for each stretch of columns, which column holds the nearest target.
///
/// In squares of a cell's width; a square cell's figures are whole numbers and so exact.
struct DistanceEnvelope {
    private let elongation: Double
    /// Columns whose parabolas are part of the envelope, from west to east.
    private var vertices: [Int]
    /// Height of the parabola of each vertex.
    private var heights: [Double]
    /// Where each vertex's parabola becomes the lowest.
    private var starts: [Double]
    private var count = 0

    init(columns: Int, elongation: Double) {
        self.elongation = elongation
        vertices = Array(repeating: 0, count: columns)
        heights = Array(repeating: 0, count: columns)
        starts = Array(repeating: 0, count: columns)
    }

    /// The envelope of a row of vertical distances, in rows; a column that is infinite has no parabola.
    mutating func build(from vertical: Cells) {
        count = 0
        vertical.withSpan { vertical in
            for column in vertical.indices where vertical[column] < .infinity {
                let distance = Double(vertical[column]) * elongation
                append(column, distance * distance)
            }
        }
    }

    private mutating func append(_ column: Int, _ height: Double) {
        var start = -Double.infinity
        while count > 0 {
            let last = count - 1
            // Where both parabolas meet, written without squares of columns, which would cancel.
            let apart = Double(column - vertices[last])
            start = ((height - heights[last]) / apart + Double(column + vertices[last])) / 2
            if start > starts[last] { break }
            count -= 1
            start = -.infinity
        }
        vertices[count] = column
        heights[count] = height
        starts[count] = start
        count += 1
    }

    /// The distances along the row, in the unit of a cell's width; NaN everywhere without a parabola.
    func distances(unit: Double, maximum: Double, into output: Cells) {
        output.withMutableSpan { output in
            var vertex = 0
            for column in output.indices {
                guard count > 0 else {
                    output[column] = .nan
                    continue
                }
                while vertex + 1 < count && starts[vertex + 1] < Double(column) { vertex += 1 }
                let apart = Double(column - vertices[vertex])
                let distance = (apart * apart + heights[vertex]).squareRoot() * unit
                output[column] = Float(min(distance, maximum))
            }
        }
    }
}
