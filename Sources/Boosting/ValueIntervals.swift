/// The intervals between the thresholds of one feature.
@safe struct ValueIntervals: Sendable {
    /// Ascending and distinct, filled up with infinity to one less than a power of two.
    private let thresholds: [Float]
    /// Half the power of two: where the search starts.
    private let half: Int
    /// How many intervals there are: one more than thresholds.
    let count: Int

    init(_ values: [Float]) {
        let distinct = Set(values).sorted()
        var size = 2
        while size <= distinct.count { size *= 2 }
        thresholds = distinct + [Float](repeating: .infinity, count: size - 1 - distinct.count)
        half = size / 2
        count = distinct.count + 1
    }

    /// The first interval of values that are not below a threshold.
    func first(from threshold: Float) -> Int {
        (thresholds.firstIndex(of: threshold) ?? count - 2) + 1
    }

    /// Writes the interval of each value; `count` for NaN.
    func find(_ values: UnsafePointer<Float>, _ total: Int, into found: UnsafeMutablePointer<Int32>) {
        unsafe thresholds.withUnsafeBufferPointer { thresholds in
            guard let base = thresholds.baseAddress else { return }
            for index in 0..<total {
                let value = unsafe values[index]
                var place = 0
                var step = half
                // Both ways are taken without a branch: values of neighbours seldom agree on all of them.
                while step > 0 {
                    place &+= unsafe base[place &+ step &- 1] <= value ? step : 0
                    step >>= 1
                }
                let known = min(place, count &- 1)
                unsafe found[index] = Int32(truncatingIfNeeded: value == value ? known : count)
            }
        }
    }
}
