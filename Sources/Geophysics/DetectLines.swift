import KernelTypes
import Operations
import Survey

/// Finds lines and ties in readings whose file tells of none, by where the track runs straight.
struct DetectLines: Procedure {
    static let declaration = Operation(
        name: "detect-lines", summary: "Splits readings into straight lines and ties, by headings.",
        family: .correction,
        inputs: [.init("in", .readings, "readings in the order they were taken")],
        parameters: [
            Parameter(
                "tolerance", .number(from: 1, to: 45), unit: "degree", default: 20,
                "how far a line's heading may stray from its own, and a line's from the survey's"),
            Parameter(
                "smoothing", .positive, unit: "m", isOptional: true,
                "length over which a heading is taken; default: 10 median steps"),
            Parameter(
                "minimum_length", .positive, unit: "m", isOptional: true,
                "shortest line; default: a tenth of the longest"),
            Parameter(
                "max_step", .positive, unit: "m", isOptional: true,
                "a longer step ends a line; default: 20 median steps"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula: """
            The heading at a reading runs from half the smoothing length before it to half after. A line is a run of \
            readings whose headings stay within the tolerance of their mean. The direction (of 180 degrees) with the \
            most length is that of lines, the one across it that of ties; what runs otherwise is neither. Lines that \
            the file tells of stay.
            """,
        source: "Own rule, stated above; numbers 10, 20, 30 ... in the order of time, L for lines and T for ties.")

    private let settings: Settings
    private let tolerance: Double

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        tolerance = try settings.number("tolerance")
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let plane = try Plane(work.readings, at: bench)
        guard work.readings.lines.isEmpty else {
            keep(&work, plane)
            return try work.give(to: bench)
        }
        let all = Readings.Line(name: "all", kind: .line, readings: 0..<work.count)
        let along = plane.distances(along: all)
        let step = Sample(zip(along, along.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }).median
        guard step.isFinite else {
            throw work.unfit("in", "the readings do not move", "give readings with positions along a track")
        }
        let smoothing = settings.values["smoothing"]?.number ?? 10 * step
        let maxStep = settings.values["max_step"]?.number ?? 20 * step
        let headings = Self.headings(plane, along, reach: smoothing / 2)
        var runs = straightRuns(headings, along, maxStep: maxStep)
        let longest = runs.map { along[$0.upperBound - 1] - along[$0.lowerBound] }.max() ?? 0
        let least = settings.values["minimum_length"]?.number ?? longest / 10
        runs = runs.filter { along[$0.upperBound - 1] - along[$0.lowerBound] >= max(least, .leastNormalMagnitude) }
        let tracks = runs.map { run in
            (
                run: run, azimuth: plane.azimuth(of: .init(name: "", kind: .line, readings: run)),
                length: along[run.upperBound - 1] - along[run.lowerBound]
            )
        }
        guard let direction = mainDirection(tracks.map { ($0.azimuth, $0.length) }) else {
            throw work.unfit("in", "no straight line was found", "set a smaller minimum_length or a larger tolerance")
        }
        var lines: [Readings.Line] = []
        var (lineCount, tieCount, oblique) = (0, 0, 0)
        var table = Table(columns: ["line", "kind", "first_reading", "last_reading", "azimuth_degree", "length_m"])
        for track in tracks {
            let turn = Self.axialDifference(track.azimuth, direction)
            let isLine = turn <= tolerance
            guard isLine || turn >= 90 - tolerance else {
                oblique += 1
                continue
            }
            if isLine { lineCount += 1 } else { tieCount += 1 }
            let name = isLine ? "L\(10 * lineCount)" : "T\(10 * tieCount)"
            lines.append(.init(name: name, kind: isLine ? .line : .tie, readings: track.run))
            table.rows.append([
                .text(name), .text(isLine ? "line" : "tie"), .whole(track.run.lowerBound + 1),
                .whole(track.run.upperBound),
                .number(track.azimuth), .number(track.length),
            ])
        }
        work.set(lines: lines)
        let inLines = lines.reduce(0) { $0 + $1.readings.count }
        work.quality.statements = [
            """
            \(lineCount) lines along \(FigureText.fixed(direction, 1)) degrees and \(tieCount) ties were found by \
            heading; \(oblique) straight runs in other directions and \(work.count - inLines) readings in no line are \
            left out.
            """
        ]
        work.quality.add("lines", Double(lineCount))
        work.quality.add("ties", Double(tieCount))
        work.quality.add("readings_in_no_line", Double(work.count - inLines))
        work.quality.add("Lines found", table)
        var isInLine = [Bool](repeating: false, count: work.count)
        for line in lines { for index in line.readings { isInLine[index] = true } }
        work.quality.remark(on: work.count) { isInLine[$0] ? nil : "in no line" }
        try work.give(to: bench)
    }

    /// The lines that the file tells of stay; where it calls none a tie, those across the survey's direction are.
    private func keep(_ work: inout Correction, _ plane: Plane) {
        var lines = work.readings.lines
        let known = lines.count { $0.kind == .tie }
        let azimuths = lines.map(plane.azimuth(of:))
        let lengths = lines.map { plane.distances(along: $0).last { $0.isFinite } ?? 0 }
        if known == 0, let direction = mainDirection(zip(azimuths, lengths).map { ($0, $1) }) {
            for index in lines.indices where lines[index].kind == .line && azimuths[index].isFinite {
                if Self.axialDifference(azimuths[index], direction) >= 90 - tolerance { lines[index].kind = .tie }
            }
        }
        let ties = lines.count { $0.kind == .tie }
        work.set(lines: lines)
        work.quality.statements = [
            """
            The file tells of \(lines.count) lines and they stay; \
            \(known > 0 ? "\(known) are ties" : "\(ties) that run across the others are taken as ties").
            """
        ]
        work.quality.add("lines", Double(lines.count { $0.kind == .line }))
        work.quality.add("ties", Double(ties))
        var table = Table(columns: ["line", "kind", "azimuth_degree", "length_m"])
        for (index, line) in lines.enumerated() {
            table.rows.append([
                .text(line.name), .text(line.kind.rawValue),
                azimuths[index].isFinite ? .number(azimuths[index]) : .missing, .number(lengths[index]),
            ])
        }
        work.quality.add("Lines of the file", table)
    }

    /// Degrees at each reading from `reach` before to `reach` after along the track; NaN without a position.
    private static func headings(_ plane: Plane, _ along: [Double], reach: Double) -> [Double] {
        let valid = along.indices.filter { along[$0].isFinite }
        var headings = [Double](repeating: .nan, count: along.count)
        var (low, high) = (0, 0)
        for index in valid {
            while low + 1 < valid.count, along[valid[low + 1]] <= along[index] - reach { low += 1 }
            while high + 1 < valid.count, along[valid[high]] < along[index] + reach { high += 1 }
            let (a, b) = (plane.points[valid[low]], plane.points[valid[high]])
            if a != b { headings[index] = Plane.azimuth(from: a, to: b) }
        }
        return headings
    }

    /// Runs whose heading stays near the run's mean, without long steps.
    private func straightRuns(_ headings: [Double], _ along: [Double], maxStep: Double) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        var last = 0
        // The mean of a run, as a turn from its first heading.
        var (turn, members) = (0.0, 0.0)
        for index in headings.indices where headings[index].isFinite {
            guard let first = start else {
                (start, last, turn, members) = (index, index, 0, 1)
                continue
            }
            let off = HeadingTable.difference(headings[first], headings[index])
            let isStraight = (off - turn / members).magnitude <= tolerance
            if isStraight, along[index] - along[last] <= maxStep {
                (turn, members, last) = (turn + off, members + 1, index)
            } else {
                runs.append(first..<(last + 1))
                (start, last, turn, members) = (index, index, 0, 1)
            }
        }
        if let start { runs.append(start..<(last + 1)) }
        return runs
    }

