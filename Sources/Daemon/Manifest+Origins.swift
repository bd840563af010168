import Store

extension Manifest {
    /// The step that made an evidence or layer of this name.
    package func step(named name: String) -> Step? {
        ["evidence/\(name)", "layer/\(name)"].lazy.compactMap { id in steps.first { $0.id == id } }.first
    }

    /// The dropped files from which a step was made, through all steps before it: name and SHA-256.
    package func files(behind id: String?) -> [String: String] {
        var found: [String: String] = [:]
        var waiting = [id].compactMap(\.self)
        var seen: Set<String> = []
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted, let step = steps.first(where: { $0.id == next }) else { continue }
            if let layer = step.id.split(separator: "/").last {
                for input in inputs where input.layer == layer && step.isIntake {
                    for (name, sha) in input.files { found[name] = sha.hex }
                }
            }
            waiting += step.inputs.values.joined().compactMap { reference in
                reference.hasPrefix("sha256:") ? nil : reference.split(separator: "#").first.map(String.init)
            }
        }
        return found
    }
}

extension Manifest.Step {
    /// Whether it read dropped files.
    fileprivate var isIntake: Bool {
        inputs.values.joined().contains { $0.hasPrefix("sha256:") }
    }
}
