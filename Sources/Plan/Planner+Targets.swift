import Campaign
import Operations

extension Planner {
    /// What is known of the targets of a run.
    struct Ranked {
        /// The targets, best first.
        var targets: JobInput
        var assessments: JobInput
    }

    /// Cuts targets, values and ranks them, and says what to survey next; `nil` where the campaign cuts none.
    mutating func addTargets(of model: CampaignFile.Model, _ surfaces: Surfaces) throws(PlanError) -> Ranked? {
        guard let rules = campaign.targets else { return nil }
        let contributions = try contributions(of: model, surfaces)
        let found = try extract(rules, of: model, surfaces, contributions)
        try addExplanations(of: found, by: model, rules)
        let values = try rules.value.map { rule throws(PlanError) in try value(found, rule) }
        let ranked = try rank(found, values, rules)
        let assessments = try advise(
            ranked, rules, contributions ?? evidenceRasters(of: model), areLogits: contributions != nil)
        return Ranked(targets: ranked.targets, assessments: assessments)
    }

    private mutating func extract(
        _ rules: CampaignFile.Targets, of model: CampaignFile.Model, _ surfaces: Surfaces,
        _ contributions: [JobInput]?
    ) throws(PlanError) -> JobInput {
        var inputs = ["score": [surfaces.score]]
        inputs["uncertainty"] = surfaces.uncertainty.map { [$0] }
        inputs["evidence"] = evidenceRasters(of: model)
        inputs["known"] = known(for: model).map { [$0] }
        inputs["contributions"] = contributions
        inputs["previous"] = previous.map { [.drop($0)] }
        var parameters: [String: ParameterValue] = [
            "minimum_area": .number(rules.minimumArea),
            "diagonal": .flag(rules.connectivity == .eight),
        ]
        switch rules.above {
        case .quantile(let share): parameters["quantile"] = .number(share)
        case .value(let score): parameters["above"] = .number(score)
        case .method(let name): parameters["threshold"] = .text(name)
        }
        switch rules.core {
        case .quantile(let share): parameters["core_quantile"] = .number(share)
        case .value(let score): parameters["core"] = .number(score)
        case .method, nil: break
        }
        if let split = rules.split { parameters["split"] = .number(split) }
        if rules.simplify > 0 { parameters["simplify"] = .number(rules.simplify) }
        let id = "targets/\(model.name)"
        return try output(.table, of: id, try add(id, "extract-targets", inputs: inputs, parameters: parameters))
    }

    private mutating func value(
        _ targets: JobInput, _ rule: CampaignFile.Targets.Valuation
    ) throws(PlanError) -> (values: JobInput, prices: JobInput?) {
        let model = try document(rule.model, "value/model")
        var inputs = ["targets": [targets], "model": [model]]
        let prices = try rule.prices.map { deck throws(PlanError) in try document(deck, "value/prices") }
        inputs["prices"] = prices.map { [$0] }
        let id = "targets/value"
        try add(id, "value-targets", inputs: inputs, parameters: rule.parameters) { _ in ["table": "values.csv"] }
        return (.output(of: id, name: "values"), prices)
    }

    /// A file that the campaign names, as the job that gives its bytes.
    private mutating func document(
        _ document: CampaignFile.Targets.Document, _ id: String
    ) throws(PlanError) -> JobInput {
        try add(id, "give-document", inputs: [:], parameters: ["text": .text(document.text)])
        return .output(of: id, name: "out")
    }

