/// Turns cells as stored into Float32 with NaN as the only "no data".
struct CellCleaner<Sample: RasterSample> {
    /// Values that mean "no data".
    var nodata: [Sample]
    var scale: Double
    var offset: Double
    /// Whether a byte above 127 means a negative number.
    var isSignedByte: Bool

    /// Writes `count` cleaned cells; `source` and `target` may be the same memory.
    func clean(
        _ source: UnsafePointer<Sample>, count: Int, into target: UnsafeMutablePointer<Float>, counts: inout CellCounts
    ) {
        let bounds = Sample.bounds
        let first = nodata.first
        let others = nodata.dropFirst()
        let isScaled = scale != 1 || offset != 0
        let isPlain = first == nil && !isScaled && !isSignedByte
        var valid = 0
        for index in 0..<count {
            let value = unsafe source[index]
            let isInside = value >= bounds.lowest && value <= bounds.highest
            if isInside && isPlain {
                unsafe target[index] = value.float
                valid += 1
                continue
            }
            guard isInside, value != first, others.isEmpty || !others.contains(value) else {
                unsafe target[index] = .nan
                classify(value, &counts)
                continue
            }
            guard isScaled || isSignedByte else {
                unsafe target[index] = value.float
                valid += 1
                continue
            }
            let stored = isSignedByte && value.double > 127 ? value.double - 256 : value.double
            let scaled = Float(stored * scale + offset)
            unsafe target[index] = scaled.isFinite ? scaled : .nan
            if scaled.isFinite { valid += 1 } else { counts.infinite += 1 }
        }
        counts.valid += valid
    }

    private func classify(_ value: Sample, _ counts: inout CellCounts) {
        if value.isNotANumber {
            counts.notANumber += 1
        } else if nodata.contains(value) {
            counts.nodata += 1
        } else if value.isInfinity {
            counts.infinite += 1
        } else {
            counts.dummies += 1
        }
    }
}
