import Campaign
import Operations

extension Planner {
    /// What each trained model sees in the targets, published beside its maps; `rules` cut them from the main model.
    mutating func addExplanations(
        of targets: JobInput, by main: CampaignFile.Model, _ rules: CampaignFile.Targets
    ) throws(PlanError) {
        for model in campaign.models where plannedModels.contains(model.name) {
            let id = Self.thing(of: model.name)
            let trained = try operation(model.operation, for: id).outputs.first { $0.name == "model" }
            guard let trained else { continue }
            let isMain = model.name == main.name
            let folder = isMain ? "" : "models/\(model.name)/"
            try add(
                "explanation/\(model.name)", "explain-targets",
                inputs: [
                    "evidence": evidenceRasters(of: model), "model": [.output(of: id, name: trained.name)],
                    "targets": [targets],
                ],
                parameters: [
                    "cut": .flag(isMain), "minimum_area": .number(rules.minimumArea),
                    "diagonal": .flag(rules.connectivity == .eight),
                ]
            ) { _ in ["explanation": "\(folder)explanation.json"] }
        }
    }
}
