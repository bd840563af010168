import KernelTypes
package import Operations
import Survey

/// Logistic regression as an operation: learned, judged, mapped.
package struct LogisticProcedure: Procedure {
    package static let declaration = Operation(
        name: "logistic-regression",
        summary: "Probability of a deposit by a weighted sum of evidence on the log-odds scale, with standard errors.",
        family: .model,
        inputs: [
            .init("evidence", .raster, "rasters of measures or classes, by name", isMany: true),
            .init("training", .occurrences, "known occurrences; each point counts, also two in a cell"),
            .init(
                "negatives", .occurrences, "places without a deposit; where none are given, cells are drawn",
                isOptional: true),
            ModelSettings.rejectedInput, ModelSettings.errorInput,
        ],
        parameters: [
            Parameter("categorical", .words, default: .list([]), "evidence whose values are classes without an order"),
            Parameter(
                "firth", .flag, default: true,
                "Firth's correction, for few deposits and for evidence that parts them from all else"),
            Parameter(
                "ridge", .number(from: 0, to: .infinity), default: 0,
                "half the penalty on each squared coefficient of standardised evidence"),
            Parameter("background", .integer(from: 20, to: 1_000_000), default: 5000, "negatives that are drawn"),
        ] + ModelSettings.sampling + ModelSettings.evaluation + ModelSettings.uncertainty,
        outputs: ModelRun.mapOutputs + ModelRun.modelOutputs + [.init("coefficients", .table)],
        memory: .twoPass,
        formula: """
            ln(p / (1 - p)) = b0 + Σ b z, z the standardised evidence or 0/1 for a class other than the commonest; by \
            Newton's method on the binomial likelihood, with Firth's penalty ½ ln |I| and then the intercept alone, so \
            that the expected deposits equal the known ones. Each drawn negative counts for its share of the study in \
            unit cells; errors from the sandwich H⁻¹ (Σ s sᵀ) H⁻¹. Uncertainty p (1 - p) √(xᵀ V x + Σ over missing \
            evidence of b² var z); missing evidence adds nothing to the log-odds. Band: 0 not enough data, 1 low, 2 \
            undecided, 3 high, against the prior. \(Evaluator.formula)
            """,
        source: """
            McCullagh and Nelder (1989); Firth (1993); Heinze and Schemper (2002); Puhr and others (2017) for the \
            intercept; King and Zeng (2001) for weights of drawn negatives; Agterberg and others (1993) for its use on \
            mineral evidence. \(Evaluator.source)
            """)

    private let settings: Settings
    private let model: ModelSettings

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        model = try ModelSettings(settings)
    }

    package func run(at bench: any Workbench) throws {
        let run = ModelRun(operation: Self.declaration, settings: settings, model: model, bench: bench)
        let rasters = try run.evidence()
        let names = rasters.map(\.name)
        let categorical = settings.words("categorical")
        for name in categorical where !names.contains(name) {
            throw settings.error(
                .outOfRange, "categorical", "'\(name)' is no evidence of this model",
                suggestion(for: name, among: names))
        }
        let sample = try run.gather(rasters, negatives: try settings.integer("background"))
        let trainer = LogisticTrainer(
            isCategorical: names.map(categorical.contains), ridge: try settings.number("ridge"),
            firth: try settings.flag("firth"))
        let rule: LogisticRule
        do {
            rule = try trainer.rule(on: sample, points: sample.points, negatives: sample.negatives)
        } catch {
            throw problem(error, run)
        }
        for (index, name) in names.enumerated() where !rule.terms.contains(where: { $0.evidence == index }) {
            bench.note("'\(name)' is the same everywhere and tells nothing; leave it out of the model")
        }
        let evaluation = try run.evaluation(trainer, rule: rule, on: sample)
        var deposit = run.depositModel(.logistic(rule), sample: sample, evaluation: evaluation)
        let prior = Double(sample.points.count) / sample.units
        deposit.threshold = prior
        try run.writeMaps(deposit, rasters: rasters)
        bench.record("prior", prior)
        bench.record("training_points", Double(sample.points.count))
        try bench.give(table: coefficients(rule, names), to: "coefficients")
        try run.give(deposit)
    }

    private func problem(_ failure: LogisticTrainer.Failure, _ run: ModelRun) -> OperationError {
        switch failure {
        case .collinear(let evidence):
            run.unfit(
                evidence, "'\(evidence)' follows from the evidence before it",
                "leave it out, or set 'ridge' above 0 to share its effect")
        case .separated(let evidence):
            run.unfit(
                evidence, "'\(evidence)' parts the training points from all else, so that its coefficient has no limit",
                "set 'firth: true' or 'ridge' above 0, and check that it was not made from the points")
        case .oneClass:
            run.unfit(
                "negatives", "there are only cases of one kind: with a deposit, or without",
                "give training points and negatives, or raise 'background'")
        case .nothingVaries:
            run.unfit("evidence", "every evidence is the same everywhere", "give evidence that varies over the area")
        }
    }

    private func coefficients(_ rule: LogisticRule, _ names: [String]) -> Table {
        var table = Table(columns: ["evidence", "class", "coefficient", "standard_error", "z", "mean", "scale"])
        table.rows.append([
            .text("intercept"), .missing, .number(rule.intercept), .number(rule.interceptError),
            .number(rule.intercept / rule.interceptError), .missing, .missing,
        ])
        for term in rule.terms {
            table.rows.append([
                .text(names[term.evidence]), term.category.map { .number(Double($0)) } ?? .missing,
                .number(term.coefficient), .number(term.standardError),
                .number(term.coefficient / term.standardError), .number(term.mean), .number(term.scale),
            ])
        }
        return table
    }
}
