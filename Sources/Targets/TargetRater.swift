import KernelTypes
package import Operations
import Survey

/// Ranks targets by score, worth, access and confidence, with exclusions and risks kept apart and shown.
package struct TargetRater: Procedure {
    private let composite: Composite
    private let scenarios: [(name: String, composite: Composite)]
    private let excludedShare: Double
    private let riskWeights: [String: Double]
    private let sources: [String: String]
    private let weightSpread: Double
    private let varied: Set<String>
    private let draws: Int
    private let seed: UInt64

    package init(_ settings: Settings) throws(OperationError) {
        let weights = try Self.numbers(settings.values["weights"]?.map ?? [:], "weights", settings)
        for name in weights.keys.sorted() where !Candidate.criteria.contains(name) {
            throw settings.error(
                .outOfRange, "weights", "there is no criterion '\(name)'",
                "write of \(Candidate.criteria.joined(separator: ", "))")
        }
        let base = Composite(
            method: RankingMethod(rawValue: try settings.text("method")) ?? .utility, weights: weights,
            halfHours: try settings.number("half_hours"))
        guard weights.values.contains(where: { $0 > 0 }) else {
            throw settings.error(.outOfRange, "weights", "no criterion has a weight", "write { score: 1 }")
        }
        composite = base
        var scenarios: [(name: String, composite: Composite)] = []
        for (name, value) in (settings.values["scenarios"]?.map ?? [:]).sorted(by: { $0.key < $1.key }) {
            scenarios.append((name, try Self.scenario(name, value, from: base, settings)))
        }
        self.scenarios = scenarios
        excludedShare = try settings.number("excluded_share")
        riskWeights = try Self.numbers(settings.values["risk_weights"]?.map ?? [:], "risk_weights", settings)
        sources = (settings.values["sources"]?.map ?? [:]).mapValues(\.description)
        weightSpread = try settings.number("weight_spread")
        varied = Set(settings.words("vary"))
        draws = try settings.integer("draws")
        seed = UInt64(try settings.integer("seed"))
    }

    package func run(at bench: any Workbench) throws {
        let file = try bench.value("targets", as: TargetsFile.self)
        let values = try bench.values("values", as: AssessmentsFile.self).first
        var candidates = try candidates(file, values, bench)
        let composites = composite.composites(candidates)
        let counted = composite.counted(candidates)
        say(which: counted, of: candidates, bench)
        let utilities = composite.utilities(candidates, counted, draws: candidates.map { _ in Candidate.Draw() })
        let prices = varied.contains("prices") ? try priceLimits(bench) : [:]
        let stabilities = RankStability(
            composite: composite, weightSpread: varied.contains("weights") ? weightSpread : 0, prices: prices,
            varyModels: varied.contains("models"), draws: draws, seed: seed
        ).stabilities(candidates)
        for index in candidates.indices {
            candidates[index].assessment.composite = composites[index]
            candidates[index].assessment.stability = stabilities[index]
            candidates[index].assessment.utilities = zip(counted, utilities[index]).map {
                TargetAssessment.Utility(name: $0.name, value: $1, weight: $0.weight)
            }
        }
        let order = Composite.order(composites, candidates)
        let excluded = candidates.indices.filter { candidates[$0].allowance <= 0 }
            .sorted { candidates[$0].target.rank < candidates[$1].target.rank }
        bench.record("excluded", Double(excluded.count))
        let ranked = (order + excluded).map { candidates[$0] }
        try give(ranked, of: file, values, order: order.map { candidates[$0].target.id }, candidates, bench)
    }

    private func give(
        _ ranked: [Candidate], of file: TargetsFile, _ values: AssessmentsFile?, order: [String],
        _ candidates: [Candidate], _ bench: any Workbench
    ) throws {
        var targets = file
        targets.targets = ranked.enumerated().map { index, candidate in
            var target = candidate.target
            target.rank = index + 1
            return target
        }
        let scenarios =
            [AssessmentsFile.Scenario(name: "base", order: order)]
            + self.scenarios.map { scenario in
                let composites = scenario.composite.composites(candidates)
                return AssessmentsFile.Scenario(
                    name: scenario.name,
                    order: Composite.order(composites, candidates).map { candidates[$0].target.id })
            }
        let assumptions = (values?.assumptions ?? []) + self.assumptions
        let assessments = AssessmentsFile(
            assessments: ranked.map(\.assessment), scenarios: scenarios, assumptions: assumptions)
        try bench.give(value: targets, to: "ranked")
        try bench.give(value: assessments, to: "assessments")
        try bench.give(
            table: AssessmentTable.ranking(targets.targets, assessments.assessments, evidence: file.evidence),
            to: "ranking")
        try bench.give(
            table: AssessmentTable.scenarios(targets.targets, assessments.assessments, scenarios), to: "scenarios")
    }

    private var assumptions: [String] {
        let weights = composite.weights.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return [
            "Ranking: \(composite.method.rawValue) of " + weights.joined(separator: ", ")
                + "; half the utility of access at \(composite.halfHours) h.",
            "Rank stability: \(draws) draws, seed \(seed), weights ± \(weightSpread * 100) %, varying "
                + varied.sorted().joined(separator: ", ") + ".",
        ]
    }

    private func say(
        which counted: [(name: String, weight: Double)], of candidates: [Candidate], _ bench: any Workbench
    ) {
        guard !candidates.isEmpty else {
            bench.note("there are no targets to rank")
            return
        }
        for name in Candidate.criteria where (composite.weights[name] ?? 0) > 0 {
            if !counted.contains(where: { $0.name == name }) {
                bench.note("'\(name)' is not known of every target, so it does not count in the ranking")
            }
        }
    }

    private func priceLimits(_ bench: any Workbench) throws -> [String: (low: Double, high: Double)] {
        guard let bytes = try bench.bytes("prices").first else { return [:] }
        let deck = try PriceDeck(bytes, operation: Self.declaration.name, input: "prices")
        return deck.prices.mapValues { ($0.low / $0.price, $0.high / $0.price) }
    }
}

