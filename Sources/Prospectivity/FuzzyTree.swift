import KernelTypes

/// Fuzzy memberships joined step by step, as a tree that a geologist writes down.
package struct FuzzyTree: Hashable, Sendable, Codable {
    package enum Method: String, Hashable, Sendable, Codable, CaseIterable { case and, or, product, sum, gamma }

    /// A step of the tree.
    package indirect enum Node: Hashable, Sendable, Codable {
        /// An evidence: its value as it is, or raised in a line from 0 at `low` to 1 at `high`.
        case evidence(Int, low: Double?, high: Double?)
        case join(Method, gamma: Double, [Node])
    }

    package var root: Node
    /// Names of the evidence, in the order of the inputs.
    package var evidence: [String]

    package init(root: Node, evidence: [String]) {
        self.root = root
        self.evidence = evidence
    }

    /// The membership of a cell, in 0...1 where its evidence is; NaN where any evidence that the tree uses is missing.
    package func membership(of values: [Float]) -> Double { membership(root, values) }

    private func membership(_ node: Node, _ values: [Float]) -> Double {
        switch node {
        case .evidence(let index, let low, let high):
            let value = Double(values[index])
            guard value.isFinite else { return .nan }
            guard let low, let high else { return value }
            return max(0, min(1, (value - low) / (high - low)))
        case .join(let method, let gamma, let parts):
            let found = parts.map { membership($0, values) }
            guard !found.contains(where: \.isNaN) else { return .nan }
            return Self.join(method, gamma, found)
        }
    }

    /// An, Moon and Rencz (1991), as in `fuzzy-overlay`.
    static func join(_ method: Method, _ gamma: Double, _ memberships: [Double]) -> Double {
        var product = 1.0
        var rest = 1.0
        for membership in memberships {
            product *= membership
            rest *= 1 - membership
        }
        switch method {
        case .and: return memberships.min() ?? .nan
        case .or: return memberships.max() ?? .nan
        case .product: return product
        case .sum: return 1 - rest
        case .gamma:
            if gamma == 0 { return product }
            if gamma == 1 { return 1 - rest }
            return Elementary.pow(1 - rest, gamma) * Elementary.pow(product, 1 - gamma)
        }
    }

    /// What a cell's membership was made from: each step with its own membership, the root first.
    package func path(of values: [Float]) -> [(step: String, depth: Int, membership: Double)] {
        var steps: [(step: String, depth: Int, membership: Double)] = []
        func visit(_ node: Node, _ depth: Int) {
            switch node {
            case .evidence(let index, _, _): steps.append((evidence[index], depth, membership(node, values)))
            case .join(let method, let gamma, let parts):
                let name = method == .gamma ? "gamma \(gamma)" : method.rawValue
                steps.append((name, depth, membership(node, values)))
                for part in parts { visit(part, depth + 1) }
            }
        }
        visit(root, 0)
        return steps
    }
}
