import Operations

/// A name of a layer or evidence, where it stands.
struct Reference {
    let name: String
    let entry: Entry

    /// The names of a list, or of a single value.
    static func list(_ entry: Entry) -> [Reference] {
        guard let items = entry.items() else { return [] }
        if items.isEmpty {
            entry.add(.missingKey, "\(entry.path) names nothing", remedy: "write the name of a layer or evidence")
        }
        return items.compactMap { item in item.text().map { Reference(name: $0, entry: item) } }
    }

    /// What the thing provides; `nil`, after a finding, where there is no such thing, and `[]` where it is not known.
    func provided(by things: Things) -> [Operation.Kind]? {
        guard things.contains(name) else {
            let remedy =
                things.names.isEmpty ? "declare it in layers or evidence" : suggestion(for: name, among: things.names)
            entry.add(.unknownName, "there is no layer or evidence '\(name)'", remedy: remedy)
            return nil
        }
        return things.provided(by: name) ?? []
    }

    /// Whether the input takes the thing; a finding where it does not.
    func fits(_ input: Operation.Input, of operation: Operation, _ things: Things) -> Bool {
        guard let provided = provided(by: things) else { return false }
        guard !provided.isEmpty, !input.kind.accepts(provided) else { return true }
        entry.add(
            .wrongKind,
            "the input '\(input.name)' of \(operation.name) takes \(input.kind.phrase), and \(name) gives "
                + provided.map(\.phrase).joined(separator: " or "),
            remedy: "name a layer or evidence that gives \(input.kind.phrase)")
        return false
    }
}

extension Operation.Kind {
    /// In a sentence.
    var phrase: String {
        switch self {
        case .raster: "a raster"
        case .vector: "lines, polygons or points"
        case .layer: "a layer"
        case .readings: "readings"
        case .occurrences: "occurrences"
        case .table: "a table"
        case .document: "a document"
        }
    }
}

extension Section {
    /// The operation that `op` names; `nil` after a finding where there is none.
    func operation(in catalog: Catalog) -> Operation? {
        guard let entry = required("op", "name an operation; 'gossan op list' shows all"), let name = entry.text()
        else {
            return nil
        }
        do {
            return try catalog.operation(name)
        } catch {
            entry.add(
                .unknownName, error.reason,
                remedy: catalog.operations.isEmpty ? "see 'gossan op list'" : error.remedy)
            return nil
        }
    }
}
