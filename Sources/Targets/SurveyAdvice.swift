import KernelTypes
package import Operations
import Survey

/// For each target the missing evidence that moves its rank most for its cost: where to fly or sample next.
package struct SurveyAdvice: Procedure {
    private let costs: [String: Double]
    private let defaultCost: Double
    private let isLogit: Bool
    private let best: Int
    private let draws: Int
    private let seed: UInt64

    package init(_ settings: Settings) throws(OperationError) {
        costs = (settings.values["costs"]?.map ?? [:]).compactMapValues(\.number)
        defaultCost = try settings.number("default_cost")
        isLogit = try settings.text("scale") == "logit"
        best = try settings.integer("best")
        draws = try settings.integer("draws")
        seed = UInt64(try settings.integer("seed"))
    }

    package func run(at bench: any Workbench) throws {
        let file = try bench.value("targets", as: TargetsFile.self)
        var assessments =
            try bench.values("assessments", as: AssessmentsFile.self).first
            ?? AssessmentsFile(assessments: file.targets.map { TargetAssessment(id: $0.id) })
        let layers = try bench.rasters("contributions")
        let missing = try missingShares(file.targets, layers)
        let spreads = try layers.map { try Self.spread($0) }
        let standing = self.standing(file.targets, assessments)
        var found = 0
        for index in file.targets.indices {
            let target = file.targets[index]
            var suggestion: TargetAssessment.Suggestion?
            for (number, layer) in layers.enumerated() {
                guard let spread = spreads[number], missing[number][index] > 0 else { continue }
                let next = self.suggestion(
                    target, index, layer.name, spread, missing: missing[number][index], standing, layers.count)
                if Self.isBetter(next, than: suggestion) { suggestion = next }
            }
            if suggestion != nil { found += 1 }
            if index < assessments.assessments.count { assessments.assessments[index].suggestion = suggestion }
        }
        bench.record("suggestions", Double(found))
        if found == 0 { bench.note("no evidence is missing where it would move a rank") }
        try bench.give(table: Self.table(file.targets, assessments.assessments), to: "table")
        try bench.give(value: assessments, to: "assessments")
    }

    /// What the list is ordered by.
    private func standing(_ targets: [Target], _ file: AssessmentsFile) -> [Double] {
        let isRated = file.assessments.contains { $0.composite > 0 } && file.assessments.count == targets.count
        return isRated ? file.assessments.map(\.composite) : targets.map(\.meanScore)
    }

    private func suggestion(
        _ target: Target, _ index: Int, _ evidence: String, _ spread: [Double], missing: Double, _ standing: [Double],
        _ layers: Int
    ) -> TargetAssessment.Suggestion {
        var random = RandomStream(seed: seed, name: "\(target.id) \(evidence)")
        let others = standing.enumerated().filter { $0.offset != index }.map(\.element)
        let rank = Self.rank(standing[index], others)
        var shift = 0.0
        var turns = 0
        for _ in 0..<draws {
            let contribution = Valuation.quantile(spread, random.unit())
            let score = changed(target.meanScore, by: missing * contribution, spread, missing, layers)
            let now = Self.rank(standing[index] * score / max(1e-12, target.meanScore), others)
            shift += Double(abs(now - rank))
            if (now <= best) != (rank <= best) { turns += 1 }
        }
        let kilometres = target.squareMetres / 1e6 * missing
        return TargetAssessment.Suggestion(
            evidence: evidence, squareKilometres: kilometres, dollars: kilometres * (costs[evidence] ?? defaultCost),
            expectedShift: shift / Double(draws), turnover: Double(turns) / Double(draws))
    }

    /// The score with the missing evidence there: in log-odds what it adds, else its share of the evidence's mean.
    private func changed(
        _ score: Double, by added: Double, _ spread: [Double], _ missing: Double, _ layers: Int
    ) -> Double {
        guard isLogit else {
            let median = Valuation.quantile(spread, 0.5)
            return min(1, max(0, score + (added - missing * median) / Double(max(1, layers))))
        }
        let bounded = min(1 - 1e-12, max(1e-12, score))
        let odds = bounded / (1 - bounded) * Elementary.exp(added)
        return odds.isFinite ? odds / (1 + odds) : 1
    }

    private static func rank(_ value: Double, _ others: [Double]) -> Int { 1 + others.count { $0 > value } }

    private static func isBetter(
        _ next: TargetAssessment.Suggestion, than known: TargetAssessment.Suggestion?
    ) -> Bool {
        guard next.expectedShift > 0 else { return false }
        guard let known else { return true }
        return next.expectedShift * known.dollars > known.expectedShift * next.dollars
    }

    /// The share of each target's cells without a value, for each layer.
    private func missingShares(_ targets: [Target], _ layers: [any RasterSource]) throws -> [[Double]] {
        try layers.map { layer in
            let runs = targets.map { OutlineCells.runs(of: $0.outline, on: layer.grid) }
            return try zip(targets, runs).map { target, runs in
                var missing = 0
                var cells = 0
                for run in runs {
                    let row = try layer.strip(run.row..<run.row + 1).row(run.row)
                    cells += run.cells
                    for column in run.columns where row[column].isNaN { missing += 1 }
                }
                return cells > 0 ? Double(missing) / Double(cells) : 0
            }
        }
    }

    /// The values of a layer at 0, 5, ... 100 % of its cells; `nil` where it has none.
    private static func spread(_ layer: any RasterSource) throws -> [Double]? {
        var selector = Selector(fractions: (0...20).map { Double($0) / 20 })
        while !selector.isDone {
            for band in layer.grid.bands(ofAtMost: 256) { selector.add(try layer.strip(band).cells) }
            selector.endPass()
        }
        return selector.values.contains { $0.isNaN } ? nil : selector.values
    }

    private static func table(_ targets: [Target], _ assessments: [TargetAssessment]) -> Table {
        let rows = zip(targets, assessments).compactMap { target, assessment -> [Table.Value]? in
            guard let suggestion = assessment.suggestion else { return nil }
            return [
                .text(target.id), .whole(target.rank), .text(suggestion.evidence), .number(suggestion.squareKilometres),
                .number(suggestion.dollars), .number(suggestion.expectedShift), .number(suggestion.turnover),
                .number(target.bounds.west), .number(target.bounds.south), .number(target.bounds.east),
                .number(target.bounds.north),
            ]
        }
        return Table(
            columns: [
                "id", "rank", "evidence", "area_km2", "cost_USD", "expected_shift", "turnover", "west", "south", "east",
                "north",
            ], rows: rows)
    }

    /// The registry's entry.
    package static let declaration = Operation(
        name: "advise-surveys",
        summary: "Names, for each target, the missing evidence that would move its rank most for its cost.",
        family: .target,
        inputs: [
            .init("targets", .table, "the targets"),
            .init(
                "assessments", .table, "what their list is ordered by; the score where it is not given",
                isOptional: true),
            .init("contributions", .raster, "what each evidence adds to the score, named by it", isMany: true),
        ],
        parameters: [
            .init("costs", .map, default: .map([:]), "evidence → dollars a square kilometre"),
            .init(
                "default_cost", .positive, unit: "USD/km2", default: 100, "of an evidence whose cost is not written"),
            .init(
                "scale", .choice(["logit", "linear"]), default: "logit",
                "what contributions add to: the log-odds of the score, or the mean of memberships"),
            .init("best", .integer(from: 1, to: 10_000), default: 10, "the best ones that a target may enter or leave"),
            .init("draws", .integer(from: 10, to: 100_000), default: 500, "draws a target and evidence"),
            .init("seed", .integer(from: 0, to: 2_147_483_647), default: 1, "of the random numbers"),
        ],
        outputs: [.init("assessments", .table), .init("table", .table)],
        memory: .features,
        formula: """
            For each evidence without a value in a share m of a target's cells, its contribution is drawn from that of the \
            whole grid: logit: odds · exp(m c); linear: score + m (c - median) / evidence. The rank changes by what the score \
            does, the others staying. The suggestion has the largest mean change of rank for a dollar.
            """,
        source: "Value of information by pre-posterior simulation: Raiffa and Schlaifer (1961); one evidence at a time."
    )
}
