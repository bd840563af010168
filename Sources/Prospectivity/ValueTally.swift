import KernelTypes

/// Counts the cells of each distinct value, until there are too many values to be classes.
struct ValueTally {
    /// More distinct values than this are no classes but a continuous measure.
    static let mostValues = 1000
    /// Whole numbers below this are counted without a search; codes of most class rasters.
    private static let direct = 65536

    private var low = [Int](repeating: 0, count: direct)
    private var others: [Float: Int] = [:]
    private var distinct = 0
    private(set) var isWhole = true
    private(set) var hasTooMany = false
    private var run: (value: Float, count: Int) = (0, 0)

    mutating func add(_ value: Float) {
        if value == run.value {
            run.count += 1
        } else {
            endRun()
            run = (value, 1)
        }
    }

    /// Counts the finite ones of some values and marks them; the same as `add` one by one, without a search for the
    /// codes of most class rasters.
    mutating func add(_ values: UnsafePointer<Float>, count: Int, known: UnsafeMutablePointer<UInt8>) {
        let limit = Float(Self.direct)
        var index = 0
        while index < count {
            index = low.withUnsafeMutableBufferPointer { low in
                var index = index
                while index < count {
                    let value = values[index]
                    guard value >= 0 && value < limit else { break }
                    let code = Int32(value)
                    // A code that is new is counted with care for how many there are.
                    guard Float(code) == value && low[Int(code)] > 0 else { break }
                    low[Int(code)] += 1
                    known[index] = 1
                    index += 1
                }
                return index
            }
            guard index < count else { return }
            if values[index].isFinite {
                known[index] = 1
                add(values[index])
                endRun()
            }
            index += 1
        }
    }

    private mutating func endRun() {
        guard run.count > 0 && !hasTooMany else { return }
        let value = run.value
        if value >= 0 && value < Float(Self.direct) && value == value.rounded(.down) {
            let index = Int(value)
            if low[index] == 0 { distinct += 1 }
            low[index] += run.count
        } else {
            isWhole = isWhole && value == value.rounded(.down)
            if others[value] == nil { distinct += 1 }
            others[value, default: 0] += run.count
        }
        hasTooMany = distinct > Self.mostValues
        run.count = 0
    }

    /// Whether this is a measure that must be classed rather than a raster of classes.
    func isContinuous(bins: Int) -> Bool { hasTooMany || (!isWhole && distinct > bins) }

    /// Each value with its cells, ascending; meaningless after `hasTooMany`.
    mutating func counts() -> [(value: Float, cells: Int)] {
        endRun()
        var counts = others.map { (value: $0.key, cells: $0.value) }
        for (index, cells) in low.enumerated() where cells > 0 { counts.append((Float(index), cells)) }
        return counts.sorted { $0.value < $1.value }
    }
}
