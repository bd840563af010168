import Operations

/// The section `targets` while it is read.
struct TargetsReader {
    let section: Section
    let things: Things
    let catalog: Catalog
    let fileText: (String) throws -> String

    init(_ section: Section, things: Things, catalog: Catalog, fileText: @escaping (String) throws -> String) {
        self.section = section
        self.things = things
        self.catalog = catalog
        self.fileText = fileText
    }

    /// The rules, or `nil` after the reasons were added.
    func targets(of models: [String]) -> CampaignFile.Targets? {
        let model = section.required("of", "name a model").flatMap { Self.model($0, among: models) }
        let above = section.required("above", "write above: { quantile: 0.98 } or above: { value: 0.5 }")
            .flatMap(threshold)
        let core = section["core"].map(threshold)
        let area = section["minimum_area"].map { $0.quantity(.area) } ?? 0
        let connectivity = section["connectivity"].map(Self.connectivity) ?? .eight
        let split = section["split"].map { $0.number() }
        let simplify = section["simplify"].map { $0.number() } ?? 0
        let follows = section["follow"].map { $0.flag() } ?? false
        let value = section["value"].map(valuation)
        let access = section["access"].map(access)
        let exclusions = section["exclude"].map { constraints($0, areRisks: false) } ?? []
        let risks = section["risks"].map { constraints($0, areRisks: true) } ?? []
        let ranking = section["ranking"].map { parameters($0, of: "rank-targets") } ?? [:]
        let advice = section["advice"].map { parameters($0, of: "advise-surveys") } ?? [:]
        section.finish()
        guard let area, area >= 0 else {
            if area != nil {
                section["minimum_area"]?.add(.badValue, "an area is not below 0", remedy: "write it as 1 km2")
            }
            return nil
        }
        guard let model, let above, let connectivity, let simplify, let follows, let exclusions, let risks,
            let ranking, let advice, isReadable(core), isReadable(split), isReadable(value), isReadable(access)
        else { return nil }
        var targets = CampaignFile.Targets(
            model: model, above: above, core: core ?? nil, minimumArea: area, connectivity: connectivity,
            split: split ?? nil, simplify: simplify)
        targets.follows = follows
        targets.value = value ?? nil
        targets.access = access ?? nil
        targets.exclusions = exclusions
        targets.risks = risks
        targets.ranking = ranking
        targets.advice = advice
        return targets
    }

    /// Whether something is not there, or there and right.
    private func isReadable<Value>(_ found: Value??) -> Bool {
        if case .some(nil) = found { false } else { true }
    }

    private static func model(_ entry: Entry, among models: [String]) -> String? {
        guard let name = entry.text() else { return nil }
        guard models.contains(name) else {
            entry.add(
                .unknownName, "there is no model '\(name)'",
                remedy: models.isEmpty ? "declare it in models" : suggestion(for: name, among: models))
            return nil
        }
        return name
    }

    private func threshold(_ entry: Entry) -> CampaignFile.Targets.Threshold? {
        guard entry.isMapping else { return method(entry) }
        guard let section = entry.section() else { return nil }
        let quantile = section["quantile"].map { $0.number() }
        let value = section["value"].map { $0.number() }
        section.finish()
        switch (quantile, value) {
        case (.some(let quantile), nil):
            guard let quantile else { return nil }
            guard quantile > 0 && quantile < 1 else {
                section["quantile"]?.add(
                    .badValue, "\(entry.path).quantile is \(quantile)",
                    remedy: "write a share between 0 and 1, such as 0.98 for the best 2 %")
                return nil
            }
            return .quantile(quantile)
        case (nil, .some(let value)): return value.map(CampaignFile.Targets.Threshold.value)
        default:
            entry.add(
                .missingKey, "\(entry.path) needs one of quantile and value",
                remedy: "write { quantile: 0.98 } or { value: 0.5 }")
            return nil
        }
    }

    /// A word names a method; a core has none.
    private func method(_ entry: Entry) -> CampaignFile.Targets.Threshold? {
        let methods = entry.name == "above" ? ["prediction-area", "concentration-area"] : []
        guard let word = entry.text() else { return nil }
        guard methods.contains(word) else {
            entry.add(
                .badValue, "\(entry.path) cannot be '\(word.prefix(60))'",
                remedy: (methods + ["{ quantile: 0.98 }", "{ value: 0.5 }"]).joined(separator: ", or ").with("write "))
            return nil
        }
        return .method(word)
    }

    private static func connectivity(_ entry: Entry) -> CampaignFile.Targets.Connectivity? {
        guard let number = entry.integer(in: 0...8) else { return nil }
        guard let connectivity = CampaignFile.Targets.Connectivity(rawValue: number) else {
            entry.add(
                .badValue, "\(entry.path) is \(number)",
                remedy: "write 4 (cells that share an edge) or 8 (corners, too)")
            return nil
        }
        return connectivity
    }
}

extension String {
    fileprivate func with(_ prefix: String) -> String { prefix + self }
}
