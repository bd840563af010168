import Survey

/// The places of readings, each once and with the mean of the readings there, in the order of the first reading.
struct ReadingPlaces: Sendable {
    private(set) var positions: [Point] = []
    private(set) var values: [Double] = []
    /// How many readings there were.
    let readings: Int

    /// Expects finite positions and values.
    init(positions: [Point], values: [Double]) {
        precondition(positions.count == values.count, "a value a reading")
        readings = values.count
        // Sorted by place, readings at one place lie side by side, in the order of the file.
        let order = positions.indices.sorted {
            (positions[$0].x, positions[$0].y, $0) < (positions[$1].x, positions[$1].y, $1)
        }
        var firsts: [Int] = []
        var means = Array(repeating: 0.0, count: positions.count)
        var start = 0
        while start < order.count {
            var end = start
            var sum = 0.0
            while end < order.count, positions[order[end]] == positions[order[start]] {
                sum += values[order[end]]
                end += 1
            }
            firsts.append(order[start])
            means[order[start]] = sum / Double(end - start)
            start = end
        }
        firsts.sort()
        self.positions = firsts.map { positions[$0] }
        self.values = firsts.map { means[$0] }
    }
}
