import Campaign
import Operations

extension Planner {
    /// The model that targets are cut from, or else the first.
    var mainModel: CampaignFile.Model? {
        campaign.targets.map { targets in campaign.models.first { $0.name == targets.model } } ?? campaign.models.first
    }

    /// A job for each model whose layers are there, and what the main one still waits for.
    mutating func addModels() throws(PlanError) {
        for model in campaign.models { try add(model) }
        awaitLimits()
        if campaign.models.isEmpty {
            let awaited = campaign.layers.filter { layer in
                if case .waiting = things[layer.name] { true } else { false }
            }
            missing += awaited.map(waitingText)
            if missing.isEmpty && jobs.isEmpty { missing.append("waiting for a first file") }
        }
        for layer in campaign.layers {
            guard case .waiting = things[layer.name], !missing.contains(waitingText(layer)) else { continue }
            note("nothing was dropped for \(layer.name), which the targets do not need")
        }
        for layer in campaign.layers where !blamed.contains(layer.name) {
            guard case .leftOut = things[layer.name], !missing.contains(waitingText(layer)) else { continue }
            note("nothing was dropped for the optional layer \(layer.name)")
        }
    }

    /// What targets are ranked by is awaited, too: a run that forgot an exclusion would be wrong.
    private mutating func awaitLimits() {
        for name in Self.unique(campaign.targets?.references ?? []) {
            switch things[name] {
            case .waiting(let layers):
                missing += layers.compactMap(campaign.layer).map(waitingText).filter { !missing.contains($0) }
            case .leftOut(let layers):
                blamed.formUnion(layers)
                note(
                    "targets are ranked without \(name): nothing was dropped for the optional layer "
                        + Self.unique(layers).joined(separator: ", "))
            case .there, nil: continue
            }
        }
    }

    private mutating func add(_ model: CampaignFile.Model) throws(PlanError) {
        let id = "model/\(model.name)"
        let operation = try operation(model.operation, for: id)
        var supply = supply(of: model.inputs, for: operation)
        try addDecisions(of: model, operation, to: &supply)
        if operation.inputs.contains(where: { $0.name == "uncertainties" }), supply.inputs["uncertainties"] == nil {
            supply.inputs["uncertainties"] = uncertainties(of: model)
        }
        let isMain = model.name == mainModel?.name
        switch supply.blocked {
        case .waiting(let layers), .leftOut(let layers):
            let texts = layers.compactMap(campaign.layer).map(waitingText)
            if isMain {
                missing += texts
            } else {
                note("the model \(model.name) is left out: \(texts.joined(separator: ", "))")
            }
            things[Self.thing(of: model.name)] = .leftOut(layers)
        case .there, nil:
            noteLosses(supply, of: model.name)
            // A map is keyed by evidence: what is said of evidence that is not there would name nothing.
            let parameters = model.parameters.mapValues { value in
                value.map.map { map in
                    .map(map.filter { supply.lost[$0.key] == nil && supply.lost[Self.thing(of: $0.key)] == nil })
                } ?? value
            }
            try add(id, operation.name, inputs: supply.inputs, parameters: parameters)
            plannedModels.append(model.name)
            keepScore(of: model, operation)
        }
    }

    private func waitingText(_ layer: Layer) -> String {
        "waiting for \(layer.name): drop a file that matches \(layer.patternText)"
    }
}
