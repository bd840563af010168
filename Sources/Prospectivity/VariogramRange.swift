package import Survey

/// How far values of an evidence resemble each other.
package enum VariogramRange {
    /// The distance at which the experimental semivariance first reaches 95 % of the variance; `nil` where it never
    /// does, or where too little is known.
    ///
    /// Matheron's estimator over pairs of the cases, at most 2,000 of them, in 30 classes up to half the extent.
    package static func metres(_ values: [Float], at places: [Point]) -> Double? {
        let known = values.indices.filter { values[$0].isFinite }
        let step = max(1, known.count / 2000)
        let used = stride(from: 0, to: known.count, by: step).map { known[$0] }
        guard used.count >= 30 else { return nil }
        let numbers = used.map { Double(values[$0]) }
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
        let xs = used.map { places[$0].x }
        let ys = used.map { places[$0].y }
        guard variance > 0, let west = xs.min(), let east = xs.max(), let south = ys.min(), let north = ys.max()
        else { return nil }
        let width = east - west
        let height = north - south
        let reach = 0.5 * (width * width + height * height).squareRoot()
        guard reach > 0 else { return nil }
        let classes = 30
        var sums = [Double](repeating: 0, count: classes)
        var pairs = [Int](repeating: 0, count: classes)
        for first in used.indices {
            for second in 0..<first {
                let dx = xs[first] - xs[second]
                let dy = ys[first] - ys[second]
                let distance = (dx * dx + dy * dy).squareRoot()
                guard distance < reach else { continue }
                let bin = min(classes - 1, Int(distance / reach * Double(classes)))
                let difference = numbers[first] - numbers[second]
                sums[bin] += 0.5 * difference * difference
                pairs[bin] += 1
            }
        }
        for bin in 0..<classes where pairs[bin] >= 30 && sums[bin] / Double(pairs[bin]) >= 0.95 * variance {
            return (Double(bin) + 0.5) * reach / Double(classes)
        }
        return nil
    }

    /// The median of the ranges of all evidence: Valavi and others (2019); `nil` where none has a range.
    package static func median(of sample: TrainingSample) -> Double? {
        let places = sample.area.map { sample.places[$0] }
        let ranges = sample.columns.compactMap { column in metres(sample.area.map { column[$0] }, at: places) }.sorted()
        return ranges.isEmpty ? nil : ranges[ranges.count / 2]
    }
}
