extension CampaignFile {
    /// The one layer that a drop of this name belongs to; an error where there is none, or more than one.
    package func layer(forName name: String) throws(CampaignError) -> Layer {
        let found = layers.filter { $0.matches(name) }
        if let layer = found.first, found.count == 1 { return layer }
        let problem: CampaignError.Problem
        if found.isEmpty {
            let patterns = layers.map { "\($0.patternText) for \($0.name)" }.joined(separator: ", ")
            problem = .init(
                code: .noLayer, file: name, place: nil, key: "layers",
                reason: "no layer of the campaign matches this name",
                remedy: "rename it to match one of: \(patterns)")
        } else {
            let names = found.map { "\($0.name) (\($0.patternText))" }.joined(separator: " and ")
            problem = .init(
                code: .severalLayers, file: name, place: nil, key: "layers",
                reason: "the name matches more than one layer: \(names)",
                remedy: "rename the file, or make the patterns narrower in the campaign file")
        }
        throw CampaignError(problems: [problem])
    }

    /// The layer of this name.
    package func layer(_ name: String) -> Layer? {
        layers.first { $0.name == name }
    }
}

extension Layer {
    /// Its patterns, for a message.
    package var patternText: String { patterns.map(\.text).joined(separator: " or ") }
}
