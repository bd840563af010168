import Operations

/// Which steps of a later run are others than those of an earlier one, and through which each was made anew.
struct ManifestChanges {
    /// Steps that differ in themselves, in the order of the later run; those that only the earlier one has at the end.
    private(set) var own: [RunComparison.Step] = []
    /// Steps that differ only by what they were made from.
    private(set) var remade: [String] = []

    private let before: [String: Manifest.Step]
    private let after: [String: Manifest.Step]

    init(from old: Manifest, to new: Manifest) {
        before = Dictionary(old.steps.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        after = Dictionary(new.steps.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for step in new.steps {
            let differences = Self.differences(before[step.id], step)
            if !differences.isEmpty {
                own.append(.init(id: step.id, differences: differences))
            } else if before[step.id]?.key != step.key {
                remade.append(step.id)
            }
        }
        for step in old.steps where after[step.id] == nil {
            own.append(.init(id: step.id, differences: ["no longer made"]))
        }
    }

    /// The changed steps before a step, itself included: what its result differs by, in words.
    func causes(of id: String) -> [String] {
        var found: [String] = []
        var waiting = [id]
        var seen: Set<String> = []
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted else { continue }
            if let step = own.first(where: { $0.id == next }) {
                found.append("\(next): \(step.differences.joined(separator: "; "))")
            }
            let references = [before[next], after[next]].compactMap(\.self).flatMap(\.references)
            waiting += Set(references).sorted().reversed()
        }
        return found
    }

    /// Whether a step has another result than before.
    func isOther(_ id: String) -> Bool { before[id]?.key != after[id]?.key }

    private static func differences(_ old: Manifest.Step?, _ new: Manifest.Step) -> [String] {
        guard let old else { return ["new"] }
        var words: [String] = []
        if old.operation != new.operation {
            words.append("operation: \(old.operation) → \(new.operation)")
        } else if old.version != new.version {
            words.append("\(new.operation) of version \(old.version) → \(new.version)")
        }
        for name in Set(old.parameters.keys).union(new.parameters.keys).sorted() {
            let (first, second) = (old.parameters[name], new.parameters[name])
            // What the report and the item tell is made from the run itself: it is no cause.
            guard first != second, !new.id.hasPrefix("product/") else { continue }
            words.append("\(name): \(text(first)) → \(text(second))")
        }
        for name in Set(old.inputs.keys).union(new.inputs.keys).sorted() {
            let (first, second) = (old.inputs[name] ?? [], new.inputs[name] ?? [])
            guard first != second, !new.id.hasPrefix("product/") else { continue }
            let dropped = (first + second).contains { $0.hasPrefix("sha256:") }
            if dropped {
                words.append("other files")
            } else {
                let (gone, come) = (first.filter { !second.contains($0) }, second.filter { !first.contains($0) })
                words += gone.map { "without \(plain($0))" } + come.map { "with \(plain($0))" }
                if gone.isEmpty && come.isEmpty { words.append("\(name) in another order") }
            }
        }
        return words
    }

    private static func text(_ value: ParameterValue?) -> String { value.map { "\($0)" } ?? "none" }

    /// A reference without the output's name.
    private static func plain(_ reference: String) -> String {
        reference.split(separator: "#").first.map(String.init) ?? reference
    }
}

extension Manifest.Step {
    /// Ids of the steps that it was made from.
    var references: [String] {
        inputs.values.joined().compactMap { reference in
            reference.hasPrefix("sha256:") ? nil : reference.split(separator: "#").first.map(String.init)
        }
    }
}
