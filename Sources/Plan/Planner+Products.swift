import Campaign
import Operations
import Store

extension Planner {
    /// The jobs whose outputs are published.
    mutating func addProducts() throws(PlanError) {
        for evidence in campaign.evidence {
            try export(evidence.name)
            publishTables(of: evidence)
        }
        for model in campaign.models where plannedModels.contains(model.name) {
            // A layer that serves as evidence is published as such.
            for name in model.evidence { try export(name) }
            let isMain = model.name == mainModel?.name
            try exportModel(model, into: isMain ? "" : "models/\(model.name)/")
        }
        guard let model = mainModel, plannedModels.contains(model.name) else { return }
        let surfaces = try surfaces(of: model)
        let targets = try addTargets(of: model, surfaces)
        try addMapAndReport(of: model, surfaces, targets)
        try addCatalogueItem(of: surfaces)
    }

    /// The run's item for catalogues, where the campaign says of which time its data tell: a date is never invented.
    private mutating func addCatalogueItem(of surfaces: Surfaces) throws(PlanError) {
        guard let period = campaign.period else { return }
        let files = jobs.flatMap(\.products.values).filter { !$0.hasSuffix("*") }.sorted()
        try add(
            "product/stac", "write-stac", inputs: ["score": [surfaces.score]],
            parameters: [
                "id": .text(campaign.name), "title": .text(campaign.title), "start": .text(period.start),
                "end": .text(period.end), "assets": .list(files.map(ParameterValue.text)),
            ]
        ) { _ in ["item": "item.json"] }
    }

    /// The rasters of a model by their meaning, and its tables.
    private struct Surfaces {
        var score: JobInput
        var uncertainty: JobInput?
        var others: [(name: String, input: JobInput)] = []
        /// Tables and documents, by the output's name.
        var tables: [String: JobInput] = [:]
    }

    private func surfaces(of model: CampaignFile.Model) throws(PlanError) -> Surfaces {
        let id = "model/\(model.name)"
        let operation = try operation(model.operation, for: id)
        var surfaces = Surfaces(score: try output(.raster, of: id, operation))
        for output in operation.outputs {
            let input = JobInput.output(of: id, name: output.name)
            guard input != surfaces.score else { continue }
            switch output.kind {
            case .raster where ["uncertainty", "deviation"].contains(output.name) && surfaces.uncertainty == nil:
                surfaces.uncertainty = input
            case .raster: surfaces.others.append((output.name, input))
            case .table, .document: surfaces.tables[output.name] = input
            default: break
            }
        }
        return surfaces
    }

    private mutating func exportModel(_ model: CampaignFile.Model, into folder: String) throws(PlanError) {
        let surfaces = try surfaces(of: model)
        try export(surfaces.score, as: "\(folder)prospectivity", style: "prospectivity")
        if let uncertainty = surfaces.uncertainty {
            try export(uncertainty, as: "\(folder)uncertainty", style: "uncertainty")
        }
        for (name, input) in surfaces.others { try export(input, as: "\(folder)\(name)", style: "evidence") }
        guard let index = jobs.firstIndex(where: { $0.id == "model/\(model.name)" }) else { return }
        for name in surfaces.tables.keys { jobs[index].products[name] = "\(folder)\(name).*" }
    }

    /// What an evidence gives to be read: its tables and documents, as they are. `.*` takes the made file's ending.
    private mutating func publishTables(of evidence: CampaignFile.Evidence) {
        guard let index = jobs.firstIndex(where: { $0.id == "evidence/\(evidence.name)" }),
            let outputs = catalog.operations.first(where: { $0.name == evidence.operation })?.outputs
        else { return }
        for output in outputs where output.kind == .table || output.kind == .document {
            let suffix = outputs.count == 1 ? "" : "-\(output.name)"
            jobs[index].products[output.name] = "tables/\(evidence.name)\(suffix).*"
        }
    }

    /// Publishes a layer or evidence as evidence, once.
    private mutating func export(_ name: String) throws(PlanError) {
        guard case .there(let kinds) = things[name], let raster = kinds[.raster],
            !jobs.contains(where: { $0.id == "product/evidence/\(name)" })
        else { return }
        try export(raster, as: "evidence/\(name)", style: "evidence")
    }

