import Survey

/// The places of readings, each once and with the mean of the readings there, in the order of the first reading.
struct ReadingPlaces {
    private(set) var positions: [Point] = []
    private(set) var values: [Double] = []
    /// Readings with a value.
    private(set) var readings = 0

    /// No CRS reaches as far; keeps squares of distances finite.
    private static let farthest = 1e15

    init(positions: [Point], values: [Double]) {
        precondition(positions.count == values.count, "a value a reading")
        var indices: [Point: Int] = [:]
        indices.reserveCapacity(positions.count)
        var counts: [Int] = []
        for (position, value) in zip(positions, values) {
            guard value.isFinite, abs(position.x) < Self.farthest, abs(position.y) < Self.farthest else { continue }
            readings += 1
            if let index = indices[position] {
                self.values[index] += value
                counts[index] += 1
            } else {
                indices[position] = self.positions.count
                self.positions.append(position)
                self.values.append(value)
                counts.append(1)
            }
        }
        for index in counts.indices where counts[index] > 1 { self.values[index] /= Double(counts[index]) }
    }
}
