import Operations

/// An entry of `models` while it is read.
struct ModelRule {
    let name: String
    let section: Section
    private let operation: Operation?

    init(_ section: Section, named name: String, catalog: Catalog) {
        self.name = name
        self.section = section
        self.operation = section.operation(in: catalog)
    }

    /// The model, or `nil` after the reasons were added. `earlier` names the models that stand above it.
    func model(of things: Things, earlier: [String]) -> CampaignFile.Model? {
        guard let operation else { return nil }
        if let scores = operation.inputs.first(where: { $0.name == "scores" && $0.kind == .raster && $0.isMany }) {
            return ensemble(of: earlier, by: operation, into: scores)
        }
        let evidenceInput = Self.input("evidence", of: operation) { $0.kind == .raster && $0.isMany }
        guard let evidenceInput, operation.outputs.contains(where: { $0.kind == .raster }) else {
            section["op"]?.add(
                .wrongKind, "\(operation.name) is no deposit model: it does not combine rasters",
                remedy: "move it to evidence, or name a model such as weights-of-evidence")
            return nil
        }
        let trainingInput = Self.input("training", of: operation) { $0.kind == .occurrences }
        var inputs: [String: [String]] = [:]
        var isRight = true
        let decisions = section["decisions"]
        for input in operation.inputs {
            let key =
                switch input.name {
                case evidenceInput.name: "evidence"
                case trainingInput?.name: "training"
                default: input.name
                }
            // Decisions alone are training, too.
            let isOptional = input.isOptional || (key == "training" && decisions != nil)
            guard let entry = isOptional ? section[key] : required(key, for: input) else {
                isRight = isRight && isOptional
                continue
            }
            let names = references(entry, input, operation, things)
            inputs[input.name] = names
            isRight = isRight && names != nil
        }
        if trainingInput == nil {
            for entry in [section["training"], decisions].compactMap(\.self) {
                entry.add(
                    .unknownKey, "\(operation.name) learns from no training points", remedy: "remove '\(entry.name)'")
            }
        }
        let reviewed = decisions.flatMap { self.reviewed($0, things) }
        isRight = isRight && (decisions == nil || reviewed != nil)
        let inner = section["set"]?.section()
        let reserved: Set<String> = ["op", "evidence", "training", "decisions", "set"]
        let reader = ParameterReader(
            operation, in: section, inner: inner, reserved: reserved.union(operation.inputs.map(\.name)))
        let parameters = reader.read()
        section.finish()
        inner?.finish()
        if isRight, let evidence = inputs[evidenceInput.name] { refuseStrangers(to: evidence, of: operation, inner) }
        guard isRight, let parameters else { return nil }
        return CampaignFile.Model(
            name: name, operation: operation.name, inputs: inputs, evidenceInput: evidenceInput.name,
            trainingInput: trainingInput?.name, parameters: parameters, decisions: reviewed)
    }

    /// The input of this name, else the first that is meant by it.
    private static func input(
        _ name: String, of operation: Operation, where isMeant: (Operation.Input) -> Bool
    ) -> Operation.Input? {
        operation.inputs.first { $0.name == name } ?? operation.inputs.first(where: isMeant)
    }

    private func required(_ key: String, for input: Operation.Input) -> Entry? {
        section.required(key, "write \(key): \(input.isMany ? "[NAME, NAME]" : "NAME") (\(input.summary))")
    }

    /// The names for an input, or `nil` after the reasons were added.
    private func references(
        _ entry: Entry, _ input: Operation.Input, _ operation: Operation, _ things: Things
    ) -> [String]? {
        let references = Reference.list(entry)
        var isRight = !references.isEmpty
        var seen: Set<String> = []
        for reference in references {
            if !seen.insert(reference.name).inserted {
                reference.entry.add(.duplicateKey, "'\(reference.name)' is named twice", remedy: "keep one")
                isRight = false
            }
            isRight = reference.fits(input, of: operation, things) && isRight
        }
        if references.count > 1 && !input.isMany {
            entry.add(.badValue, "\(entry.path) names \(references.count)", remedy: "name one")
            isRight = false
        }
        return isRight ? references.map(\.name) : nil
    }

    /// A map among a model's parameters is keyed by its evidence: another key is a finding.
    func refuseStrangers(to evidence: [String], of operation: Operation, _ inner: Section?) {
        for parameter in operation.parameters where parameter.type == .map {
            guard let entry = inner?[parameter.name] ?? section[parameter.name], entry.isMapping,
                let map = entry.section()
            else { continue }
            for (key, value) in map.all where !evidence.contains(key) {
                entry.findings.add(
                    .unknownName, at: map.place(of: key), key: value.path,
                    "'\(key)' in \(entry.path) is no evidence of this model",
                    remedy: suggestion(for: key, among: evidence))
            }
        }
    }
}
