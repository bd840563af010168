import Operations
import Yams

/// A value of the file, its path of keys and its place; each question that it cannot answer is a finding.
struct Entry {
    let node: Node
    /// Such as `layers.tmi.match`; empty for the whole file.
    let path: String
    let place: Place?
    let findings: Findings

    init(node: Node, path: String, findings: Findings) {
        self.node = node
        self.path = path
        self.place = node.mark.map { Place(line: $0.line, column: $0.column) }
        self.findings = findings
    }

    /// The last key.
    var name: String { path.split(separator: ".").last.map(String.init) ?? path }

    func add(_ code: CampaignError.Code, _ reason: String, remedy: String) {
        findings.add(code, at: place, key: path, reason, remedy: remedy)
    }

    /// Adds that the value is of another type; always `nil`.
    func refuse<Value>(_ wanted: String) -> Value? {
        add(.wrongType, "\(path.isEmpty ? "the file" : path) is \(summary), not \(wanted)", remedy: "write \(wanted)")
        return nil
    }

    var isMapping: Bool { if case .mapping = node { true } else { false } }

    /// What the scalar means; `nil` for a list or a mapping.
    var scalar: Scalar? {
        guard case .scalar(let scalar) = node else { return nil }
        return Scalar(scalar.string, isPlain: scalar.style == .plain || scalar.style == .any)
    }

    private var summary: String {
        switch node {
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .alias: "an alias"
        case .scalar(let written):
            switch scalar {
            case .nothing: "empty"
            case .flag, .number: written.string
            default: "'\(written.string.prefix(60))'"
            }
        }
    }

    /// A text; a number or a flag counts as it was written.
    func text() -> String? {
        guard case .scalar(let written) = node, scalar != .nothing else { return refuse("a text") }
        return written.string
    }

    func number() -> Double? {
        guard case .number(let value) = scalar else { return refuse("a number") }
        return value
    }

    /// A whole number in a range.
    func integer(in range: ClosedRange<Int>) -> Int? {
        guard case .number(let value) = scalar, value == value.rounded(), abs(value) < 1e15 else {
            return refuse("a whole number")
        }
        guard range.contains(Int(value)) else {
            let limits =
                range.upperBound == .max
                ? "of at least \(range.lowerBound)" : "\(range.lowerBound)...\(range.upperBound)"
            add(.badValue, "\(path) is \(Int(value))", remedy: "write a whole number \(limits)")
            return nil
        }
        return Int(value)
    }

    func flag() -> Bool? {
        guard case .flag(let value) = scalar else { return refuse("true or false") }
        return value
    }

    /// The items of a list; a single value counts as a list of one.
    func items() -> [Entry]? {
        switch node {
        case .sequence(let nodes):
            return nodes.enumerated().map { index, node in
                Entry(node: node, path: "\(path)[\(index + 1)]", findings: findings)
            }
        case .scalar where scalar != .nothing: return [self]
        default: return refuse("a list, [a, b]")
        }
    }

    /// The texts of a list or of a single value; `nil` where one is none.
    func texts() -> [String]? {
        guard let items = items() else { return nil }
        let texts = items.map { $0.text() }
        return texts.contains(nil) ? nil : texts.compactMap(\.self)
    }

    /// The numbers of a list or of a single value; `nil` where one is none.
    func numbers() -> [Double]? {
        guard let items = items() else { return nil }
        let numbers = items.map { $0.number() }
        return numbers.contains(nil) ? nil : numbers.compactMap(\.self)
    }

    /// One of some words.
    func choice<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> Word? where Word.RawValue == String {
        guard let text = text() else { return nil }
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue)
        add(.badValue, "\(path) cannot be '\(text)'", remedy: suggestion(for: text, among: words))
        return nil
    }

    /// A number with its unit, in the dimension's SI unit.
    func quantity(_ dimension: Unit.Dimension) -> Double? {
        guard case .scalar(let written) = node, scalar != .nothing else {
            return refuse("a number with its unit, such as \(dimension.example)")
        }
        guard let quantity = Quantity(written.string) else {
            add(
                .badValue, "\(path) is '\(written.string.prefix(60))', no number with a unit",
                remedy: "write it with its unit, such as \(dimension.example)")
            return nil
        }
        guard let unit = Unit(quantity.unit), unit.dimension == dimension else {
            add(
                .badValue, "\(path) has the unit '\(quantity.unit)'",
                remedy: Unit.remedy(for: quantity.unit, dimension))
            return nil
        }
        return quantity.value * unit.factor
    }

    /// A mapping whose keys are to be checked.
    func section() -> Section? {
        guard case .mapping(let pairs) = node else { return refuse("a mapping, { key: value }") }
        return Section(pairs, of: self)
    }

    /// Any value, as an operation takes it.
    func value() -> ParameterValue? {
        switch node {
        case .scalar(let written):
            switch scalar {
            case .number(let value): return .number(value)
            case .flag(let value): return .flag(value)
            case .text: return .text(written.string)
            default: return refuse("a value")
            }
        case .sequence:
            guard let values = items()?.map({ $0.value() }), !values.contains(nil) else { return nil }
            return .list(values.compactMap(\.self))
        case .mapping:
            guard let section = section() else { return nil }
            var values: [String: ParameterValue] = [:]
            for (name, entry) in section.all { values[name] = entry.value() }
            return values.count == section.all.count ? .map(values) : nil
        case .alias: return refuse("a value")
        }
    }
}
