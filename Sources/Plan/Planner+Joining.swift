import Campaign
import Operations

extension Planner {
    /// How a score stands among layers and evidence, for models that join models.
    static func thing(of model: String) -> String { "model/\(model)" }

    /// Remembers what a model gives, for those that join it.
    mutating func keepScore(of model: CampaignFile.Model, _ operation: Operation) {
        var kinds: [Operation.Kind: JobInput] = [:]
        if let score = operation.outputs.first(where: { $0.kind == .raster }) {
            kinds[.raster] = .named(model.name, of: Self.thing(of: model.name), name: score.name)
        }
        things[Self.thing(of: model.name)] = .there(kinds)
    }

    /// The uncertainties of the models that a model joins: all or none.
    func uncertainties(of model: CampaignFile.Model) -> [JobInput]? {
        let found = model.joined.compactMap { name -> JobInput? in
            guard case .there = things[Self.thing(of: name)],
                let joined = campaign.models.first(where: { $0.name == name }),
                let operation = catalog.operations.first(where: { $0.name == joined.operation }),
                let output = operation.uncertainty
            else { return nil }
            return .named(name, of: Self.thing(of: name), name: output.name)
        }
        let there = model.joined.count { name in
            if case .there = things[Self.thing(of: name)] { true } else { false }
        }
        return found.count == there && !found.isEmpty ? found : nil
    }

    /// The decisions on targets that a model learns from besides: its training and its negatives come from a job of
    /// their own. What they wait for blocks the model.
    mutating func addDecisions(
        of model: CampaignFile.Model, _ operation: Operation, to supply: inout Supply
    ) throws(PlanError) {
        guard let layer = model.decisions, let training = model.trainingInput, supply.blocked == nil else { return }
        switch things[layer] {
        case .there(let kinds):
            guard let decisions = Self.source(for: .vector, in: kinds) else { return }
            let id = "reviewed/\(model.name)"
            var inputs = ["decisions": [decisions]]
            inputs["in"] = supply.inputs[training]
            try add(id, "review-decisions", inputs: inputs)
            supply.inputs[training] = [.output(of: id, name: "out")]
            if operation.inputs.contains(where: { $0.name == "rejected" }) {
                supply.inputs["rejected"] = [.output(of: id, name: "rejected")]
            }
        case .leftOut(let layers):
            if supply.inputs[training] == nil {
                supply.blocked = .leftOut(layers)
            } else {
                supply.lost[layer] = layers
            }
        case .waiting(let layers): supply.blocked = .waiting(layers)
        case nil: supply.blocked = .waiting([layer])
        }
    }
}

extension Operation {
    /// The raster that tells how sure the score is.
    var uncertainty: Output? {
        outputs.first { $0.kind == .raster && ["uncertainty", "deviation"].contains($0.name) }
    }
}
