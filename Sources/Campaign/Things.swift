import Operations

/// The layers and evidence of a campaign, which share one name space, and what each provides.
struct Things {
    private(set) var names: [String] = []
    /// `nil` where a mistake elsewhere hides it.
    private var kinds: [String: [Operation.Kind]] = [:]

    mutating func add(_ name: String, provides kinds: [Operation.Kind]?) {
        if !names.contains(name) { names.append(name) }
        self.kinds[name] = kinds
    }

    /// The evidence that gives an output: `pca` of `pca.table`. Names hold no dot.
    static func owner(of name: String) -> String {
        name.split(separator: ".").first.map(String.init) ?? name
    }

    func contains(_ name: String) -> Bool { names.contains(name) }

    func provided(by name: String) -> [Operation.Kind]? { kinds[name] }

    /// A finding for each name that is given twice, also where only the case differs: names become file names.
    func refuseClashes(
        between layers: [(name: String, section: Section)], and evidence: [(name: String, section: Section)]
    ) {
        var seen: [String: (name: String, list: String)] = [:]
        for (list, entries) in [("layers", layers), ("evidence", evidence)] {
            for (name, section) in entries {
                let folded = name.lowercased()
                if let other = seen[folded] {
                    section.entry.add(
                        .nameClash, "'\(name)' in \(list) has the name of '\(other.name)' in \(other.list)",
                        remedy: "rename one: layers and evidence share one name space, in either case")
                } else {
                    seen[folded] = (name, list)
                }
            }
        }
    }
}
