package import Operations

extension FuzzyTree {
    /// Reads a tree such as `gamma(0.8, a, or(b, linear(c, 10, 50)))`.
    ///
    /// Names that are no evidence are refused; or left out with the steps that nothing is left of, and given back.
    package static func read(
        _ text: String, evidence: [String], leavesOutAbsent: Bool, of operation: String
    ) throws(OperationError) -> (tree: FuzzyTree, absent: [String]) {
        var parser = FuzzyTreeParser(
            text, evidence: evidence, leavesOutAbsent: leavesOutAbsent, operation: operation)
        let root = try parser.all()
        return (FuzzyTree(root: root, evidence: evidence), parser.absent)
    }
}

/// Reads a tree from its text, from left to right.
private struct FuzzyTreeParser {
    private let characters: [Character]
    private let evidence: [String]
    private let leavesOutAbsent: Bool
    private let operation: String
    private(set) var absent: [String] = []
    private var place = 0
    private var depth = 0

    init(_ text: String, evidence: [String], leavesOutAbsent: Bool, operation: String) {
        characters = Array(text)
        self.evidence = evidence
        self.leavesOutAbsent = leavesOutAbsent
        self.operation = operation
    }

    mutating func all() throws(OperationError) -> FuzzyTree.Node {
        let found = try step()
        skip()
        guard place == characters.count else {
            throw problem("'\(rest)' is left over", "close the tree with one bracket for each that was opened")
        }
        guard let found else { throw problem("none of its evidence is there", "give evidence that it names") }
        return found
    }

    /// `nil` for a step of which all evidence is absent.
    private mutating func step() throws(OperationError) -> FuzzyTree.Node? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 32 else { throw problem("it is nested too deep", "write fewer steps") }
        let name = word()
        guard !name.isEmpty else { throw problem("a step is missing before '\(rest)'", "write a name, or and(a, b)") }
        guard takes("(") else { return try index(name).map { .evidence($0, low: nil, high: nil) } }
        if name == "linear" { return try line() }
        guard let method = FuzzyTree.Method(rawValue: name) else {
            throw problem(
                "'\(name)' joins nothing",
                suggestion(for: name, among: FuzzyTree.Method.allCases.map(\.rawValue) + ["linear"]))
        }
        var gamma = 0.0
        if method == .gamma {
            gamma = try number()
            guard gamma >= 0 && gamma <= 1 else { throw problem("a gamma of \(gamma)", "write a number in 0...1") }
            try expect(",")
        }
        var parts: [FuzzyTree.Node] = []
        repeat { if let part = try step() { parts.append(part) } } while takes(",")
        try expect(")")
        return parts.isEmpty ? nil : .join(method, gamma: gamma, parts)
    }

    private mutating func line() throws(OperationError) -> FuzzyTree.Node? {
        let name = word()
        let index = try index(name)
        try expect(",")
        let low = try number()
        try expect(",")
        let high = try number()
        try expect(")")
        guard low != high else {
            throw problem("'\(name)' rises from \(low) to \(high)", "let the two values of linear differ")
        }
        return index.map { .evidence($0, low: low, high: high) }
    }

    private mutating func index(_ name: String) throws(OperationError) -> Int? {
        guard let index = evidence.firstIndex(of: name) else {
            if leavesOutAbsent {
                absent.append(name)
                return nil
            }
            throw problem("'\(name)' is no evidence of this model", suggestion(for: name, among: evidence))
        }
        return index
    }

    private mutating func number() throws(OperationError) -> Double {
        let text = word()
        guard let number = Double(text), number.isFinite else {
            throw problem("'\(text.isEmpty ? rest : text)' is no number", "write a number, such as 0.8")
        }
        return number
    }

    /// Letters, digits and what names and numbers have between them.
    private mutating func word() -> String {
        skip()
        let start = place
        while place < characters.count, !"(), \t\n".contains(characters[place]) { place += 1 }
        return String(characters[start..<place])
    }

    private mutating func skip() {
        while place < characters.count, " \t\n".contains(characters[place]) { place += 1 }
    }

    private mutating func takes(_ mark: Character) -> Bool {
        skip()
        guard place < characters.count, characters[place] == mark else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ mark: Character) throws(OperationError) {
        guard takes(mark) else { throw problem("'\(mark)' is missing before '\(rest)'", "write it there") }
    }

    private var rest: String { String(characters[min(place, characters.count)...].prefix(20)) }

    private func problem(_ reason: String, _ remedy: String) -> OperationError {
        OperationError(
            code: .outOfRange, operation: operation, key: "tree", reason: "the tree: \(reason)", remedy: remedy)
    }
}
