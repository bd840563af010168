import Operations

extension CampaignFile.Targets {
    /// The rules of a section, or `nil` after the reasons were added.
    static func read(_ section: Section, models: [String]) -> CampaignFile.Targets? {
        let model = section.required("of", "name a model").flatMap { Self.model($0, among: models) }
        let above = section.required("above", "write above: { quantile: 0.98 } or above: { value: 0.5 }")
            .flatMap(Self.threshold)
        let area = section["minimum_area"].map { $0.quantity(.area) } ?? 0
        let connectivity = section["connectivity"].map(Self.connectivity) ?? .eight
        section.finish()
        guard let area, area >= 0 else {
            if area != nil {
                section["minimum_area"]?.add(.badValue, "an area is not below 0", remedy: "write it as 1 km2")
            }
            return nil
        }
        guard let model, let above, let connectivity else { return nil }
        return CampaignFile.Targets(model: model, above: above, minimumArea: area, connectivity: connectivity)
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

    private static func threshold(_ entry: Entry) -> Threshold? {
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
        case (nil, .some(let value)): return value.map(Threshold.value)
        default:
            entry.add(
                .missingKey, "\(entry.path) needs one of quantile and value",
                remedy: "write { quantile: 0.98 } or { value: 0.5 }")
            return nil
        }
    }

    private static func connectivity(_ entry: Entry) -> Connectivity? {
        guard let number = entry.integer(in: 0...8) else { return nil }
        guard let connectivity = Connectivity(rawValue: number) else {
            entry.add(
                .badValue, "\(entry.path) is \(number)",
                remedy: "write 4 (cells that share an edge) or 8 (corners, too)")
            return nil
        }
        return connectivity
    }
}
