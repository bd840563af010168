import KernelTypes
import Operations
import Survey

/// A local statistic of every reading, with its chance and quadrant.
struct ReadingAssociation: Sendable {
    let kind: LocalAssociation.Kind

    /// Gives the readings with channels `NAME_statistic`, `NAME_p` and, for Moran's, `NAME_quadrant`.
    func run(at bench: any Workbench, _ settings: Settings) throws {
        var readings = try bench.reading("in")
        let name = try settings.text("channel")
        guard let channel = readings.channel(name) else {
            throw settings.error(
                .outOfRange, "channel", "there is no channel '\(name)'",
                suggestion(for: name, among: readings.channels.map(\.name)))
        }
        let (positions, metres) = try places(readings, bench, settings)
        let used = (0..<readings.count).filter { reading in
            channel.values[reading].isFinite && positions[reading].x.isFinite && positions[reading].y.isFinite
        }
        let values = used.map { channel.values[$0] }
        let n = Double(values.count)
        let mean = values.reduce(0, +) / n
        let second = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
        guard values.count > 2, second > 0 else {
            throw settings.error(
                .unfitInput, "channel", "'\(name)' has \(values.count) values at a position, or all are equal",
                "give at least 3 values that differ")
        }
        let fourth = values.reduce(0.0) { sum, value in
            let square = (value - mean) * (value - mean)
            return sum + square * square
        }
        let association = LocalAssociation(
            kind: kind, count: values.count, mean: mean, variance: second, kurtosis: fourth / n / (second * second))
        let near = try neighbours(used.map { positions[$0] }, metres: metres, bench, settings)
        let deviations = values.map { $0 - mean }
        let permutations =
            try settings.text("chance") == "permutation"
            ? LocalAssociation.Permutations(
                pool: deviations, repeats: try settings.integer("permutations"), seed: try settings.seed()) : nil

        var (statistics, chances, quadrants) = (Self.empty(readings), Self.empty(readings), Self.empty(readings))
        let significance = kind == .moran ? try settings.number("significance") : 0
        let lone = near.count(where: \.isEmpty)
        for (place, reading) in used.enumerated() {
            let sum = near[place].reduce(0.0) { $0 + deviations[$1] }
            let count = near[place].count
            let statistic = association.statistic(deviation: deviations[place], sum: sum, neighbours: count)
            let chance =
                permutations.map {
                    association.chance(
                        $0, deviation: deviations[place], sum: sum, neighbours: count, place: place, own: place)
                } ?? association.chance(statistic, neighbours: count)
            statistics[reading] = statistic
            chances[reading] = chance
            let quadrant = LocalAssociation.quadrant(deviation: deviations[place], sum: sum)
            quadrants[reading] = chance.isNaN ? .nan : chance <= significance ? Double(quadrant) : 0
        }
        if lone > 0 { bench.note("\(lone) readings have no neighbour within 'distance'.") }
        var made = [(kind == .moran ? "moran" : "getis", statistics), ("p", chances)]
        if kind == .moran { made.append(("quadrant", quadrants)) }
        for (ending, values) in made {
            let title = "\(name)_\(ending)"
            readings.channels.removeAll { $0.name == title }
            readings.channels.append(.init(name: title, unit: "", values: values))
        }
        bench.record("readings", n)
        try bench.give(readings: readings, to: "out")
    }

    private static func empty(_ readings: Readings) -> [Double] {
        [Double](repeating: .nan, count: readings.count)
    }

    /// Positions in a plane, and the metres of one unit there: readings in degrees are brought to the grid's CRS.
    private func places(
        _ readings: Readings, _ bench: any Workbench, _ settings: Settings
    ) throws -> (positions: [Point], metres: Double) {
        guard let crs = readings.crs else { return (readings.positions, 1) }
        if let metres = try bench.metresPerUnit(of: crs) { return (readings.positions, metres) }
        let grid = try bench.grid()
        guard let metres = try bench.metresPerUnit(of: grid.crs) else {
            throw settings.error(
                .unfitInput, "in", "readings and grid are in degrees, which measure no distance",
                "use a campaign with a projected grid")
        }
        return (try bench.project(readings.positions, from: crs, to: grid.crs), metres)
    }

    /// The neighbours of each position, by number.
    private func neighbours(
        _ positions: [Point], metres: Double, _ bench: any Workbench, _ settings: Settings
    ) throws -> [[Int]] {
        let tree = PointTree(positions.flatMap { [$0.x, $0.y] }, dimensions: 2)
        if settings.has("distance") {
            let distance = try settings.number("distance") / metres
            return positions.indices.map { tree.within(distance, of: $0) }
        }
        let count = try settings.integer("neighbours")
        guard count < positions.count else {
            throw settings.error(
                .outOfRange, "neighbours", "\(positions.count) readings have no \(count) neighbours",
                "write a whole number in 1...\(positions.count - 1)")
        }
        return positions.indices.map { point in tree.nearest(count, to: point).map(\.point).sorted() }
    }
}
