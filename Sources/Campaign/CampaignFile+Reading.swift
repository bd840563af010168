package import Operations
import Survey

extension CampaignFile {
    /// The campaign of a file's text.
    ///
    /// - `fileText` gives the text of a file that the campaign names (a grid, a grade and tonnage model, a price deck);
    ///   what it throws becomes part of the error.
    /// - The error holds all mistakes that could be told apart, up to 20.
    package static func read(
        _ text: String, file: String, catalog: Catalog, fileText: @escaping (String) throws -> String
    ) throws(CampaignError) -> CampaignFile {
        let findings = Findings(file: file)
        var campaign: CampaignFile?
        if let section = Document.section(of: text, into: findings) {
            campaign = read(section, catalog: catalog, fileText: fileText)
        }
        try findings.throwIfAny()
        guard let campaign else { preconditionFailure("a campaign is missing only where a finding says why") }
        return campaign
    }

    private static func read(
        _ section: Section, catalog: Catalog, fileText: @escaping (String) throws -> String
    ) -> CampaignFile? {
        let name = section.required("campaign", "write campaign: NAME").flatMap(Self.slug)
        let title = section["title"]?.text()
        let grid = section.required("grid", "write grid: Grids/FILE.yaml, or crs, bounds and cell in place")
            .flatMap { Self.grid($0, text: fileText) }
        let period = section["period"].flatMap(Period.read)
        let layerEntries = named(section.required("layers", "write at least one layer"))
        let evidenceEntries = named(section["evidence"])
        let modelEntries = named(section["models"])
        let targetEntry = section["targets"]
        section.finish()
        if let entry = section["layers"], entry.isMapping, entry.section()?.all.isEmpty == true {
            entry.add(.missingKey, "there is no layer", remedy: "write at least one")
        }

        var things = Things()
        things.refuseClashes(between: layerEntries, and: evidenceEntries)
        let layers = layerEntries.compactMap { name, section in
            let layer = Layer.read(section, named: name, catalog: catalog)
            things.add(name, provides: layer?.provides)
            return layer
        }
        let rules = evidenceEntries.map { name, section in
            let rule = EvidenceRule(section, named: name, catalog: catalog)
            things.add(name, provides: rule.operation.map { Array($0.outputs.prefix(1).map(\.kind)) })
            // Of several outputs, each has a name of its own besides: `pca.table`.
            for output in rule.operation?.outputs ?? [] where rule.operation?.outputs.count != 1 {
                things.add("\(name).\(output.name)", provides: [output.kind])
            }
            return rule
        }
        let evidence = rules.compactMap { $0.evidence(of: things) }
        refuseCycles(rules)
        let modelRules = modelEntries.map { ModelRule($0.section, named: $0.name, catalog: catalog) }
        let models = modelRules.enumerated().compactMap { index, rule in
            rule.model(of: things, earlier: modelRules[..<index].map(\.name))
        }
        let targets = targetEntry?.section().flatMap { section in
            TargetsReader(section, things: things, catalog: catalog, fileText: fileText)
                .targets(of: modelEntries.map(\.name))
        }

        guard let name, let grid, section.entry.findings.isEmpty else { return nil }
        return CampaignFile(
            name: name, title: title ?? name, grid: grid, period: period, layers: layers, evidence: evidence,
            models: models, targets: targets)
    }

    /// The sections of a mapping from names; names that cannot be file names are findings.
    private static func named(_ entry: Entry?) -> [(name: String, section: Section)] {
        guard let section = entry?.section() else { return [] }
        return section.all.compactMap { name, entry in
            guard isName(name) else {
                entry.findings.add(
                    .badValue, at: section.place(of: name), key: entry.path, "'\(name.prefix(60))' cannot be a name",
                    remedy: "write a letter, then letters, digits, '_' or '-', at most 64")
                return nil
            }
            return entry.section().map { (name, $0) }
        }
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, (65...90).contains(first) || (97...122).contains(first) else { return false }
        return name.utf8.count <= 64
            && name.utf8.allSatisfy { byte in
                (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte) || byte == 45
                    || byte == 95
            }
    }

    private static func slug(_ entry: Entry) -> String? {
        guard let text = entry.text() else { return nil }
        let isSafe =
            !text.isEmpty && text.utf8.count <= 64 && text.utf8.first != 45
            && text.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 95
            }
        guard isSafe else {
            entry.add(
                .badValue, "'\(text.prefix(60))' cannot be a campaign's name",
                remedy: "write lower-case letters, digits, '-' and '_', at most 64; free text belongs in title")
            return nil
        }
        return text
    }

    private static func grid(_ entry: Entry, text: (String) throws -> String) -> AnalysisGrid? {
        if entry.isMapping {
            guard let section = entry.section() else { return nil }
            let grid = GridFile.read(section)
            section.finish()
            return grid
        }
        guard let path = entry.text() else { return nil }
        do {
            return try GridFile.read(try text(path), file: path)
        } catch let error as CampaignError {
            entry.findings.add(contentsOf: error)
        } catch {
            entry.add(
                .badValue, "the grid '\(path)' cannot be read: \(error)",
                remedy: "write the path of a grid file beside the campaign or in the installed Grids")
        }
        return nil
    }

    /// A finding for each ring of evidence that is made from itself.
    private static func refuseCycles(_ rules: [EvidenceRule]) {
        let sources = Dictionary(
            rules.map { ($0.name, $0.references.map(Things.owner(of:))) }, uniquingKeysWith: { first, _ in first })
        var isDone: Set<String> = []
        for rule in rules {
            // Depth first, with a path of its own instead of recursion: a chain may be as long as the file.
            var path: [(name: String, next: Int)] = isDone.contains(rule.name) ? [] : [(rule.name, 0)]
            var isOnPath: Set<String> = [rule.name]
            while let step = path.last {
                let following = sources[step.name] ?? []
                guard step.next < following.count else {
                    isDone.insert(step.name)
                    isOnPath.remove(step.name)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let name = following[step.next]
                if isOnPath.contains(name) {
                    let ring = path.map(\.name).drop { $0 != name } + [name]
                    rule.refuseCycle(Array(ring))
                    return
                }
                if sources[name] != nil && !isDone.contains(name) {
                    path.append((name, 0))
                    isOnPath.insert(name)
                }
            }
        }
    }
}
