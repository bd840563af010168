/// Why a target is in one run and not in another, from what stands at its centre in both and from what changed.
struct TargetReasons {
    private let changes: ManifestChanges
    private let before: Cut
    private let after: Cut

    /// How a run's targets were cut.
    private struct Cut {
        var step: String?
        var model: String?
        var threshold: Double?

        init(_ manifest: Manifest) {
            let step = manifest.steps.first { $0.operation == "extract-targets" }
            self.step = step?.id
            threshold = step?.figures["threshold"]
            model = step?.inputs["score"]?.first?.split(separator: "#").first.map(String.init)
        }
    }

    init(from old: Manifest, to new: Manifest) {
        changes = ManifestChanges(from: old, to: new)
        before = Cut(old)
        after = Cut(new)
    }

    /// Sentences: the score, then the evidence that is another there, then what else changed.
    func why(_ values: RunComparer.PlaceValues, hasGone: Bool) -> [String] {
        [score(values, hasGone: hasGone)].compactMap(\.self) + evidence(values) + rules()
    }

    private func score(_ values: RunComparer.PlaceValues, hasGone: Bool) -> String? {
        let run = hasGone ? "now" : "before"
        guard let old = values.before, let new = values.after else {
            let has = values.before == nil ? "before" : "now"
            return "its centre had no score \(has)"
        }
        let moved = "the score at its centre went from \(text(old)) to \(text(new))"
        guard let limits = before.threshold.flatMap({ a in after.threshold.map { (a, $0) } }) else { return moved }
        let (other, limit) = hasGone ? (new, limits.1) : (old, limits.0)
        let threshold =
            limits.0 == limits.1
            ? "the threshold is \(text(limit))" : "the threshold went from \(text(limits.0)) to \(text(limits.1))"
        return other < limit
            ? "\(moved); \(threshold)"
            : "\(moved), \(run) at or above the threshold of \(text(limit)): its area was too small, or part of another"
    }

    /// Evidence that has another value at the place, the most changed first, each with what it was changed by.
    private func evidence(_ values: RunComparer.PlaceValues) -> [String] {
        let names = Set(values.layersBefore.keys).union(values.layersAfter.keys).sorted()
        return names.compactMap { name in
            let (old, new) = (values.layersBefore[name], values.layersAfter[name])
            guard old != new else { return nil }
            let causes = ["evidence/\(name)", "layer/\(name)"].flatMap(changes.causes)
            let moved = "\(name) went from \(old.map(text) ?? "nothing") to \(new.map(text) ?? "nothing") there"
            return causes.isEmpty ? moved : "\(moved) (\(causes.joined(separator: ", ")))"
        }
    }

    /// What changed in the model and in the rules by which targets are cut.
    private func rules() -> [String] {
        let ids = [after.model ?? before.model, after.step ?? before.step].compactMap(\.self)
        return changes.own.filter { ids.contains($0.id) }.map { "\($0.id): \($0.differences.joined(separator: "; "))" }
    }

    /// To three digits behind the point.
    private func text(_ value: Double) -> String {
        guard abs(value) < 1e12 else { return "\(value)" }
        return "\((value * 1000).rounded() / 1000)"
    }
}
