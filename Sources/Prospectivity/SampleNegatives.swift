import KernelTypes
package import Operations
import Survey

/// Places without a deposit, by a rule that is stated.
package struct SampleNegatives: Procedure {
    package static let declaration = Operation(
        name: "sample-negatives", summary: "Draws places without a deposit, by a stated rule.", family: .model,
        inputs: [
            .init("in", .occurrences, "known deposits"),
            .init("evidence", .raster, "places are drawn where any of these is known", isMany: true),
            .init("others", .occurrences, "deposits of other types; for the method other-types", isOptional: true),
        ],
        parameters: [
            Parameter(
                "method", .choice(["random", "distance-weighted", "other-types", "unlabelled"]), default: "random",
                """
                random: any cell beyond the buffer; distance-weighted: the farther from a deposit the likelier; \
                other-types: the deposits of `others`; unlabelled: of ten times as many random cells, those least like \
                the deposits
                """),
            Parameter("count", .integer(from: 1, to: 1_000_000), isOptional: true, "how many; ten a deposit else"),
            Parameter(
                "buffer", .number(from: 0, to: .infinity), unit: "m", default: 1000,
                "nothing is taken nearer to a deposit than this"),
            Parameter("seed", .integer(from: 0, to: 1 << 50), default: 1, "of the drawing"),
        ],
        outputs: [.init("out", .occurrences)], memory: .twoPass,
        formula: """
            random: each known cell beyond the buffer as likely, without repetition. distance-weighted: taken with \
            chance d / d_max, d the distance to the nearest deposit among candidates drawn at random. unlabelled: \
            candidates ranked by the mean over the evidence of ((x - m) / s)², m and s from the deposits; the largest \
            are taken.
            """,
        source: """
            Zuo and Wang (2020) and Nykänen and others (2015) for negatives in prospectivity; Liu and others (2003) and \
            Bekker and Davis (2020) for reliable negatives among unlabelled cases.
            """)

    private let settings: Settings
    private let method: String
    private let buffer: Double
    private let seed: Int

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        method = try settings.text("method")
        buffer = try settings.number("buffer")
        seed = try settings.integer("seed")
    }

    package func run(at bench: any Workbench) throws {
        let deposits = try bench.occurrences("in")
        let rasters = try bench.rasters("evidence")
        let grid = rasters[0].grid
        let scale = try GroundScale(of: grid, metres: bench.metresPerUnit(of: grid.crs))
        let near = Nearness(deposits.map { scale.metres($0.location) })
        let count = try settings.has("count") ? settings.integer("count") : 10 * max(1, deposits.count)
        let found: [Point]
        if method == "other-types" {
            guard bench.has("others") else {
                throw settings.error(
                    .missingInput, "others", "there are no deposits of other types",
                    "give them: --in others=FILE, or choose another 'method'")
            }
            found = try bench.occurrences("others").map(\.location).filter {
                near.distance(to: scale.metres($0)) >= buffer && grid.cell(at: $0) != nil
            }
        } else {
            found = try drawn(count, rasters, deposits, near, scale, bench)
        }
        guard !found.isEmpty else {
            throw settings.error(
                .unfitInput, "buffer", "no place is left at \(buffer) m or more from every deposit",
                "set a smaller 'buffer'")
        }
        if found.count < count && method != "other-types" {
            bench.note("only \(found.count) of \(count) places could be drawn beyond the buffer of \(buffer) m")
        }
        bench.record("negatives", Double(found.count))
        try bench.give(
            occurrences: found.enumerated().map {
                Occurrence(name: "negative \($0.offset + 1)", location: $0.element, depositType: method)
            }, to: "out")
    }

    private func drawn(
        _ count: Int, _ rasters: [any RasterSource], _ deposits: [Occurrence], _ near: Nearness, _ scale: GroundScale,
        _ bench: any Workbench
    ) throws -> [Point] {
        let wanted = method == "random" ? 4 * count : 20 * count
        let sample = try SampleGathering(negatives: 0, area: wanted, unitCell: 1, seed: seed).gather(
            rasters, training: deposits, chosen: nil, at: bench, for: Self.declaration)
        var draws = Draws(seed: seed, stream: 6)
        var rows = sample.area.filter { near.distance(to: sample.places[$0]) >= buffer }
        draws.shuffle(&rows, first: rows.count)
        switch method {
        case "distance-weighted":
            let distances = rows.map { near.distance(to: sample.places[$0]) }
            let farthest = distances.filter(\.isFinite).max() ?? 1
            rows = zip(rows, distances).filter { draws.unit() < $0.1 / farthest }.map(\.0)
        case "unlabelled":
            rows = Self.leastLike(sample, among: Array(rows.prefix(10 * count)))
        default: break
        }
        return rows.prefix(count).map {
            Point(x: sample.places[$0].x / scale.metresPerX, y: sample.places[$0].y / scale.metresPerY)
        }
    }

    /// The rows by their difference from the deposits, the greatest first.
    private static func leastLike(_ sample: TrainingSample, among rows: [Int]) -> [Int] {
        var difference = [Double](repeating: 0, count: rows.count)
        var known = difference
        for column in sample.columns {
            let values = sample.points.map { Double(column[$0]) }.filter(\.isFinite)
            guard values.count > 1 else { continue }
            let mean = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
            guard variance > 0 else { continue }
            for (index, row) in rows.enumerated() where column[row].isFinite {
                let offset = Double(column[row]) - mean
                difference[index] += offset * offset / variance
                known[index] += 1
            }
        }
        let score = rows.indices.map { known[$0] > 0 ? difference[$0] / known[$0] : 0 }
        return rows.indices.sorted { score[$0] != score[$1] ? score[$0] > score[$1] : $0 < $1 }.map { rows[$0] }
    }
}

/// Distances to the nearest of some points.
private struct Nearness {
    private let points: [Point]

    init(_ points: [Point]) { self.points = points }

    /// Metres; infinite where there is no point.
    func distance(to place: Point) -> Double {
        points.reduce(Double.infinity) { min($0, $1.squaredDistance(to: place)) }.squareRoot()
    }
}
