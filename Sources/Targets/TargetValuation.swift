import KernelTypes
package import Operations
import Survey
import Synchronization

/// Simulates what undiscovered deposits of targets may hold, from a grade and tonnage model and a price deck.
package struct TargetValuation: Procedure {
    private enum Number: String {
        case posteriorSum = "posterior-sum"
        case density
        case one
    }

    private let number: Number
    private let unitSquareKilometres: Double?
    private let draws: Int
    private let seed: UInt64

    package init(_ settings: Settings) throws(OperationError) {
        number = Number(rawValue: try settings.text("number")) ?? .posteriorSum
        unitSquareKilometres = settings.has("unit_area") ? try settings.number("unit_area") / 1e6 : nil
        draws = try settings.integer("draws")
        seed = UInt64(try settings.integer("seed"))
    }

    package func run(at bench: any Workbench) throws {
        let name = Self.declaration.name
        let file = try bench.value("targets", as: TargetsFile.self)
        let model = try GradeTonnageModel(try bench.bytes("model").first ?? [], operation: name, input: "model")
        let deck = try bench.bytes("prices").first.map {
            try PriceDeck($0, operation: name, input: "prices")
        }
        let prices = model.grades.map { deck?.prices[$0.commodity]?.price ?? 0 }
        if deck == nil {
            bench.note("there is no price deck: metal is counted, its worth is not")
        } else {
            for grade in model.grades where deck?.prices[grade.commodity] == nil {
                bench.note("the price deck has no price of \(grade.commodity): it counts nothing")
            }
        }
        let expected = try file.targets.map { try deposits($0, model) }
        if number == .posteriorSum, let most = expected.max(), most > 20 {
            bench.note(
                "a target would hold \(Int(most.rounded())) deposits: the score is no probability of one unit area")
        }
        let valuation = Valuation(model: model, prices: prices, draws: draws)
        let found = Mutex<[TargetAssessment.Value?]>(Array(repeating: nil, count: file.targets.count))
        let isSingle = number == .one
        let seed = seed
        try bench.inParallel(file.targets.count) { index in
            let target = file.targets[index]
            let mean = expected[index]
            let chance = isSingle ? mean : 1 - Elementary.exp(-mean)
            let value = valuation.value(
                deposits: mean, chance: chance, isSingle: isSingle, random: RandomStream(seed: seed, name: target.id))
            found.withLock { $0[index] = value }
        }
        let values = found.withLock { $0 }
        let assessments = zip(file.targets, values).map { TargetAssessment(id: $0.id, value: $1) }
        bench.record("deposits", expected.reduce(0, +))
        try bench.give(
            value: AssessmentsFile(assessments: assessments, assumptions: assumptions(model, deck)), to: "values")
        try bench.give(table: Self.table(file.targets, assessments, model), to: "table")
    }

    private func deposits(_ target: Target, _ model: GradeTonnageModel) throws(OperationError) -> Double {
        let kilometres = target.squareMetres / 1e6
        let score = min(1, max(0, target.meanScore))
        switch number {
        case .one: return score
        case .posteriorSum: return score * kilometres / (unitSquareKilometres ?? kilometres / Double(target.cells))
        case .density:
            guard let density = model.density, let median = model.deposits(squareKilometres: kilometres, normal: 0)
            else {
                throw OperationError(
                    code: .unfitInput, operation: Self.declaration.name, key: "model",
                    reason: "the model \(model.name) has no 'density'",
                    remedy: "write the regression of Singer (2008) into it, or set number: posterior-sum")
            }
            // The mean of what is lognormal about that median.
            let deviation = density.error * Elementary.log(10)
            return median * Elementary.exp(deviation * deviation / 2)
        }
    }

    private func assumptions(_ model: GradeTonnageModel, _ deck: PriceDeck?) -> [String] {
        let how =
            switch number {
            case .one: "one deposit with the probability of the mean score"
            case .posteriorSum: "a Poisson number with the sum of the posterior probability as its mean"
            case .density: "a Poisson number by area and density (Singer 2008)"
            }
        var lines = [
            "Grade and tonnage: \(model.title); \(model.source).",
            "Deposits in a target: \(how); \(draws) draws, seed \(seed).",
        ]
        if let deck {
            lines.append("Prices: \(deck.name), \(deck.date); \(deck.source). In-ground worth before any cost.")
        }
        return lines
    }

    private static func table(
        _ targets: [Target], _ assessments: [TargetAssessment], _ model: GradeTonnageModel
    ) -> Table {
        let metals = model.grades.flatMap { grade in
            ["p90", "p50", "p10"].map { "\(grade.commodity)_t_\($0)" }
        }
        let rows = zip(targets, assessments).map { target, assessment -> [Table.Value] in
            guard let value = assessment.value else { return [] }
            func numbers(_ quantiles: TargetAssessment.Quantiles) -> [Table.Value] {
                [.number(quantiles.p90), .number(quantiles.p50), .number(quantiles.p10)]
            }
            let head: [Table.Value] = [
                .text(target.id), .whole(target.rank), .number(value.chance), .number(value.deposits),
            ]
            let tonnes = value.metals.flatMap { numbers($0.tonnes) }
            return head + numbers(value.ore) + tonnes + numbers(value.dollars) + [.number(value.expected)]
        }
        return Table(
            columns: ["id", "rank", "chance", "deposits", "ore_Mt_p90", "ore_Mt_p50", "ore_Mt_p10"] + metals
                + ["value_USD_p90", "value_USD_p50", "value_USD_p10", "expected_USD"], rows: rows)
    }
}