    /// The direction of 0 ..< 180 with the most length within the tolerance, averaged there.
    private func mainDirection(_ tracks: [(azimuth: Double, length: Double)]) -> Double? {
        let valid = tracks.filter { $0.azimuth.isFinite }
        func length(near direction: Double) -> Double {
            valid.reduce(0) { $0 + (Self.axialDifference($1.azimuth, direction) <= tolerance ? $1.length : 0) }
        }
        guard let best = valid.max(by: { length(near: $0.azimuth) < length(near: $1.azimuth) }) else { return nil }
        var (sum, total) = (0.0, 0.0)
        for track in valid where Self.axialDifference(track.azimuth, best.azimuth) <= tolerance {
            var turn = HeadingTable.difference(best.azimuth, track.azimuth)
            if turn > 90 { turn -= 180 }
            if turn < -90 { turn += 180 }
            sum += turn * track.length
            total += track.length
        }
        let mean = HeadingTable.turned(best.azimuth + sum / total)
        return mean >= 180 ? mean - 180 : mean
    }

    /// Between two directions without sense, 0 to 90 degrees.
    private static func axialDifference(_ a: Double, _ b: Double) -> Double {
        let turn = HeadingTable.difference(a, b).magnitude
        return turn > 90 ? 180 - turn : turn
    }
}
