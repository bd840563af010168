import KernelTypes

/// One row of several layers: the cells where all have a finite value, layer after layer.
struct LayerRow {
    let layers: Int
    /// From one layer's first value to the next one's.
    let stride: Int
    private(set) var count = 0
    /// Columns of the raster that the values come from, ascending.
    private(set) var places: [Int32]
    private let values: Cells
    private var isValid: [Bool]

    init(layers: Int, columns: Int) {
        self.layers = layers
        stride = columns
        places = Array(repeating: 0, count: columns)
        isValid = Array(repeating: true, count: columns)
        values = Cells(count: layers * columns)
    }

    /// The `count` values of one layer; they are those of the row that was taken last.
    func layer(_ layer: Int) -> UnsafeMutablePointer<Float> { values.base + layer * stride }

    /// Takes a row of strips that hold it.
    mutating func take(_ row: Int, from strips: [Strip]) {
        precondition(strips.count == layers, "a strip for each layer")
        let width = stride
        let starts = strips.map { strip in
            precondition(strip.columns == width && strip.rows.contains(row), "the strips hold the row")
            return UnsafePointer(strip.cells.base) + (row - strip.rows.lowerBound) * width
        }
        isValid.withUnsafeMutableBufferPointer { valid in
            for column in 0..<width { valid[column] = true }
            for start in starts {
                for column in 0..<width { valid[column] = valid[column] && start[column].isFinite }
            }
        }
        var found = 0
        places.withUnsafeMutableBufferPointer { places in
            isValid.withUnsafeBufferPointer { valid in
                for column in 0..<width {
                    places[found] = Int32(truncatingIfNeeded: column)
                    found += valid[column] ? 1 : 0
                    if found == width { break }
                }
            }
        }
        count = found
        for (index, start) in starts.enumerated() {
            let target = layer(index)
            if found == width {
                target.update(from: start, count: width)
            } else {
                places.withUnsafeBufferPointer { places in
                    for place in 0..<found { target[place] = start[Int(places[place])] }
                }
            }
        }
    }

    /// Writes results to the row's places, and NaN elsewhere.
    func spread(_ results: UnsafePointer<Float>, into row: Cells) {
        precondition(row.count == stride, "a result has the row's width")
        let target = row.base
        if count < stride {
            for column in 0..<stride { target[column] = .nan }
        }
        for place in 0..<count { target[Int(places[place])] = results[place] }
    }
}
