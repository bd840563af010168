import Operations

extension Layer {
    /// Which keys a kind has besides `match`, `kind`, `optional` and `assume_crs`.
    private static func keys(of kind: Kind) -> [String] {
        switch kind {
        case .raster: ["resample", "band", "unit", "nodata", "data", "ballpark"]
        case .readings:
            ["channel", "unit", "nodata", "grid", "time_zone", "day_first", "columns", "height_unit"]
        case .lines, .polygons, .points: ["attribute"]
        case .occurrences: ["commodity", "deposit_type"]
        case .document: []
        }
    }

    /// The layer of a section, or `nil` after the reasons were added.
    static func read(_ section: Section, named name: String, catalog: Catalog) -> Layer? {
        let patterns = section.required("match", "write a pattern for its files, such as match: \"*tmi*.tif\"")
            .flatMap(Self.patterns)
        let kind = section.required(
            "kind", "write kind: raster, readings, lines, polygons, points, occurrences or document"
        )
        .flatMap { $0.choice(Kind.self) }
        let isOptional = section["optional"].map { $0.flag() } ?? false
        let crs = section["assume_crs"].map(GridFile.crs)
        guard let patterns, let kind, let isOptional else { return nil }

        var layer = Layer(name: name, patterns: patterns, kind: kind)
        layer.isOptional = isOptional
        layer.assumedCRS = crs ?? nil
        let isRead = layer.readOwnKeys(section, catalog: catalog)
        section.finish(elsewhere: elsewhere(kind))
        return isRead ? layer : nil
    }

    private mutating func readOwnKeys(_ section: Section, catalog: Catalog) -> Bool {
        switch kind {
        case .raster:
            resampling = section["resample"].map { $0.choice(Resampling.self) ?? .bilinear } ?? .bilinear
            band = section["band"].map { $0.integer(in: 1...65_535) ?? 1 } ?? 1
            unit = section["unit"].map { $0.text() ?? "" } ?? ""
            nodata = section["nodata"].map { $0.numbers() ?? [] } ?? []
            data = section["data"].map { $0.numbers() ?? [] } ?? []
            allowsBallpark = section["ballpark"].flatMap { $0.choice(Ballpark.self) } == .allow
        case .readings:
            unit = section["unit"].map { $0.text() ?? "" } ?? ""
            nodata = section["nodata"].map { $0.numbers() ?? [] } ?? []
            checkUnit(section)
            return readReadings(section, catalog: catalog)
        case .lines, .polygons, .points:
            attribute = section["attribute"].map { $0.text() ?? "" }
        case .occurrences:
            commodities = section["commodity"].map { $0.texts() ?? [] } ?? []
            depositTypes = section["deposit_type"].map { $0.texts() ?? [] } ?? []
        case .document: break
        }
        checkUnit(section)
        return true
    }

    private enum Ballpark: String, CaseIterable { case refuse, allow }

    private func checkUnit(_ section: Section) {
        let findings = section.entry.findings
        if unit.count > 32 {
            findings.add(
                .badValue, at: section.place(of: "unit"), key: section.path(of: "unit"),
                "the unit is longer than a unit",
                remedy: "write a symbol such as nT")
        }
    }

    /// Which kinds have the keys that this kind has not.
    private static func elsewhere(_ kind: Kind) -> [String: String] {
        var remedies: [String: String] = [:]
        for key in Kind.allCases.flatMap(keys) where !keys(of: kind).contains(key) {
            let owners = Kind.allCases.filter { keys(of: $0).contains(key) }.map(\.rawValue)
            remedies[key] = "it belongs to \(owners.joined(separator: ", ")); this layer's kind is \(kind.rawValue)"
        }
        return remedies
    }

    private static func patterns(_ entry: Entry) -> [Pattern]? {
        guard let items = entry.items() else { return nil }
        guard !items.isEmpty else {
            entry.add(.badValue, "\(entry.path) has no pattern", remedy: "write a pattern such as \"*.tif\"")
            return nil
        }
        let patterns = items.map { item -> Pattern? in
            guard let text = item.text() else { return nil }
            do throws(Pattern.Flaw) {
                return try Pattern(text)
            } catch {
                item.add(.badValue, "\(item.path): \(error.reason)", remedy: error.remedy)
                return nil
            }
        }
        return patterns.contains(nil) ? nil : patterns.compactMap(\.self)
    }
}

extension Layer.Gridding {
    /// `method` names the operation `grid-METHOD`; the other keys are its parameters.
    static func read(_ section: Section, catalog: Catalog) -> Layer.Gridding? {
        let prefix = "grid-"
        guard let entry = section.required("method", "write method: minimum-curvature, or another gridding method"),
            let method = entry.text()
        else { return nil }
        let methods = catalog.operations.map(\.name).filter { $0.hasPrefix(prefix) }
        guard let operation = catalog.operations.first(where: { $0.name == prefix + method }) else {
            let remedy =
                methods.isEmpty
                ? "this installation has none: remove 'grid' to keep the readings as points"
                : suggestion(for: method, among: methods.map { String($0.dropFirst(prefix.count)) })
            entry.add(.unknownName, "there is no gridding method '\(method)'", remedy: remedy)
            return nil
        }
        let parameters = ParameterReader(operation, in: section).read()
        section.finish()
        guard let input = operation.inputs.first(where: { $0.kind == .readings }) else {
            entry.add(.wrongKind, "'\(operation.name)' takes no readings", remedy: "write a gridding method")
            return nil
        }
        return parameters.map { Layer.Gridding(operation: operation.name, input: input.name, parameters: $0) }
    }
}