    private mutating func rank(
        _ targets: JobInput, _ values: (values: JobInput, prices: JobInput?)?, _ rules: CampaignFile.Targets
    ) throws(PlanError) -> (targets: JobInput, assessments: JobInput) {
        var inputs = ["targets": [targets]]
        inputs["values"] = (values?.values).map { [$0] }
        inputs["prices"] = (values?.prices).map { [$0] }
        inputs["access"] = try rules.access.map { rule throws(PlanError) in try travelTimes(rule) }
        inputs["exclusions"] = try rasters(of: rules.exclusions)
        inputs["risks"] = try rasters(of: rules.risks)
        var parameters = rules.ranking
        let limits = (rules.exclusions + rules.risks).filter { isThere($0.of) }
        parameters["sources"] = .map(
            Dictionary(limits.map { ($0.name, .text($0.source)) }, uniquingKeysWith: { first, _ in first }))
        let weights = rules.risks.compactMap { risk in risk.weight.map { (risk.name, ParameterValue.number($0)) } }
        parameters["risk_weights"] = .map(Dictionary(weights, uniquingKeysWith: { first, _ in first }))
        let id = "targets/ranking"
        var products: [String: String] = [:]
        if rules.ranking["scenarios"]?.map?.isEmpty == false { products["scenarios"] = "scenarios.csv" }
        // What the next run keeps ids from.
        if rules.follows { products["ranked"] = "targets.json" }
        try add(id, "rank-targets", inputs: inputs, parameters: parameters) { [products] _ in products }
        return (.output(of: id, name: "ranked"), .output(of: id, name: "assessments"))
    }

    /// The hours to each destination, which are published, too.
    private mutating func travelTimes(_ rule: CampaignFile.Targets.Access) throws(PlanError) -> [JobInput] {
        var times: [JobInput] = []
        for destination in rule.destinations {
            guard let place = source(.vector, of: destination.of) else { continue }
            var inputs = ["to": [place]]
            inputs["elevation"] = rule.elevation.flatMap { source(.raster, of: $0) }.map { [$0] }
            inputs["barriers"] = rule.barriers.flatMap { source(.raster, of: $0) }.map { [$0] }
            let roads = rule.roads.compactMap { source(.vector, of: $0) }
            if !roads.isEmpty { inputs["roads"] = roads }
            let id = "access/\(destination.name)"
            try add(id, "travel-time", inputs: inputs, parameters: rule.parameters)
            let time = JobInput.named(destination.name, of: id, name: "out")
            try export(time, as: "access/\(destination.name)", style: "evidence")
            times.append(time)
        }
        return times
    }

    /// Limits as rasters named by themselves; features are burned, every cell that they touch.
    private mutating func rasters(
        of limits: [CampaignFile.Targets.Constraint]
    ) throws(PlanError) -> [JobInput] {
        var rasters: [JobInput] = []
        for limit in limits {
            if let raster = source(.raster, of: limit.of), let made = raster.output {
                rasters.append(.named(limit.name, of: made.of, name: made.name))
            } else if let features = source(.vector, of: limit.of) {
                let id = "limit/\(limit.name)"
                try add(
                    id, "rasterize", inputs: ["in": [features]],
                    parameters: ["background": 0, "all_touched": .flag(true)])
                rasters.append(.named(limit.name, of: id, name: "out"))
            }
        }
        return rasters
    }

    private mutating func advise(
        _ ranked: (targets: JobInput, assessments: JobInput), _ rules: CampaignFile.Targets,
        _ contributions: [JobInput], areLogits: Bool
    ) throws(PlanError) -> JobInput {
        var parameters = rules.advice
        if parameters["scale"] == nil { parameters["scale"] = .text(areLogits ? "logit" : "linear") }
        let id = "targets/advice"
        try add(
            id, "advise-surveys",
            inputs: [
                "targets": [ranked.targets], "assessments": [ranked.assessments], "contributions": contributions,
            ], parameters: parameters
        ) { _ in ["table": "surveys.csv"] }
        return .output(of: id, name: "assessments")
    }

    /// What each evidence adds to a trained model's score; `nil` where the evidence itself is the contribution.
    private mutating func contributions(
        of model: CampaignFile.Model, _ surfaces: Surfaces
    ) throws(PlanError) -> [JobInput]? {
        guard let trained = surfaces.tables["model"] else { return nil }
        let id = "contributions/\(model.name)"
        let evidence = evidenceRasters(of: model)
        try add(id, "model-contributions", inputs: ["evidence": evidence, "model": [trained]])
        return evidence.map { .named($0.label, of: id, name: "contributions.\($0.label)") }
    }

    private func isThere(_ name: String) -> Bool {
        if case .there = things[name] { true } else { false }
    }

    private func source(_ kind: Operation.Kind, of name: String) -> JobInput? {
        guard case .there(let kinds) = things[name] else { return nil }
        return Self.source(for: kind, in: kinds)
    }
}
