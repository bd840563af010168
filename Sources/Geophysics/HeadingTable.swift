/// What a heading adds to the field, by azimuth.
struct HeadingTable: Sendable {
    /// By azimuth, degrees in 0 ..< 360, ascending.
    let entries: [(azimuth: Double, error: Double)]

    /// `nil` for an empty table, or one with an azimuth twice.
    init?(_ entries: [(azimuth: Double, error: Double)]) {
        let sorted = entries.map { (azimuth: Self.turned($0.azimuth), error: $0.error) }.sorted {
            $0.azimuth < $1.azimuth
        }
        guard !sorted.isEmpty, zip(sorted, sorted.dropFirst()).allSatisfy({ $0.azimuth < $1.azimuth }) else {
            return nil
        }
        self.entries = sorted
    }

    /// The mean of each direction less the mean of all directions; lines within 15 degrees are one direction.
    init?(calibration lines: [(azimuth: Double, mean: Double)]) {
        var groups: [[(azimuth: Double, mean: Double)]] = []
        let valid = lines.filter { $0.azimuth.isFinite && $0.mean.isFinite }.sorted {
            ($0.azimuth, $0.mean) < ($1.azimuth, $1.mean)
        }
        for line in valid {
            let near = groups.firstIndex { Self.difference($0[0].azimuth, line.azimuth).magnitude <= 15 }
            if let near { groups[near].append(line) } else { groups.append([line]) }
        }
        guard groups.count > 1 else { return nil }
        let means = groups.map { group -> (azimuth: Double, error: Double) in
            let count = Double(group.count)
            let turn = group.reduce(0) { $0 + Self.difference(group[0].azimuth, $1.azimuth) } / count
            return (group[0].azimuth + turn, group.reduce(0) { $0 + $1.mean } / count)
        }
        let level = means.reduce(0) { $0 + $1.error } / Double(means.count)
        self.init(means.map { ($0.azimuth, $0.error - level) })
    }

    /// Linear between the azimuths of the table, around the circle.
    func error(at azimuth: Double) -> Double {
        guard azimuth.isFinite else { return .nan }
        let azimuth = Self.turned(azimuth)
        let next = entries.firstIndex { $0.azimuth >= azimuth } ?? 0
        let after = entries[next]
        if after.azimuth == azimuth || entries.count == 1 { return after.error }
        let before = entries[(next + entries.count - 1) % entries.count]
        let span = Self.turned(after.azimuth - before.azimuth)
        let part = Self.turned(azimuth - before.azimuth) / (span == 0 ? 360 : span)
        return before.error + part * (after.error - before.error)
    }

    var text: String {
        entries.map { "\(FigureText.fixed($0.error, 3)) nT at \(FigureText.fixed($0.azimuth, 1)) degrees" }
            .joined(separator: ", ")
    }

    /// An angle brought into 0 ..< 360.
    static func turned(_ degrees: Double) -> Double {
        let turned = degrees - (degrees / 360).rounded(.down) * 360
        return turned >= 360 ? 0 : turned
    }

    /// From one azimuth to another, in -180 ..< 180.
    static func difference(_ from: Double, _ to: Double) -> Double { turned(to - from + 180) - 180 }
}
