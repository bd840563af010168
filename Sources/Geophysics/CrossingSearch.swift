import Survey

/// Finds where lines and ties cross, by a grid of buckets over the segments of the ties.
struct CrossingSearch {
    /// From one reading to the next that has a place and a value.
    private struct Segment {
        var line: Int
        var first: Int
        var second: Int
        var start: Point
        var end: Point
    }

    private struct Bucket: Hashable {
        var column: Int
        var row: Int
    }

    private let lines: [Readings.Line]
    private let plane: Plane
    private let values: [Double]
    private(set) var skippedSegments = 0

    init(lines: [Readings.Line], plane: Plane, values: [Double]) {
        self.lines = lines
        self.plane = plane
        self.values = values
    }

    /// All crossings, by line and along it. Segments longer than `gap` times the line's median are no track.
    mutating func crossings(gap: Double) -> [Crossing] {
        // Ties are held, lines pass by one at a time: a survey has ten times more of them.
        var ties: [Segment] = []
        for index in lines.indices where lines[index].kind == .tie { ties += segments(of: index, gap: gap) }
        let lengths = Sample(ties.map { Plane.distance($0.start, $0.end) })
        guard lengths.count > 0, lengths.maximum > 0 else { return [] }
        // Buckets no smaller than the segments of ties and the steps of lines: each lies in few.
        let size = max(lengths.maximum, 4 * lengths.median, longestMeanStep)
        var buckets: [Bucket: [Int]] = [:]
        for (index, tie) in ties.enumerated() {
            for bucket in Self.buckets(of: tie, size: size) { buckets[bucket, default: []].append(index) }
        }
        var found: [Crossing] = []
        for line in lines.indices where lines[line].kind == .line {
            var own: [Crossing] = []
            for segment in segments(of: line, gap: gap) {
                var seen: Set<Int> = []
                for bucket in Self.buckets(of: segment, size: size) {
                    for index in buckets[bucket, default: []] where seen.insert(index).inserted {
                        guard let crossing = crossing(segment, ties[index]) else { continue }
                        // At a reading two segments meet, and both cross: one crossing.
                        let reach = 1e-6 * size
                        let isKnown = own.contains {
                            $0.tie == crossing.tie && Plane.distance($0.place, crossing.place) <= reach
                        }
                        if !isKnown { own.append(crossing) }
                    }
                }
            }
            found += own.sorted { ($0.linePart, $0.tie) < ($1.linePart, $1.tie) }
        }
        return found
    }

    /// The greatest of the lines' mean steps, metres.
    private var longestMeanStep: Double {
        var longest = 0.0
        for line in lines where line.kind == .line {
            let length = plane.distances(along: line).last { $0.isFinite } ?? 0
            longest = max(longest, length / Double(max(1, line.readings.count - 1)))
        }
        return longest
    }

    private mutating func segments(of index: Int, gap: Double) -> [Segment] {
        let valid = lines[index].readings.filter {
            plane.points[$0].x.isFinite && plane.points[$0].y.isFinite && values[$0].isFinite
        }
        let all = zip(valid, valid.dropFirst()).map {
            Segment(line: index, first: $0, second: $1, start: plane.points[$0], end: plane.points[$1])
        }.filter { $0.start != $0.end }
        let limit = gap * Sample(all.map { Plane.distance($0.start, $0.end) }).median
        let kept = all.filter { Plane.distance($0.start, $0.end) <= limit }
        skippedSegments += all.count - kept.count
        return kept
    }

    private static func buckets(of segment: Segment, size: Double) -> [Bucket] {
        func cell(_ value: Double) -> Int { Int((value / size).rounded(.down)) }
        let columns = cell(min(segment.start.x, segment.end.x))...cell(max(segment.start.x, segment.end.x))
        let rows = cell(min(segment.start.y, segment.end.y))...cell(max(segment.start.y, segment.end.y))
        return columns.flatMap { column in rows.map { Bucket(column: column, row: $0) } }
    }

    private func crossing(_ a: Segment, _ b: Segment) -> Crossing? {
        let (ax, ay) = (a.end.x - a.start.x, a.end.y - a.start.y)
        let (bx, by) = (b.end.x - b.start.x, b.end.y - b.start.y)
        let determinant = ax * by - ay * bx
        let lengths = (ax * ax + ay * ay).squareRoot() * (bx * bx + by * by).squareRoot()
        // Nearly parallel segments have no sharp crossing: 1e-3 is 0.06 degrees.
        guard determinant.magnitude > 1e-3 * lengths else { return nil }
        let (dx, dy) = (b.start.x - a.start.x, b.start.y - a.start.y)
        let s = (dx * by - dy * bx) / determinant
        let t = (dx * ay - dy * ax) / determinant
        // Rounding must not let a crossing fall between two segments that meet at a reading.
        let slack = 1e-9
        guard s >= -slack, s <= 1 + slack, t >= -slack, t <= 1 + slack else { return nil }
        return Crossing(
            line: a.line, tie: b.line, place: Point(x: a.start.x + s * ax, y: a.start.y + s * ay),
            lineValue: values[a.first] + s * (values[a.second] - values[a.first]),
            tieValue: values[b.first] + t * (values[b.second] - values[b.first]),
            linePart: part(a, s), tiePart: part(b, t), lineGradient: gradient(a), tieGradient: gradient(b))
    }

    private func part(_ segment: Segment, _ fraction: Double) -> Double {
        let reading = Double(segment.first) + fraction * Double(segment.second - segment.first)
        return LevelModel.part(of: reading, in: lines[segment.line].readings)
    }

    private func gradient(_ segment: Segment) -> Double {
        (values[segment.second] - values[segment.first]) / Plane.distance(segment.start, segment.end)
    }
}
