import Operations

/// Reads what is set on an operation, by the types that its declaration gives.
struct ParameterReader {
    let operation: Operation
    /// The section that names the operation, and in it `set`; an inner one goes first.
    let sections: [Section]
    /// Keys of the outer section that are no parameters.
    let reserved: Set<String>

    init(_ operation: Operation, in section: Section, inner: Section? = nil, reserved: Set<String> = []) {
        self.operation = operation
        self.sections = [section] + [inner].compactMap(\.self)
        self.reserved = reserved
    }

    /// All parameters with defaults filled in, or `nil` after the reasons were added.
    func read() -> [String: ParameterValue]? {
        var given: [String: ParameterValue] = [:]
        var entries: [String: Entry] = [:]
        var isWhole = true
        for parameter in operation.parameters {
            guard let entry = entry(of: parameter) else { continue }
            entries[parameter.name] = entry
            given[parameter.name] = value(of: entry, for: parameter)
            if given[parameter.name] == nil { isWhole = false }
        }
        let missing = operation.parameters.filter { parameter in
            entries[parameter.name] == nil && parameter.fallback == nil && !parameter.isOptional
        }
        for parameter in missing {
            let section = sections[0]
            section.entry.findings.add(
                .missingKey, at: section.entry.place, key: section.path(of: parameter.name),
                "'\(parameter.name)' of \(operation.name) is not set in \(section.entry.path)",
                remedy: "write \(parameter.name): \(parameter.typeText) (\(parameter.summary))")
        }
        guard missing.isEmpty else { return nil }
        return resolve(given, entries).flatMap { isWhole ? $0 : nil }
    }

    private func entry(of parameter: Parameter) -> Entry? {
        let inline = reserved.contains(parameter.name) ? nil : sections[0][parameter.name]
        guard sections.count > 1, let inner = sections[1][parameter.name] else { return inline }
        if inline != nil {
            inner.add(.duplicateKey, "'\(parameter.name)' is set twice", remedy: "keep one")
        }
        return inner
    }

    /// Checks ranges; after a finding it goes on without that parameter, to find the next.
    private func resolve(
        _ given: [String: ParameterValue], _ entries: [String: Entry]
    ) -> [String: ParameterValue]? {
        var given = given
        var isRight = true
        while true {
            do {
                let resolved = try operation.resolve(given)
                return isRight ? resolved : nil
            } catch {
                isRight = false
                guard let entry = entries[error.key], given.removeValue(forKey: error.key) != nil else { return nil }
                entry.add(
                    error.code == .wrongType ? .wrongType : .badValue, "\(entry.path): \(error.reason)",
                    remedy: error.remedy)
            }
        }
    }

    private func value(of entry: Entry, for parameter: Parameter) -> ParameterValue? {
        switch parameter.type {
        case .number, .integer: number(of: entry, for: parameter).map(ParameterValue.number)
        // As written: 007 stays 007.
        case .text, .choice: entry.text().map(ParameterValue.text)
        case .flag: entry.flag().map(ParameterValue.flag)
        case .numbers: entry.numbers().map { .list($0.map(ParameterValue.number)) }
        case .words: entry.texts().map { .list($0.map(ParameterValue.text)) }
        case .map: entry.section() == nil ? nil : entry.value()
        }
    }

    /// A plain number is in the parameter's unit; one with a unit is brought to it.
    private func number(of entry: Entry, for parameter: Parameter) -> Double? {
        if case .number(let value) = entry.scalar { return value }
        guard case .text = entry.scalar, let text = entry.text(), let quantity = Quantity(text) else {
            return entry.refuse(parameter.typeText)
        }
        guard let value = quantity.value(in: parameter.unit) else {
            entry.add(
                .badValue, "\(entry.path) has the unit '\(quantity.unit)'",
                remedy: parameter.unit.isEmpty ? "write it without a unit" : "write it in \(parameter.unit)")
            return nil
        }
        return value
    }
}
