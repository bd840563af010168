import KernelTypes

/// One row of several layers: the cells where all have a finite value, layer after layer.
struct LayerRow {
    let layers: Int
    /// From one layer's first value to the next one's.
    let stride: Int
    private(set) var count = 0
    /// Columns of the raster that the values come from, ascending; not filled where all columns have a value.
    private var places: [Int32]
    /// Room for the values of a row with gaps; a row without is read where it lies.
    private let values: Cells
    private var isValid: [Bool]
    /// Of the row without gaps, its place in each strip; empty for a row with gaps.
    private var starts: [UnsafeMutablePointer<Float>] = []
    /// Keeps the memory that `starts` points to.
    private var strips: [Strip] = []

    init(layers: Int, columns: Int) {
        self.layers = layers
        stride = columns
        places = Array(repeating: 0, count: columns)
        isValid = Array(repeating: true, count: columns)
        values = Cells(count: layers * columns)
    }

    /// The `count` values of one layer; they are those of the row that was taken last.
    func layer(_ layer: Int) -> UnsafePointer<Float> {
        UnsafePointer(starts.isEmpty ? values.base + layer * stride : starts[layer])
    }

    /// Takes a row of strips that hold it.
    mutating func take(_ row: Int, from strips: [Strip]) {
        precondition(strips.count == layers, "a strip for each layer")
        let width = stride
        let starts = strips.map { strip in
            precondition(strip.columns == width && strip.rows.contains(row), "the strips hold the row")
            return strip.cells.base + (row - strip.rows.lowerBound) * width
        }
        if starts.allSatisfy({ Self.isFinite($0, count: width) }) {
            count = width
            self.starts = starts
            self.strips = strips
            return
        }
        self.starts = []
        findPlaces(starts)
        for (index, start) in starts.enumerated() {
            let target = values.base + index * width
            places.withUnsafeBufferPointer { places in
                for place in 0..<count { target[place] = start[Int(places[place])] }
            }
        }
    }

    /// Whether no exponent is all ones, which only infinities and NaN have.
    private static func isFinite(_ values: UnsafePointer<Float>, count: Int) -> Bool {
        var found: UInt32 = 0
        for index in 0..<count {
            let exponent = values[index].bitPattern & 0x7f80_0000
            found |= exponent == 0x7f80_0000 ? 1 : 0
        }
        return found == 0
    }

    private mutating func findPlaces(_ starts: [UnsafeMutablePointer<Float>]) {
        let width = stride
        var found = 0
        isValid.withUnsafeMutableBufferPointer { valid in
            for column in 0..<width { valid[column] = true }
            for start in starts {
                for column in 0..<width { valid[column] = valid[column] && start[column].isFinite }
            }
            places.withUnsafeMutableBufferPointer { places in
                for column in 0..<width where valid[column] {
                    places[found] = Int32(truncatingIfNeeded: column)
                    found += 1
                }
            }
        }
        count = found
    }

    /// Writes results to the row's places, and NaN elsewhere.
    func spread(_ results: UnsafePointer<Float>, into row: Cells) {
        precondition(row.count == stride, "a result has the row's width")
        let target = row.base
        guard count < stride else {
            target.update(from: results, count: count)
            return
        }
        for column in 0..<stride { target[column] = .nan }
        for place in 0..<count { target[Int(places[place])] = results[place] }
    }
}
