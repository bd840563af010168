/// What is known of a kind of deposit, and the campaign that starts from it: a file of `Templates/`.
///
/// The file has two YAML documents: what is sought, which evidence tells of it, why, and by which sources; and below
/// `---` a campaign whose name and grid are still open.
package struct DepositTemplate: Hashable, Sendable {
    /// A published work that an evidence rests on.
    package struct Source: Hashable, Sendable {
        package var key: String
        package var text: String
    }

    /// What tells of such a deposit.
    package struct Evidence: Hashable, Sendable {
        package var name: String
        /// Layers of the campaign that it is made from.
        package var needs: [String]
        package var why: String
        /// Keys of its sources.
        package var sources: [String]
    }

    package var name: String
    package var title: String
    package var commodities: [String]
    package var depositTypes: [String]
    package var about: String
    package var sources: [Source]
    package var evidence: [Evidence]
    /// The campaign's text with `CAMPAIGN` and `GRID` where its name and its grid belong.
    package var campaign: String

    /// The template of a file's text; the error holds all mistakes that could be told apart.
    package static func read(_ text: String, file: String) throws(CampaignError) -> DepositTemplate {
        let findings = Findings(file: file)
        let template = read(text, findings)
        try findings.throwIfAny()
        guard let template else { preconditionFailure("a template is missing only where a finding says why") }
        return template
    }

    private static let separator = "\n---\n"

    private static func read(_ text: String, _ findings: Findings) -> DepositTemplate? {
        guard let cut = text.firstRange(of: separator) else {
            findings.add(
                .syntax, at: nil, key: "", "there is no campaign below a line of three dashes",
                remedy: "write the description, a line ---, and the campaign")
            return nil
        }
        let campaign = String(text[cut.upperBound...])
        let lines = campaign.split(separator: "\n")
        for (mark, key) in [(nameMark, "campaign"), (gridMark, "grid")] where !lines.contains(Substring(mark)) {
            findings.add(
                .missingKey, at: nil, key: key, "the campaign has no line '\(mark)'",
                remedy: "write it where the \(key) of the new campaign is to stand")
        }
        guard let section = Document.section(of: String(text[..<cut.lowerBound]), into: findings) else { return nil }
        let name = section.required("template", "write template: NAME")?.text()
        let title = section.required("title", "write title: TEXT")?.text()
        let about = section.required("about", "say what such a deposit is")?.text()
        let commodities = section.required("commodities", "write commodities: [Cu]")?.texts()
        let types = section.required("deposit_types", "write deposit_types: [porphyry]")?.texts()
        let sources = section.required("sources", "write what the evidence rests on")?.section()
        let evidence = section.required("evidence", "write at least one")?.section()
        section.finish()
        let known = sources?.all.map(\.name) ?? []
        let found = evidence?.all.compactMap { Self.evidence($0.name, $0.entry, sources: known) } ?? []
        for source in sources?.all ?? [] where !found.contains(where: { $0.sources.contains(source.name) }) {
            source.entry.add(
                .unknownName, "no evidence rests on '\(source.name)'", remedy: "name it in an evidence, or remove it")
        }
        guard let name, let title, let about, let commodities, let types, findings.isEmpty else { return nil }
        return DepositTemplate(
            name: name, title: title, commodities: commodities, depositTypes: types, about: about,
            sources: sources?.all.compactMap { key, entry in entry.text().map { Source(key: key, text: $0) } } ?? [],
            evidence: found, campaign: campaign)
    }

    private static func evidence(_ name: String, _ entry: Entry, sources: [String]) -> Evidence? {
        guard let section = entry.section() else { return nil }
        let needs = section.required("needs", "name the layers that it is made from")?.texts()
        let why = section.required("why", "say what it tells of such a deposit")?.text()
        let cited = section.required("sources", "name what it rests on")
        section.finish()
        let keys = cited?.texts()
        for key in keys ?? [] where !sources.contains(key) {
            cited?.add(
                .unknownName, "there is no source '\(key)'",
                remedy: "declare it in sources, which has \(sources.joined(separator: ", "))")
        }
        guard let needs, let why, let keys else { return nil }
        return Evidence(name: name, needs: needs, why: why, sources: keys)
    }

    fileprivate static let nameMark = "campaign: CAMPAIGN"
    fileprivate static let gridMark = "grid: GRID"
}

extension DepositTemplate {
    /// The file of a new campaign: what each evidence needs and why as remarks, then what runs.
    ///
    /// - `name` is a campaign's name, `grid` what belongs behind `grid:`, a file's name or a mapping in one line.
    package func campaignText(name: String, grid: String) -> String {
        let body = campaign.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            switch line {
            case Self.nameMark: "campaign: \(name)"
            case Self.gridMark: "\(Self.gridRemark)\ngrid: \(grid)"
            default: String(line)
            }
        }
        var lines = ["# \(title), from the template \(self.name).", "#"]
        lines += Self.remarks(about)
        lines += [
            "#", "# What tells of it, from which layers, and why. An evidence whose layers are not dropped is left",
        ]
        lines += ["# out, and the run says so."]
        for entry in evidence {
            let reason = "\(entry.name), from \(entry.needs.joined(separator: ", ")): \(entry.why)"
            lines += Self.remarks("\(reason) [\(entry.sources.joined(separator: ", "))]", indent: 2)
        }
        lines += ["#", "# Sources:"]
        for source in sources { lines += Self.remarks("\(source.key): \(source.text)", indent: 2) }
        return (lines + body).joined(separator: "\n")
    }

    private static let gridRemark =
        "# Where: CRS in metres; west, south, east, north; size of a cell. Or a file such as those in Grids/."

    /// A text as remarks of at most 120 columns; lines after the first stand two columns further in.
    private static func remarks(_ text: String, indent: Int = 0) -> [String] {
        let margin = "# " + String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = margin
        var isFirst = true
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !isFirst, line.count + 1 + word.count > 120 {
                lines.append(line)
                line = margin + "  " + word
            } else {
                line += (isFirst ? "" : " ") + word
            }
            isFirst = false
        }
        return lines + [line]
    }
}