    private mutating func export(_ raster: JobInput, as path: String, style: String) throws(PlanError) {
        try add("product/\(path)", "export-cog", inputs: ["in": [raster]], parameters: ["style": .text(style)]) {
            operation in
            let endings = ["out": "tif", "style": "qml"]
            let published = operation.outputs.compactMap { output in
                endings[output.name].map { (output.name, "\(path).\($0)") }
            }
            return Dictionary(published, uniquingKeysWith: { first, _ in first })
        }
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

    /// The targets as a table; `nil` where the campaign cuts none.
    private mutating func addTargets(
        of model: CampaignFile.Model, _ surfaces: Surfaces
    ) throws(PlanError) -> JobInput? {
        guard let rules = campaign.targets else { return nil }
        var inputs = ["score": [surfaces.score]]
        inputs["uncertainty"] = surfaces.uncertainty.map { [$0] }
        inputs["evidence"] = evidenceRasters(of: model)
        inputs["known"] = known(for: model).map { [$0] }
        inputs["contributions"] = try contributions(of: model, surfaces)
        var parameters: [String: ParameterValue] = [
            "minimum_area": .number(rules.minimumArea),
            "diagonal": .flag(rules.connectivity == .eight),
        ]
        switch rules.above {
        case .quantile(let share): parameters["quantile"] = .number(share)
        case .value(let score): parameters["above"] = .number(score)
        }
        let id = "targets/\(model.name)"
        let found = try output(.table, of: id, try add(id, "extract-targets", inputs: inputs, parameters: parameters))
        try add("product/targets", "write-targets", inputs: ["targets": [found]]) { _ in
            ["gpkg": "targets.gpkg", "geojson": "targets.geojson", "csv": "ranking.csv", "xlsx": "ranking.xlsx"]
        }
        try addExplanations(of: found, by: model, rules)
        return found
    }

    private mutating func addMapAndReport(
        of model: CampaignFile.Model, _ surfaces: Surfaces, _ targets: JobInput?
    ) throws(PlanError) {
        var inputs = ["score": [surfaces.score]]
        inputs["targets"] = targets.map { [$0] }
        inputs["known"] = known(for: model).map { [$0] }
        try add("product/map", "draw-map", inputs: inputs, parameters: ["title": .text(campaign.title)]) { _ in
            ["map": "map.png"]
        }
        inputs["map"] = [.output(of: "product/map", name: "map")]
        inputs["uncertainty"] = surfaces.uncertainty.map { [$0] }
        inputs["model"] = surfaces.tables["weights"].map { [$0] }
        inputs["evaluation"] = surfaces.tables["evaluation"].map { [$0] }
        inputs["evidence"] = evidenceRasters(of: model)
        try add("product/report", "write-report", inputs: inputs, parameters: reportParameters(of: model)) { _ in
            ["report": "report.html"]
        }
    }

    /// The rasters that a model takes: evidence, or the scores of models that it joins.
    func evidenceRasters(of model: CampaignFile.Model) -> [JobInput] {
        (model.inputs[model.evidenceInput] ?? []).compactMap { name in
            if case .there(let kinds) = things[name] { kinds[.raster] } else { nil }
        }
    }

    /// The model's training points, or else the first occurrences that were delivered.
    private func known(for model: CampaignFile.Model) -> JobInput? {
        let names = [model.training].compactMap(\.self) + campaign.layers.map(\.name)
        for case .there(let kinds) in names.compactMap({ things[$0] }) {
            if let occurrences = kinds[.occurrences] { return occurrences }
        }
        return nil
    }

    /// What the report tells besides its inputs: how the evidence was made, of which files, and what was left out.
    private func reportParameters(of model: CampaignFile.Model) -> [String: ParameterValue] {
        var evidence: [String: ParameterValue] = [:]
        for rule in campaign.evidence where model.evidence.contains(rule.name) {
            let inputs = rule.inputs.sorted { $0.key < $1.key }.flatMap(\.value)
            let settings = rule.parameters.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            evidence[rule.name] = .map([
                "operation": .text(rule.operation), "inputs": .list(inputs.map(ParameterValue.text)),
                "parameters": .list(settings.map(ParameterValue.text)),
            ])
        }
        var data: [String: ParameterValue] = [:]
        for drop in drops {
            data[drop.identity.hex] = .map([
                "name": .text(drop.name), "layer": .text(drop.layer),
                "facts": .map(drop.facts.mapValues(ParameterValue.text)),
            ])
        }
        return [
            "title": .text(campaign.title), "campaign": .text(campaign.name), "model": .text(model.operation),
            "evidence": .map(evidence), "data": .map(data), "notes": .list(notes.map(ParameterValue.text)),
        ]
    }
}
