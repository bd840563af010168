/// Known deposits by the share of the area that a map ranks above each: all that a curve needs.
package struct RankedPoints: Hashable, Sendable {
    /// Ascending; each in 0...1.
    package let shares: [Double]

    package init(sharesAbove: [Double]) { shares = sharesAbove.sorted() }

    /// The chance that a deposit ranks above a cell of the area: the area under the curve.
    package var area: Double {
        shares.isEmpty ? .nan : 1 - shares.reduce(0, +) / Double(shares.count)
    }

    /// The share of the deposits in the best `share` of the area.
    package func found(in share: Double) -> Double {
        shares.isEmpty ? .nan : Double(shares.partition { $0 > share }) / Double(shares.count)
    }

    /// The place on the prediction-area plot where the share of deposits found and that of the area taken make 1:
    /// Yousefi and Carranza (2015). Above a half, the map concentrates deposits.
    package var intersection: (area: Double, found: Double) {
        var low = 0.0
        var high = 1.0
        for _ in 0..<50 {
            let middle = (low + high) / 2
            if found(in: middle) + middle >= 1 { high = middle } else { low = middle }
        }
        return (high, found(in: high))
    }

    /// The continuous Boyce index on the rank scale: Spearman's correlation of the density of deposits with rank over
    /// 101 windows, each a tenth of the area wide. Hirzel and others (2006).
    package var boyce: Double {
        let windows = 101
        let width = 0.1
        let ratios = (0..<windows).map { window -> Double in
            let start = (1 - width) * Double(window) / Double(windows - 1)
            let inside = shares.partition { $0 >= start + width } - shares.partition { $0 >= start }
            return Double(inside)
        }
        // Windows run from the best ground to the worst, so density that falls is agreement.
        return -Self.spearman(ratios, (0..<windows).map(Double.init))
    }

    /// Area under the curve at the 2.5 and 97.5 percentiles of resampled deposits: Efron and Tibshirani (1993).
    package func interval(resamples: Int, seed: Int) -> (low: Double, high: Double) {
        guard !shares.isEmpty && resamples > 0 else { return (.nan, .nan) }
        var draws = Draws(seed: seed, stream: 4)
        let areas = (0..<resamples).map { _ in
            var sum = 0.0
            for _ in shares { sum += shares[draws.next(below: shares.count)] }
            return 1 - sum / Double(shares.count)
        }.sorted()
        return (areas[(resamples - 1) * 25 / 1000], areas[(resamples - 1) * 975 / 1000])
    }

    /// The band of the curve at some shares of the area, from resampled deposits; 2.5 and 97.5 percentiles.
    func band(at places: [Double], resamples: Int, seed: Int) -> (low: [Double], high: [Double]) {
        var draws = Draws(seed: seed, stream: 5)
        let curves = (0..<max(1, resamples)).map { _ in
            let drawn = RankedPoints(sharesAbove: shares.map { _ in shares[draws.next(below: shares.count)] })
            return places.map(drawn.found)
        }
        var low: [Double] = []
        var high: [Double] = []
        for place in places.indices {
            let sorted = curves.map { $0[place] }.sorted()
            low.append(sorted[(sorted.count - 1) * 25 / 1000])
            high.append(sorted[(sorted.count - 1) * 975 / 1000])
        }
        return (low, high)
    }

    /// Spearman's rank correlation with mean ranks for ties; 0 where either does not vary.
    static func spearman(_ x: [Double], _ y: [Double]) -> Double {
        let (a, b) = (ranks(x), ranks(y))
        let mean = Double(a.count + 1) / 2
        var (covariance, left, right) = (0.0, 0.0, 0.0)
        for index in a.indices {
            covariance += (a[index] - mean) * (b[index] - mean)
            left += (a[index] - mean) * (a[index] - mean)
            right += (b[index] - mean) * (b[index] - mean)
        }
        return left > 0 && right > 0 ? covariance / (left * right).squareRoot() : 0
    }

    static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count && values[order[end + 1]] == values[order[start]] { end += 1 }
            for place in start...end { ranks[order[place]] = Double(start + end) / 2 + 1 }
            start = end + 1
        }
        return ranks
    }
}