extension TargetRater {
    private static func numbers(
        _ map: [String: ParameterValue], _ key: String, _ settings: Settings
    ) throws(OperationError) -> [String: Double] {
        var numbers: [String: Double] = [:]
        for (name, value) in map {
            guard let number = value.number, number >= 0, number.isFinite else {
                throw settings.error(
                    .outOfRange, key, "'\(name)' is '\(value)' in '\(key)'", "write a number of at least 0")
            }
            numbers[name] = number
        }
        return numbers
    }

    /// A scenario changes weights, prices or the method of the base.
    private static func scenario(
        _ name: String, _ value: ParameterValue, from base: Composite, _ settings: Settings
    ) throws(OperationError) -> Composite {
        guard let map = value.map else {
            throw settings.error(
                .outOfRange, "scenarios", "the scenario '\(name)' is '\(value)'",
                "write { weights: { value: 1 }, prices: { Cu: 1.5 } }")
        }
        var scenario = base
        for (key, value) in map.sorted(by: { $0.key < $1.key }) {
            switch key {
            case "weights":
                for (criterion, weight) in try numbers(value.map ?? [:], "scenarios", settings) {
                    guard Candidate.criteria.contains(criterion) else {
                        throw settings.error(
                            .outOfRange, "scenarios", "there is no criterion '\(criterion)'",
                            "write of \(Candidate.criteria.joined(separator: ", "))")
                    }
                    scenario.weights[criterion] = weight
                }
            case "prices": scenario.prices = try numbers(value.map ?? [:], "scenarios", settings)
            case "method":
                guard let method = RankingMethod(rawValue: value.text ?? "") else {
                    throw settings.error(
                        .outOfRange, "scenarios", "there is no method '\(value)'", "write utility, sum or topsis")
                }
                scenario.method = method
            default:
                throw settings.error(
                    .outOfRange, "scenarios", "a scenario has no '\(key)'", "write weights, prices or method")
            }
        }
        return scenario
    }

    private func candidates(
        _ file: TargetsFile, _ values: AssessmentsFile?, _ bench: any Workbench
    ) throws -> [Candidate] {
        let known = Dictionary((values?.assessments ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let cells = try TargetCells(file.targets, bench)
        let access = try cells.least("access", bench)
        let exclusions = try cells.shares("exclusions", bench)
        let risks = try cells.means("risks", bench)
        return file.targets.indices.map { index in
            let target = file.targets[index]
            var assessment = known[target.id] ?? TargetAssessment(id: target.id)
            assessment.access = access.map { .init(destination: $0.name, hours: $0.values[index]) }
            let excluding = exclusions.map { name, shares in
                TargetAssessment.Constraint(
                    name: name, isExclusion: true, level: shares[index] ?? 0,
                    weight: (shares[index] ?? 0) > excludedShare ? 1 : 0, source: sources[name] ?? "")
            }
            let weighing = risks.map { name, levels in
                TargetAssessment.Constraint(
                    name: name, isExclusion: false, level: min(1, max(0, levels[index] ?? 0)),
                    weight: min(1, riskWeights[name] ?? 1), source: sources[name] ?? "")
            }
            assessment.constraints = excluding + weighing
            // What is left of a target that a risk of full weight covers wholly still is not excluded.
            let left = weighing.reduce(1.0) { $0 * max(RankingMethod.least, 1 - $1.weight * $1.level) }
            return Candidate(target: target, assessment: assessment, allowance: assessment.isExcluded ? 0 : left)
        }
    }
}
