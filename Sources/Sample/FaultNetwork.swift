import KernelTypes
import Survey

/// The faults of the area and where they cross, which is where the melts found their way up.
struct FaultNetwork: Sendable {
    /// Faults that formed in one stress field.
    private struct Family {
        let kind: Fault.Kind
        let count: Int
        /// Degrees east of north.
        let strike: Double
        let spread: Double
        let length: ClosedRange<Double>
        let namePrefix: String
    }

    private static let families = [
        Family(
            kind: .strikeSlip, count: 7, strike: 122, spread: 9, length: 26_000...58_000, namePrefix: "SS"),
        Family(kind: .normal, count: 10, strike: 42, spread: 13, length: 11_000...27_000, namePrefix: "NF"),
        Family(kind: .thrust, count: 4, strike: 86, spread: 7, length: 18_000...40_000, namePrefix: "TH"),
    ]

    let faults: [Fault]
    let crossings: [Point]

    init(seed: UInt64, bounds: Bounds) {
        var random = SeededGenerator(seed: seed, stream: .faults)
        var faults: [Fault] = []
        for family in Self.families {
            for number in 1...family.count {
                let points = Self.trace(family.strike, family.spread, family.length, bounds, &random)
                faults.append(Fault(name: "\(family.namePrefix)-\(number)", kind: family.kind, points: points))
            }
        }
        self.faults = faults
        crossings = Self.crossings(of: faults)
    }

    /// Metres from a place to the nearest trace.
    func distance(from point: Point) -> Double {
        var least = Double.infinity
        for fault in faults {
            for (start, end) in zip(fault.points, fault.points.dropFirst()) {
                least = min(least, Self.squaredDistance(from: point, start, end))
            }
        }
        return least.squareRoot()
    }

    /// A line that grows both ways from a place within the bounds, bends a little at each step and ends at the bounds.
    private static func trace(
        _ strike: Double, _ spread: Double, _ length: ClosedRange<Double>, _ bounds: Bounds,
        _ random: inout SeededGenerator
    ) -> [Point] {
        let step = 900.0
        // Inside, so that the first step each way stays within bounds too.
        let inset = 0.06
        let start = Point(
            x: bounds.west + bounds.width * random.uniform(inset...(1 - inset)),
            y: bounds.south + bounds.height * random.uniform(inset...(1 - inset)))
        let heading = strike + spread * random.normal()
        let steps = Int(random.uniform(length) / 2 / step)
        var halves: [[Point]] = []
        for turn in [0.0, 180] {
            var (place, bend) = (start, 0.0)
            var half: [Point] = []
            for _ in 0..<steps {
                bend = 0.85 * bend + 3.5 * random.normal()
                let azimuth = (heading + turn + bend) * (Double.pi / 180)
                place.x += step * Elementary.sin(azimuth)
                place.y += step * Elementary.cos(azimuth)
                guard bounds.contains(place) else { break }
                half.append(place)
            }
            halves.append(half)
        }
        return halves[1].reversed() + [start] + halves[0]
    }

    private static func crossings(of faults: [Fault]) -> [Point] {
        var crossings: [Point] = []
        for (index, first) in faults.enumerated() {
            for second in faults.dropFirst(index + 1) {
                for (a, b) in zip(first.points, first.points.dropFirst()) {
                    for (c, d) in zip(second.points, second.points.dropFirst()) {
                        if let place = crossing(a, b, c, d) { crossings.append(place) }
                    }
                }
            }
        }
        return crossings
    }

    private static func crossing(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Point? {
        let (abX, abY, cdX, cdY) = (b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y)
        let area = abX * cdY - abY * cdX
        guard area != 0 else { return nil }
        let alongFirst = ((c.x - a.x) * cdY - (c.y - a.y) * cdX) / area
        let alongSecond = ((c.x - a.x) * abY - (c.y - a.y) * abX) / area
        guard (0..<1).contains(alongFirst), (0..<1).contains(alongSecond) else { return nil }
        return Point(x: a.x + alongFirst * abX, y: a.y + alongFirst * abY)
    }

    private static func squaredDistance(from point: Point, _ start: Point, _ end: Point) -> Double {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let along = ((point.x - start.x) * dx + (point.y - start.y) * dy) / (dx * dx + dy * dy)
        let share = max(0, min(1, along))
        let (offX, offY) = (point.x - start.x - share * dx, point.y - start.y - share * dy)
        return offX * offX + offY * offY
    }
}
