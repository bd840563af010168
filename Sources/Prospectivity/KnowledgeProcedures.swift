import KernelTypes
package import Operations
import Survey

/// Fuzzy logic as a nested tree.
package struct FuzzyTreeProcedure: Procedure {
    package static let declaration = KnowledgeRun.operation(
        name: "fuzzy-tree",
        summary: "Joins fuzzy memberships step by step, as a tree of and, or, product, sum and gamma.",
        input: "memberships in 0...1, or measures that the tree makes into memberships",
        own: [
            Parameter(
                "tree", .text,
                """
                such as gamma(0.8, a, or(b, linear(c, 10, 50))): and, or, product, sum of steps; gamma with its number \
                first; linear(c, 10, 50) is 0 at 10 and 1 at 50 of the evidence c; a name alone is taken as it is
                """),
            Parameter(
                "absent", .choice(["refuse", "leave-out"]), default: "refuse",
                "whether a name that is no evidence of the model is an error, or left out of the tree with a note"),
        ],
        formula: """
            and: min μ; or: max μ; product: ∏ μ; sum: 1 - ∏(1 - μ); gamma: sum^γ · product^(1-γ), of what stands below \
            each step. A cell where any evidence of the tree is missing has no score. The rule is taken as certain: \
            the uncertainty is what the evidence's errors do to it.
            """,
        source: "An, Moon and Rencz (1991); Bonham-Carter (1994), section 9.4.")

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        let names = bench.names(of: "evidence")
        let (tree, absent) = try FuzzyTree.read(
            try settings.text("tree"), evidence: names, leavesOutAbsent: try settings.text("absent") == "leave-out",
            of: Self.declaration.name)
        if !absent.isEmpty {
            bench.note("the tree was joined without " + absent.map { "'\($0)'" }.joined(separator: ", "))
        }
        try KnowledgeRun(operation: Self.declaration, settings: settings).run(.fuzzy(tree), tree, at: bench)
    }
}

/// A weighted mean of scores.
package struct IndexOverlayProcedure: Procedure {
    package static let declaration = KnowledgeRun.operation(
        name: "index-overlay", summary: "Weighted mean of scored evidence.", input: "scores from 0 to `highest`",
        own: [
            Parameter("weights", .map, default: .map([:]), "evidence → its weight; 1 where nothing is said"),
            Parameter("highest", .positive, default: 1, "the score that counts as 1"),
        ],
        formula: """
            S = Σ w s / (highest · Σ w) over the evidence that is known. Uncertainty √(Σ w² / 12) / Σ w over missing \
            evidence, which might be anything in 0...1, joined with what the evidence's errors do.
            """,
        source: "Bonham-Carter (1994), section 9.3.")

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        let names = bench.names(of: "evidence")
        let set = settings.values["weights"]?.map ?? [:]
        for name in set.keys.sorted() where !names.contains(name) {
            throw settings.error(
                .outOfRange, "weights", "'\(name)' is no evidence of this model", suggestion(for: name, among: names))
        }
        var weights: [Double] = []
        for name in names {
            let weight = set[name].map { $0.number ?? .nan } ?? 1
            guard weight >= 0, weight.isFinite else {
                throw settings.error(
                    .outOfRange, "weights", "'\(name)' has no weight", "write a number of at least 0")
            }
            weights.append(weight)
        }
        guard weights.contains(where: { $0 > 0 }) else {
            throw settings.error(.outOfRange, "weights", "all weights are 0", "give an evidence a weight above 0")
        }
        let rule = IndexOverlay(weights: weights, highest: try settings.number("highest"))
        try KnowledgeRun(operation: Self.declaration, settings: settings).run(.index(rule), rule, at: bench)
    }
}

/// What models that learn nothing do alike: score, and be judged where deposits are known.
struct KnowledgeRun {
    let operation: Operation
    let settings: Settings

    static func operation(
        name: String, summary: String, input: String, own: [Parameter], formula: String, source: String
    ) -> Operation {
        Operation(
            name: name, summary: summary, family: .model,
            inputs: [
                .init("evidence", .raster, "\(input), by name", isMany: true),
                .init(
                    "training", .occurrences, "known occurrences, only to judge the map by", isOptional: true),
                ModelSettings.errorInput,
            ],
            parameters: own + [
                Parameter(
                    "threshold", .number(from: 0, to: 1), default: 0.5, "score that parts low from high in the band")
            ] + ModelSettings.sampling + ModelSettings.evaluation + ModelSettings.uncertainty,
            outputs: ModelRun.mapOutputs + ModelRun.modelOutputs, memory: .strip,
            formula: "\(formula) Band: 0 not enough data, 1 low, 2 undecided, 3 high. \(Evaluator.formula)",
            source: "\(source) \(Evaluator.source)")
    }

    /// The rule as it is, whatever the points.
    private struct Fixed: ModelTrainer {
        let rule: any CellRule
        func train(on sample: TrainingSample, points: [Int], negatives: [Int]) throws -> any CellRule { rule }
    }

    func run(_ kept: DepositModel.Rule, _ rule: any CellRule, at bench: any Workbench) throws {
        let run = ModelRun(
            operation: operation, settings: settings, model: try ModelSettings(settings), bench: bench)
        let rasters = try run.evidence()
        let isJudged = bench.has("training")
        let sample =
            isJudged
            ? try run.gather(rasters, negatives: 0)
            : try SampleGathering(
                negatives: 0, area: run.model.areaSample, unitCell: run.model.unitCell, seed: run.model.seed
            ).gather(rasters, training: [], chosen: nil, at: bench, for: operation)
        let evaluation = isJudged ? try run.evaluation(Fixed(rule: rule), rule: rule, on: sample) : nil
        var deposit = run.depositModel(kept, sample: sample, evaluation: evaluation)
        deposit.threshold = try settings.number("threshold")
        try run.writeMaps(deposit, rasters: rasters)
        try run.give(deposit)
    }
}
