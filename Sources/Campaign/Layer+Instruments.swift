package import Operations

extension Layer {
    /// What a file of readings does not say of itself; `false` where nothing can be told of what builds on the layer.
    mutating func readReadings(_ section: Section, catalog: Catalog) -> Bool {
        channel = section["channel"].flatMap { $0.text() }
        timeZone = section["time_zone"].flatMap(Self.timeZone)
        dayFirst = section["day_first"].flatMap { $0.flag() }
        columns = section["columns"].map { $0.texts() ?? [] } ?? []
        heightUnit = section["height_unit"].flatMap { $0.choice(HeightUnit.self)?.rawValue }
        guard let entry = section["grid"] else { return true }
        gridding = entry.section().flatMap { Gridding.read($0, catalog: catalog) }
        if let gridding, gridding.parameters["channel"] == nil {
            // Without a grid all channels are kept, for the corrections that take them.
            _ = section.required("channel", "name the column that is meant, such as channel: total_field")
        }
        return gridding != nil
    }

    private enum HeightUnit: String, CaseIterable { case m, ft }

    /// `Z` or an offset of ISO 8601: whole zones such as Mexico change twice a year, and a file's clock does not.
    private static func timeZone(_ entry: Entry) -> String? {
        guard let text = entry.text() else { return nil }
        if text == "Z" || text == "UTC" { return "Z" }
        let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        let isSigned = text.hasPrefix("+") || text.hasPrefix("-")
        let numbers = parts.map { $0.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } ? Int($0) ?? -1 : -1 }
        guard isSigned, numbers.count == 2, (0...14).contains(numbers[0]), (0...59).contains(numbers[1]) else {
            entry.add(
                .badValue, "\(entry.path) cannot be '\(text.prefix(60))'",
                remedy: "write how far the clock is ahead of UTC, such as -06:00, or Z")
            return nil
        }
        return text
    }
}

extension Layer {
    /// What instruments do not write into their files, for the operations that read them.
    package var instrumentParameters: [String: ParameterValue] {
        var parameters: [String: ParameterValue] = [:]
        if let timeZone { parameters["time_zone"] = .text(timeZone) }
        if let dayFirst { parameters["day_first"] = .flag(dayFirst) }
        if !columns.isEmpty { parameters["columns"] = .list(columns.map(ParameterValue.text)) }
        if let heightUnit { parameters["height_unit"] = .text(heightUnit) }
        return parameters
    }
}
