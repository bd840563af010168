import Yams

/// The text of a YAML file, parsed to nodes that know their place; nothing in it is expanded or executed.
enum Document {
    static let sizeLimit = 1 << 20
    static let depthLimit = 24

    /// The top mapping, or `nil` after the reason was added to the findings.
    static func section(of text: String, into findings: Findings) -> Section? {
        guard let entry = root(of: text, into: findings) else { return nil }
        return entry.section()
    }

    private static func root(of text: String, into findings: Findings) -> Entry? {
        func refuse(_ code: CampaignError.Code, at place: Place?, _ reason: String, remedy: String) -> Entry? {
            findings.add(code, at: place, key: "", reason, remedy: remedy)
            return nil
        }
        guard text.utf8.count <= sizeLimit else {
            return refuse(
                .tooLarge, at: nil, "the file is longer than 1 MiB",
                remedy: "a campaign is a few pages: is it this file?")
        }
        guard AliasBound.isHarmless(text) else {
            return refuse(
                .alias, at: nil, "the file has YAML anchors (&) and aliases (*) that expand too far",
                remedy: "write each value out")
        }
        do {
            let parser = try Parser(yaml: text, encoding: .utf8)
            guard let node = try parser.singleRoot() else {
                return refuse(.syntax, at: nil, "the file is empty", remedy: "start with 'campaign: NAME'")
            }
            // Nodes hold their anchors weakly: only while the parser lives can they be seen.
            return withExtendedLifetime(parser) {
                isPlain(node, depth: 0, findings) ? Entry(node: node, path: "", findings: findings) : nil
            }
        } catch let error as YamlError {
            let problem = SyntaxProblem(error)
            return refuse(problem.code, at: problem.place, problem.reason, remedy: problem.remedy)
        } catch {
            return refuse(.syntax, at: nil, "the file is no YAML: \(error)", remedy: "correct it")
        }
    }

    /// Whether the node has no anchor, no tag and no endless depth.
    ///
    /// Stops at the first anchor, which stands before all its aliases: nothing is walked twice.
    private static func isPlain(_ node: Node, depth: Int, _ findings: Findings) -> Bool {
        let place = node.mark.map { Place(line: $0.line, column: $0.column) }
        if let anchor = node.anchor {
            findings.add(
                .alias, at: place, key: "", "the anchor '&\(anchor.rawValue)' is not allowed",
                remedy: "write the value out where it is used")
            return false
        }
        let tag = node.writtenTag
        guard tag.isEmpty else {
            findings.add(.tag, at: place, key: "", "the tag '\(tag)' is not allowed", remedy: "remove it")
            return false
        }
        guard depth < depthLimit else {
            findings.add(
                .tooLarge, at: place, key: "", "values are nested more than \(depthLimit) deep", remedy: "flatten them")
            return false
        }
        switch node {
        case .sequence(let items): return items.allSatisfy { isPlain($0, depth: depth + 1, findings) }
        case .mapping(let pairs):
            return pairs.allSatisfy {
                isPlain($0.key, depth: depth + 1, findings) && isPlain($0.value, depth: depth + 1, findings)
            }
        case .scalar, .alias: return true
        }
    }
}

extension Node {
    /// The tag as it stands in the file, empty for none.
    fileprivate var writtenTag: String {
        // The parser resolves plain keys to the core types while it compares them.
        let known = [
            Tag.Name.implicit, .nonSpecific, .str, .seq, .map, .bool, .float, .int, .null, .merge, .timestamp, .value,
        ].map(\.rawValue)
        let tag: String =
            switch self {
            case .scalar(let scalar): scalar.tag.rawValue
            case .sequence(let items): items.tag.rawValue
            case .mapping(let pairs): pairs.tag.rawValue
            case .alias: ""
            }
        return known.contains(tag) ? "" : tag
    }
}
