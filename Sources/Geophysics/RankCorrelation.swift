/// Correlation of ranks, which no single great value rules.
enum RankCorrelation {
    /// Spearman (1904), equal values with their mean rank; `nil` below five pairs or where one side is all equal.
    static func spearman(_ a: [Double], _ b: [Double]) -> Double? {
        guard a.count >= 5 else { return nil }
        let (x, y) = (ranks(a), ranks(b))
        let mean = Double(a.count + 1) / 2
        var (product, squareX, squareY) = (0.0, 0.0, 0.0)
        for (p, q) in zip(x, y) {
            product += (p - mean) * (q - mean)
            squareX += (p - mean) * (p - mean)
            squareY += (q - mean) * (q - mean)
        }
        return squareX > 0 && squareY > 0 ? product / (squareX * squareY).squareRoot() : nil
    }

    private static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
            for place in start...end { ranks[order[place]] = Double(start + end) / 2 + 1 }
            start = end + 1
        }
        return ranks
    }
}
