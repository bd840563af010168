package import Operations

extension FuzzyTree {
    /// Reads a tree from a setting: a name, `{ evidence: NAME, low: A, high: B }`, or `{ op: gamma, gamma: 0.8, of: [...] }`.
    package init(_ value: ParameterValue, evidence: [String], of operation: String) throws(OperationError) {
        self.evidence = evidence
        root = try Self.node(value, evidence, operation)
    }

    private static func node(
        _ value: ParameterValue, _ evidence: [String], _ operation: String
    ) throws(OperationError) -> Node {
        if let name = value.text { return .evidence(try index(name, evidence, operation), low: nil, high: nil) }
        guard let map = value.map else {
            throw problem(operation, "'\(value)' is no step of a tree", "write a name, or { op: gamma, of: [a, b] }")
        }
        if let name = map["evidence"]?.text {
            try checkKeys(map, ["evidence", "low", "high"], operation)
            let (low, high) = (map["low"]?.number, map["high"]?.number)
            guard (low == nil) == (high == nil), low != high || low == nil else {
                throw problem(
                    operation, "'\(name)' has no line from 0 to 1", "give both 'low' and 'high', and let them differ")
            }
            return .evidence(try index(name, evidence, operation), low: low, high: high)
        }
        try checkKeys(map, ["op", "of", "gamma"], operation)
        let word = map["op"]?.text ?? ""
        guard let method = Method(rawValue: word) else {
            throw problem(
                operation, "'\(word)' joins nothing", suggestion(for: word, among: Method.allCases.map(\.rawValue)))
        }
        guard let parts = map["of"]?.list, !parts.isEmpty else {
            throw problem(operation, "'\(word)' has nothing to join", "list its parts: of: [a, b]")
        }
        let gamma = map["gamma"]?.number ?? 0.9
        guard gamma >= 0 && gamma <= 1 else {
            throw problem(operation, "a gamma of \(gamma)", "write a number in 0...1")
        }
        var nodes: [Node] = []
        for part in parts { nodes.append(try node(part, evidence, operation)) }
        return .join(method, gamma: gamma, nodes)
    }

    private static func index(_ name: String, _ evidence: [String], _ operation: String) throws(OperationError) -> Int {
        guard let index = evidence.firstIndex(of: name) else {
            throw problem(operation, "'\(name)' is no evidence of this model", suggestion(for: name, among: evidence))
        }
        return index
    }

    private static func checkKeys(
        _ map: [String: ParameterValue], _ known: [String], _ operation: String
    ) throws(OperationError) {
        for key in map.keys.sorted() where !known.contains(key) {
            throw problem(operation, "a step of a tree has no '\(key)'", suggestion(for: key, among: known))
        }
    }

    private static func problem(_ operation: String, _ reason: String, _ remedy: String) -> OperationError {
        OperationError(code: .outOfRange, operation: operation, key: "tree", reason: reason, remedy: remedy)
    }
}
