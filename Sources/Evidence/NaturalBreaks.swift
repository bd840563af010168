/// Groups of sorted values that are as alike within as can be.
///
/// Fisher (1958), On grouping for maximum homogeneity: the best grouping of the first values into one group more comes
/// from the best of fewer values into one group less.
enum NaturalBreaks {
    /// Values that a search takes; its time grows with their square.
    static let largestSample = 512

    /// Halfway between each group and the next, as cells hold it; fewer where there are fewer different values than classes.
    static func limits(of sorted: [Double], classes: Int) -> [Double] {
        var values: [Double] = []
        var counts: [Double] = []
        for value in sorted {
            if values.last == value {
                counts[counts.count - 1] += 1
            } else {
                values.append(value)
                counts.append(1)
            }
        }
        let groups = min(classes, values.count)
        guard groups > 1 else { return [] }

        var costs = costsOfOneGroup(values, counts)
        /// For each number of groups and each last value, where the last group starts.
        var starts: [[Int]] = []
        for group in 1..<groups {
            var next = Array(repeating: Double.infinity, count: values.count)
            var start = Array(repeating: 0, count: values.count)
            for last in group..<values.count {
                var cost = GroupCost()
                for first in stride(from: last, through: group, by: -1) {
                    cost.add(values[first], counts[first])
                    if cost.squares >= next[last] { break }
                    let total = costs[first - 1] + cost.squares
                    if total < next[last] {
                        next[last] = total
                        start[last] = first
                    }
                }
            }
            costs = next
            starts.append(start)
        }
        var limits: [Double] = []
        var last = values.count - 1
        for start in starts.reversed() {
            let (below, above) = (values[start[last] - 1], values[start[last]])
            let middle = below + (above - below) / 2
            // Between neighbouring floats there is no third, and a limit belongs to the group above.
            limits.append(Float(middle) > Float(below) ? middle : above)
            last = start[last] - 1
        }
        return limits.reversed()
    }

    /// The cost of one group from the first value to each.
    private static func costsOfOneGroup(_ values: [Double], _ counts: [Double]) -> [Double] {
        var cost = GroupCost()
        return values.indices.map { index in
            cost.add(values[index], counts[index])
            return cost.squares
        }
    }
}

/// Squared deviations of a group from its mean, value by value: West (1979).
private struct GroupCost {
    var squares = 0.0
    private var count = 0.0
    private var mean = 0.0

    mutating func add(_ value: Double, _ times: Double) {
        let before = count
        count += times
        let difference = value - mean
        mean += difference * times / count
        squares += difference * difference * times * before / count
    }
}
