import Operations

extension ModelRule {
    /// A model of models, which names those that stand above it.
    func ensemble(
        of earlier: [String], by operation: Operation, into scores: Operation.Input
    ) -> CampaignFile.Model? {
        let entry = section.required("models", "write models: [NAME, NAME] (\(scores.summary))")
        let references = entry.map(Reference.list) ?? []
        var names: [String] = []
        for reference in references {
            if names.contains(reference.name) {
                reference.entry.add(.duplicateKey, "'\(reference.name)' is named twice", remedy: "keep one")
            } else if !earlier.contains(reference.name) {
                reference.entry.add(
                    .unknownName, "no model '\(reference.name)' stands above \(name)",
                    remedy: earlier.isEmpty
                        ? "write the models that it joins above it" : suggestion(for: reference.name, among: earlier))
            }
            names.append(reference.name)
        }
        if let entry, references.count == 1 {
            entry.add(.badValue, "\(entry.path) names one model", remedy: "name two or more")
        }
        let inner = section["set"]?.section()
        let reserved: Set<String> = ["op", "models", "set"]
        let parameters = ParameterReader(
            operation, in: section, inner: inner, reserved: reserved.union(operation.inputs.map(\.name))
        ).read()
        section.finish(elsewhere: [
            "evidence": "a model of models takes models: [NAME, NAME]",
            "training": "the models that it joins have learned; remove 'training'",
        ])
        inner?.finish()
        refuseStrangers(to: names, of: operation, inner)
        guard let parameters, section.entry.findings.isEmpty else { return nil }
        return CampaignFile.Model(
            name: name, operation: operation.name, inputs: [scores.name: names.map(CampaignFile.Model.reference)],
            evidenceInput: scores.name, trainingInput: nil, parameters: parameters)
    }

    /// The layer of reviewed targets that a model learns from; `nil` after the reasons were added.
    func reviewed(_ entry: Entry, _ things: Things) -> String? {
        let references = Reference.list(entry)
        guard references.count == 1, let reference = references.first else {
            if references.count > 1 {
                entry.add(.badValue, "\(entry.path) names \(references.count)", remedy: "name one layer")
            }
            return nil
        }
        guard let provided = reference.provided(by: things) else { return nil }
        guard provided.isEmpty || Operation.Kind.vector.accepts(provided) else {
            reference.entry.add(
                .wrongKind,
                "decisions are read from points or polygons, and \(reference.name) gives "
                    + provided.map(\.phrase).joined(separator: " or "),
                remedy: "declare the layer with kind: points")
            return nil
        }
        return reference.name
    }
}

extension CampaignFile.Model {
    private static let prefix = "model/"

    /// How another model names the score of this one.
    static func reference(to name: String) -> String { prefix + name }

    /// Names of the models that it joins; empty for one that takes evidence.
    package var joined: [String] {
        (inputs[evidenceInput] ?? []).filter { $0.hasPrefix(Self.prefix) }.map {
            String($0.dropFirst(Self.prefix.count))
        }
    }
}
