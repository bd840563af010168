import Survey

/// A survey line at samples along it: where it runs across, and its value.
struct SampledLine: Sendable {
    /// Number of the first sample, counted in steps from 0 of the coordinate along the lines.
    let first: Int
    let across: [Double]
    let values: [Double]

    /// `nil` where it does not reach from one sample to another.
    init?(_ places: [(along: Double, across: Double)], _ readings: [Double], step: Double) {
        let order = places.indices.sorted { (places[$0].along, $0) < (places[$1].along, $1) }
        var along: [Double] = []
        var across: [Double] = []
        var values: [Double] = []
        var index = 0
        while index < order.count {
            let start = places[order[index]].along
            var sums = (along: 0.0, across: 0.0, value: 0.0, count: 0.0)
            while index < order.count, places[order[index]].along - start < 0.5 * step {
                sums.along += places[order[index]].along
                sums.across += places[order[index]].across
                sums.value += readings[order[index]]
                sums.count += 1
                index += 1
            }
            along.append(sums.along / sums.count)
            across.append(sums.across / sums.count)
            values.append(sums.value / sums.count)
        }
        guard along.count > 1, let west = along.first, let east = along.last else { return nil }
        let first = Int((west / step).rounded(.up))
        let last = Int((east / step).rounded(.down))
        guard last >= first else { return nil }
        let course = Akima(along, across)
        let spline = Akima(along, values)
        let samples = (first...last).map { Double($0) * step }
        self.first = first
        self.across = samples.map(course.value)
        self.values = samples.map(spline.value)
    }

    /// What the line has at a sample; `nil` beyond its ends.
    func sample(_ number: Int) -> (across: Double, value: Double)? {
        let index = number - first
        return values.indices.contains(index) ? (across[index], values[index]) : nil
    }
}
