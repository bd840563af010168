/// Values over time, in order of time and with one value a time.
struct TimeSeries {
    let times: [Double]
    let values: [Double]

    /// Leaves out what has no time or no value; of several values at one time the mean is taken.
    init(times: [Double], values: [Double]) {
        let order = times.indices.filter { times[$0].isFinite && values[$0].isFinite }
            .sorted { (times[$0], $0) < (times[$1], $1) }
        var (kept, means, counts): ([Double], [Double], [Int]) = ([], [], [])
        for index in order {
            if let last = kept.indices.last, kept[last] == times[index] {
                means[last] += values[index]
                counts[last] += 1
            } else {
                kept.append(times[index])
                means.append(values[index])
                counts.append(1)
            }
        }
        self.times = kept
        self.values = zip(means, counts).map { $0 / Double($1) }
    }

    var count: Int { times.count }

    /// The first place whose time is not before `time`.
    func place(of time: Double) -> Int {
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    enum Reach: Sendable {
        case value(Double)
        /// Between two samples further apart than allowed.
        case gap(Double)
        case outside
    }

    /// Linear between the samples before and after, which lie at most `gap` apart.
    func linear(at time: Double, gap: Double) -> Reach {
        let next = place(of: time)
        guard next < count else { return .outside }
        if times[next] == time { return .value(values[next]) }
        guard next > 0 else { return .outside }
        let span = times[next] - times[next - 1]
        guard span <= gap else { return .gap(span) }
        let part = (time - times[next - 1]) / span
        return .value(values[next - 1] + part * (values[next] - values[next - 1]))
    }

    /// Cubic between the samples before and after: Hermite's, with the slopes of parabolas through three samples.
    ///
    /// A neighbour beyond a gap bends nothing: there the slope is that of the straight line.
    func cubic(at time: Double, gap: Double) -> Reach {
        guard case .value(let straight) = linear(at: time, gap: gap) else { return linear(at: time, gap: gap) }
        let next = place(of: time)
        guard times[next] != time else { return .value(straight) }
        let span = times[next] - times[next - 1]
        let part = (time - times[next - 1]) / span
        let first = slope(at: next - 1, gap: gap, or: next) * span
        let second = slope(at: next, gap: gap, or: next - 1) * span
        let (rest, change) = (1 - part, values[next] - values[next - 1])
        // Written as what is added to the straight line.
        return .value(straight + part * rest * (rest * (first - change) - part * (second - change)))
    }

    /// The slope at a sample; where one neighbour is missing, the line's to the `other`.
    private func slope(at index: Int, gap: Double, or other: Int) -> Double {
        func line(_ a: Int, _ b: Int) -> Double { (values[b] - values[a]) / (times[b] - times[a]) }
        guard index > 0, index + 1 < count, times[index] - times[index - 1] <= gap,
            times[index + 1] - times[index] <= gap
        else { return line(min(index, other), max(index, other)) }
        let (before, after) = (times[index] - times[index - 1], times[index + 1] - times[index])
        return (line(index - 1, index) * after + line(index, index + 1) * before) / (before + after)
    }

    /// The sample nearest in time, the earlier of two as near, at most `gap` away.
    func nearest(to time: Double, gap: Double) -> Reach {
        guard count > 0 else { return .outside }
        let next = place(of: time)
        let before = max(0, next - 1)
        let after = min(next, count - 1)
        let chosen = (time - times[before]).magnitude <= (times[after] - time).magnitude ? before : after
        let distance = (times[chosen] - time).magnitude
        return distance <= gap ? .value(values[chosen]) : .gap(distance)
    }
}
