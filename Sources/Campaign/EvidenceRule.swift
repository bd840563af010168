import Operations

/// An entry of `evidence` while it is read: its operation and names are known before what they mean.
struct EvidenceRule {
    private static let reserved: Set<String> = ["op", "of", "set"]

    let name: String
    let operation: Operation?
    private let section: Section
    private let plain: [Reference]
    private let mapped: [(input: String, entry: Entry, references: [Reference])]

    init(_ section: Section, named name: String, catalog: Catalog) {
        self.name = name
        self.section = section
        self.operation = section.operation(in: catalog)
        guard let of = section["of"] else {
            plain = []
            mapped = []
            return
        }
        if of.isMapping, let inputs = of.section() {
            plain = []
            if inputs.all.isEmpty {
                of.add(.missingKey, "\(of.path) names nothing", remedy: "write the name of a layer or evidence")
            }
            mapped = inputs.all.map { ($0.name, $0.entry, Reference.list($0.entry)) }
        } else {
            plain = Reference.list(of)
            mapped = []
        }
    }

    /// All names that it is made from.
    var references: [String] { (plain + mapped.flatMap(\.references)).map(\.name) }

    /// The evidence, or `nil` after the reasons were added.
    func evidence(of things: Things) -> CampaignFile.Evidence? {
        guard let operation else {
            // What else is wrong with it is not known; names can be checked.
            for reference in plain + mapped.flatMap(\.references) { _ = reference.provided(by: things) }
            return nil
        }
        guard !operation.outputs.isEmpty, operation.family != .product else {
            section["op"]?.add(
                .wrongKind, "\(operation.name) gives no evidence",
                remedy: "name a transform; 'gossan op list' shows all")
            return nil
        }
        let inner = section["set"]?.section()
        let parameters = ParameterReader(operation, in: section, inner: inner, reserved: Self.reserved).read()
        section.finish()
        inner?.finish()
        guard let inputs = inputs(of: operation, things), let parameters else { return nil }
        return CampaignFile.Evidence(
            name: name, operation: operation.name, inputs: inputs, parameters: parameters)
    }

    func refuseCycle(_ ring: [String]) {
        (section["of"] ?? section.entry).add(
            .cycle, "evidence is made from itself: \(ring.joined(separator: " ← "))",
            remedy: "name a layer or other evidence in one of them")
    }

    private func inputs(of operation: Operation, _ things: Things) -> [String: [String]]? {
        let chosen = mapped.isEmpty ? plainInputs(of: operation, things) : mappedInputs(of: operation, things)
        guard let chosen else { return nil }
        // Each of several inputs may be optional, and yet one has to be there.
        if chosen.isEmpty, let input = operation.inputs.first {
            _ = section.required("of", "write of: NAME (\(input.summary))")
            return nil
        }
        do {
            try operation.checkInputs(chosen.mapValues(\.count))
            return chosen
        } catch {
            (section["of"] ?? section.entry).add(
                error.code == .missingInput ? .missingKey : .badValue, "\(section.entry.path): \(error.reason)",
                remedy: error.remedy)
            return nil
        }
    }

    /// The first input that takes all the names; nothing where no name is given.
    private func plainInputs(of operation: Operation, _ things: Things) -> [String: [String]]? {
        guard !plain.isEmpty else { return section["of"] == nil ? [:] : nil }
        let provided = plain.map { $0.provided(by: things) }
        guard !provided.contains(nil) else { return nil }
        let kinds = provided.compactMap(\.self)
        // Where a mistake elsewhere hides what a name gives, there is nothing to check.
        guard kinds.allSatisfy({ !$0.isEmpty }) else { return nil }
        let fitting = operation.inputs.first { input in
            (plain.count == 1 || input.isMany) && kinds.allSatisfy { input.kind.accepts($0) }
        }
        if let fitting { return [fitting.name: plain.map(\.name)] }
        let wanted = operation.inputs.map { "\($0.name) (\($0.isMany ? "one or more, each " : "")\($0.kind.phrase))" }
        let given = zip(plain, kinds).map { reference, kinds in
            "\(reference.name) (\(kinds.map(\.phrase).joined(separator: " or ")))"
        }
        (section["of"] ?? section.entry).add(
            .wrongKind, "\(operation.name) does not take \(given.joined(separator: ", "))",
            remedy: operation.inputs.isEmpty
                ? "remove 'of'" : "give \(wanted.joined(separator: ", ")); several by name: of: { INPUT: NAME }")
        return nil
    }

    private func mappedInputs(of operation: Operation, _ things: Things) -> [String: [String]]? {
        var inputs: [String: [String]] = [:]
        var isRight = true
        for (name, entry, references) in mapped {
            guard let input = operation.inputs.first(where: { $0.name == name }) else {
                let known = operation.inputs.map(\.name)
                entry.add(
                    .unknownKey, "\(operation.name) has no input '\(name)'",
                    remedy: known.isEmpty ? "it has none" : suggestion(for: name, among: known))
                isRight = false
                continue
            }
            for reference in references where !reference.fits(input, of: operation, things) { isRight = false }
            inputs[name] = references.map(\.name)
            if references.isEmpty { isRight = false }
        }
        return isRight ? inputs : nil
    }
}
