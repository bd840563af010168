import KernelTypes
import Operations
import Survey

/// Writes what a model says of every cell.
struct ModelMaps {
    let settings: Settings
    let bench: any Workbench

    /// Writes score, uncertainty and band of every cell.
    ///
    /// The uncertainty joins the rule's own deviation, or the spread of its replicates where there are any, with what
    /// missing evidence leaves open and what the evidence's own errors do to the score.
    func write(
        _ deposit: DepositModel, rasters: [any RasterSource], masksExtrapolation: Bool = false
    ) throws {
        let replicates = deposit.replicates.map(\.rule)
        let grid = rasters[0].grid
        let sinks = try ModelRun.mapOutputs.map { try bench.raster($0.name, on: grid, unit: "") }
        let errors = try errorRasters(deposit.evidence)
        let band = ConfidenceBand(
            threshold: deposit.threshold, leastKnown: try settings.number("least_known"), profiles: deposit.profiles)
        let height = max(1, (1 << 17) / max(1, grid.columns * (rasters.count + 2)))
        let bands = grid.bands(ofAtMost: height)
        try bench.inParallel(bands.count) { index in
            let rows = bands[index]
            let inputs = try rasters.map { try $0.strip(rows) }
            func strip() -> Strip { Strip(columns: grid.columns, rows: rows, rasterRows: grid.rows) }
            let (score, deviation, confidence) = (strip(), strip(), strip())
            deposit.score(inputs, into: score, deviation: replicates.isEmpty ? deviation : nil)
            if !replicates.isEmpty { Self.spread(of: replicates, inputs, into: deviation) }
            if case .trees = deposit.rule { Self.addMissing(deposit, inputs, to: deviation) }
            for (evidence, raster) in errors {
                Self.addError(deposit, inputs, evidence, try raster.strip(rows), to: deviation)
            }
            if masksExtrapolation { Self.mask(score, deviation, inputs, deposit.profiles) }
            band.apply(inputs, score: score, deviation: deviation, into: confidence)
            for (sink, strip) in zip(sinks, [score, deviation, confidence]) { try sink.write(strip) }
        }
    }

    private func errorRasters(_ evidence: [String]) throws -> [(Int, any RasterSource)] {
        let given = bench.has("error") ? try bench.rasters("error") : []
        return try (settings.values["errors"]?.map ?? [:]).sorted { $0.key < $1.key }.map { name, value in
            guard let index = evidence.firstIndex(of: name) else {
                throw settings.error(
                    .outOfRange, "errors", "'errors' names '\(name)', which is no evidence of this model",
                    suggestion(for: name, among: evidence))
            }
            guard let raster = given.first(where: { $0.name == value.description }) else {
                throw settings.error(
                    .outOfRange, "errors", "'\(value)' is no raster of the input 'error'",
                    suggestion(for: value.description, among: given.map(\.name)))
            }
            return (index, raster)
        }
    }

    /// Takes away what was scored outside of the training range.
    private static func mask(_ score: Strip, _ deviation: Strip, _ inputs: [Strip], _ profiles: [EvidenceProfile]) {
        for index in 0..<score.cells.count {
            let isOutside = zip(profiles, inputs).contains { $0.similarity(of: $1.cells[index]) < 0 }
            if isOutside {
                score.cells[index] = .nan
                deviation.cells[index] = .nan
            }
        }
    }

    /// The sample deviation of the scores of rules that learned from resampled points.
    static func spread(of rules: [any CellRule], _ inputs: [Strip], into deviation: Strip) {
        let count = deviation.cells.count
        let score = Strip(columns: deviation.columns, rows: deviation.rows, rasterRows: deviation.rasterRows)
        var means = [Double](repeating: 0, count: count)
        var squares = [Double](repeating: 0, count: count)
        for (number, rule) in rules.enumerated() {
            rule.score(inputs, into: score, deviation: nil)
            score.cells.withSpan { span in
                for index in 0..<count {
                    let difference = Double(span[index]) - means[index]
                    means[index] += difference / Double(number + 1)
                    squares[index] += difference * (Double(span[index]) - means[index])
                }
            }
        }
        deviation.cells.withMutableSpan { span in
            for index in 0..<count {
                span[index] = Float((squares[index] / Double(max(1, rules.count - 1))).squareRoot())
            }
        }
    }

    /// Half the difference of the scores with the evidence one deviation up and down, squared and added.
    private static func addError(
        _ deposit: DepositModel, _ inputs: [Strip], _ evidence: Int, _ error: Strip, to deviation: Strip
    ) {
        func like() -> Strip {
            Strip(columns: deviation.columns, rows: deviation.rows, rasterRows: deviation.rasterRows)
        }
        let scores = [Float(1), -1].map { sign in
            let moved = like()
            for index in 0..<moved.cells.count {
                let step = error.cells[index].isFinite ? error.cells[index] : 0
                moved.cells[index] = inputs[evidence].cells[index] + sign * step
            }
            var changed = inputs
            changed[evidence] = moved
            let score = like()
            deposit.score(changed, into: score, deviation: nil)
            return score
        }
        for index in 0..<deviation.cells.count {
            let half = Double(scores[0].cells[index] - scores[1].cells[index]) / 2
            let own = Double(deviation.cells[index])
            deviation.cells[index] = Float((own * own + half * half).squareRoot())
        }
    }
}
