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
        try addTargetFiles(of: model, surfaces, targets)
        try addMapAndReport(of: model, surfaces, targets)
        try addProject(of: model, surfaces, targets)
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
    struct Surfaces {
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

    mutating func export(_ raster: JobInput, as path: String, style: String) throws(PlanError) {
        try add("product/\(path)", "export-cog", inputs: ["in": [raster]], parameters: ["style": .text(style)]) {
            operation in
            let endings = ["out": "tif", "style": "qml"]
            let published = operation.outputs.compactMap { output in
                endings[output.name].map { (output.name, "\(path).\($0)") }
            }
            return Dictionary(published, uniquingKeysWith: { first, _ in first })
        }
    }

    /// The targets as the programs of people and receivers open them.
    private mutating func addTargetFiles(
        of model: CampaignFile.Model, _ surfaces: Surfaces, _ ranked: Ranked?
    ) throws(PlanError) {
        guard let ranked else { return }
        try add(
            "product/targets", "write-targets",
            inputs: ["targets": [ranked.targets], "assessments": [ranked.assessments]]
        ) { _ in
            ["gpkg": "targets.gpkg", "geojson": "targets.geojson", "csv": "ranking.csv", "xlsx": "ranking.xlsx"]
        }
        var inputs = ["targets": [ranked.targets], "score": [surfaces.score]]
        inputs["known"] = known(for: model).map { [$0] }
        try add("product/field", "write-field-files", inputs: inputs, parameters: ["title": .text(campaign.title)]) {
            _ in ["gpx": "targets.gpx", "kmz": "targets.kmz"]
        }
    }

    private mutating func addMapAndReport(
        of model: CampaignFile.Model, _ surfaces: Surfaces, _ ranked: Ranked?
    ) throws(PlanError) {
        var inputs = ["score": [surfaces.score]]
        inputs["targets"] = ranked.map { [$0.targets] }
        inputs["known"] = known(for: model).map { [$0] }
        try add("product/map", "draw-map", inputs: inputs, parameters: ["title": .text(campaign.title)]) { _ in
            ["map": "map.png", "sheet": "map.pdf"]
        }
        inputs["map"] = [.output(of: "product/map", name: "map")]
        inputs["assessments"] = ranked.map { [$0.assessments] }
        inputs["uncertainty"] = surfaces.uncertainty.map { [$0] }
        inputs["model"] = surfaces.tables["weights"].map { [$0] }
        let evaluations = try evaluations()
        if !evaluations.isEmpty { inputs["evaluation"] = evaluations }
        inputs["evidence"] = evidenceRasters(of: model)
        try add("product/report", "write-report", inputs: inputs, parameters: reportParameters(of: model)) { _ in
            ["report": "report.html", "paper": "report.pdf"]
        }
    }

    /// How well each model of the run does, called by the model's name, in the campaign's order.
    private func evaluations() throws(PlanError) -> [JobInput] {
        var found: [JobInput] = []
        for model in campaign.models where plannedModels.contains(model.name) {
            guard case .output(let job, let name)? = try surfaces(of: model).tables["evaluation"] else { continue }
            found.append(.named(model.name, of: job, name: name))
        }
        return found
    }

    /// The project that opens what the run published, styled.
    private mutating func addProject(
        of model: CampaignFile.Model, _ surfaces: Surfaces, _ ranked: Ranked?
    ) throws(PlanError) {
        var inputs = ["score": [surfaces.score], "evidence": evidenceRasters(of: model)]
        inputs["uncertainty"] = surfaces.uncertainty.map { [$0] }
        try add(
            "product/project", "write-project", inputs: inputs,
            parameters: ["title": .text(campaign.title), "targets": .flag(ranked != nil)]
        ) { _ in ["project": "campaign.qgs"] }
    }

    /// The rasters that a model takes: evidence, or the scores of models that it joins.
    func evidenceRasters(of model: CampaignFile.Model) -> [JobInput] {
        (model.inputs[model.evidenceInput] ?? []).compactMap { name in
            if case .there(let kinds) = things[name] { kinds[.raster] } else { nil }
        }
    }

    /// The model's training points, or else the first occurrences that were delivered.
    func known(for model: CampaignFile.Model) -> JobInput? {
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
            "main": .text(model.name), "evidence": .map(evidence), "data": .map(data),
            "notes": .list(notes.map(ParameterValue.text)),
        ]
    }
}
