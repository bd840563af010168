import Operations

/// What targets are ranked by besides their score: value, access, limits and weights.
extension TargetsReader {
    func valuation(_ entry: Entry) -> CampaignFile.Targets.Valuation? {
        guard let section = entry.section() else { return nil }
        let model = section.required("model", "write model: Models/porphyry-copper.yaml").flatMap(document)
        let prices = section["prices"].map(document)
        let parameters = parameters(in: section, of: "value-targets", reserved: ["model", "prices"])
        section.finish()
        guard let model, let parameters else { return nil }
        if case .some(nil) = prices { return nil }
        return CampaignFile.Targets.Valuation(model: model, prices: prices ?? nil, parameters: parameters)
    }

    private func document(_ entry: Entry) -> CampaignFile.Targets.Document? {
        guard let path = entry.text() else { return nil }
        do {
            return .init(path: path, text: try fileText(path))
        } catch {
            entry.add(
                .badValue, "the file '\(path.prefix(200))' cannot be read: \(error)",
                remedy: "write the path of a file beside the campaign, or of the installed Models and Prices")
            return nil
        }
    }

    func access(_ entry: Entry) -> CampaignFile.Targets.Access? {
        guard let section = entry.section() else { return nil }
        let destinations = section.required("to", "write to: { road: LAYER, port: LAYER }").flatMap(destinations)
        let elevation = section["elevation"].map { reference($0, .raster) }
        let roads = section["roads"].map { references($0, .vector) } ?? []
        let barriers = section["barriers"].map { reference($0, .raster) }
        let parameters = parameters(
            in: section, of: "travel-time", reserved: ["to", "elevation", "roads", "barriers"])
        section.finish()
        guard let destinations, let roads, let parameters else { return nil }
        if case .some(nil) = elevation { return nil }
        if case .some(nil) = barriers { return nil }
        return CampaignFile.Targets.Access(
            destinations: destinations, elevation: elevation ?? nil, roads: roads, barriers: barriers ?? nil,
            parameters: parameters)
    }

    private func destinations(_ entry: Entry) -> [CampaignFile.Targets.Access.Destination]? {
        guard let section = entry.section() else { return nil }
        if section.all.isEmpty {
            entry.add(.missingKey, "\(entry.path) names no destination", remedy: "write { road: LAYER }")
            return nil
        }
        let found = section.all.map { name, entry in
            reference(entry, .vector).map { CampaignFile.Targets.Access.Destination(name: name, of: $0) }
        }
        return found.contains(nil) ? nil : found.compactMap(\.self)
    }

    func constraints(_ entry: Entry, areRisks: Bool) -> [CampaignFile.Targets.Constraint]? {
        guard let section = entry.section() else { return nil }
        let found = section.all.map { name, entry in
            constraint(named: name, entry, isRisk: areRisks)
        }
        return found.contains(nil) ? nil : found.compactMap(\.self)
    }

    private func constraint(named name: String, _ entry: Entry, isRisk: Bool) -> CampaignFile.Targets.Constraint? {
        guard let section = entry.section() else { return nil }
        let of = section.required("of", "name a layer or evidence").flatMap { reference($0, .raster, or: .vector) }
        let source = section.required("source", "say where it is from: source: \"WDPA, May 2024\"")?.text()
        let weight = isRisk ? section["weight"].map { $0.number() } : nil
        section.finish(elsewhere: isRisk ? [:] : ["weight": "an exclusion has none; a layer that weighs goes to risks"])
        if case .some(nil) = weight { return nil }
        if let weight = weight ?? nil, !(0...1).contains(weight) {
            section["weight"]?.add(.badValue, "a weight is between 0 and 1", remedy: "write such as 0.5")
            return nil
        }
        guard let of, let source else { return nil }
        return CampaignFile.Targets.Constraint(name: name, of: of, weight: weight ?? nil, source: source)
    }

    /// What is set on an operation in a section of its own; only what stands there.
    func parameters(_ entry: Entry, of name: String) -> [String: ParameterValue]? {
        guard let section = entry.section() else { return nil }
        let written = Set(section.all.map(\.name))
        let parameters = parameters(in: section, of: name, reserved: ["sources", "risk_weights"])
        section.finish(elsewhere: [
            "sources": "write source: in each of exclude and risks",
            "risk_weights": "write weight: in each of risks",
        ])
        return parameters?.filter { written.contains($0.key) }
    }

    private func parameters(
        in section: Section, of name: String, reserved: Set<String>
    ) -> [String: ParameterValue]? {
        do {
            return ParameterReader(try catalog.operation(name), in: section, reserved: reserved).read()
        } catch {
            section.entry.add(
                .unknownName, "\(section.entry.path) needs \(name), which is not installed",
                remedy: "install gossan and gossan-worker of the same version")
            return nil
        }
    }

    /// The name of one thing of one of these kinds, or `nil` after the reason was added.
    private func reference(_ entry: Entry, _ kinds: Operation.Kind..., or other: Operation.Kind? = nil) -> String? {
        guard let name = entry.text() else { return nil }
        let wanted = kinds + [other].compactMap(\.self)
        guard let provided = Reference(name: name, entry: entry).provided(by: things) else { return nil }
        guard provided.isEmpty || wanted.contains(where: { $0.accepts(provided) }) else {
            entry.add(
                .wrongKind,
                "\(entry.path) takes \(wanted.map(\.phrase).joined(separator: " or ")), and \(name) gives "
                    + provided.map(\.phrase).joined(separator: " or "),
                remedy: "name a layer or evidence of that kind")
            return nil
        }
        return name
    }

    private func references(_ entry: Entry, _ kind: Operation.Kind) -> [String]? {
        guard let items = entry.items() else { return nil }
        let found = items.map { reference($0, kind) }
        return found.contains(nil) ? nil : found.compactMap(\.self)
    }
}
