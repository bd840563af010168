package import Operations

/// Which cells count, as written in a campaign: `> 100`, `<= 5`, `= 4`, `!= 0`, `between 2 3`, `outside 2 3`.
///
/// Numbers are compared as cells hold them (32 bits), so that `= 0.1` meets a cell of 0.1. No data meets no condition.
package struct CellCondition: Hashable, Sendable {
    private enum Rule: Hashable {
        case above(Float), atLeast(Float), below(Float), atMost(Float), equal(Float), unequal(Float)
        case between(Float, Float), outside(Float, Float)
    }

    private let rule: Rule

    /// Burned features: any value but 0.
    package static let isFeature = CellCondition(rule: .unequal(0))

    package static func above(_ limit: Float) -> CellCondition { CellCondition(rule: .above(limit)) }
    package static func below(_ limit: Float) -> CellCondition { CellCondition(rule: .below(limit)) }
    /// Both limits count.
    package static func between(_ low: Float, _ high: Float) -> CellCondition {
        CellCondition(rule: .between(low, high))
    }
    /// Neither limit counts.
    package static func outside(_ low: Float, _ high: Float) -> CellCondition {
        CellCondition(rule: .outside(low, high))
    }

    private init(rule: Rule) {
        self.rule = rule
    }

    /// Reads a condition; an error says what was written and what can be.
    package init(_ text: String, of operation: String, key: String) throws(OperationError) {
        guard let rule = Self.rule(text) else {
            throw OperationError(
                code: .outOfRange, operation: operation, key: key, reason: "'\(text.prefix(80))' is not a condition",
                remedy:
                    "write '> 100', '>= 100', '< 5', '<= 5', '= 4', '!= 0' or 'between 2 3' with the lower limit first")
        }
        self.rule = rule
    }

    /// Whether a cell of this value counts.
    @inline(always) package func isMet(by value: Float) -> Bool {
        switch rule {
        case .above(let limit): value > limit
        case .atLeast(let limit): value >= limit
        case .below(let limit): value < limit
        case .atMost(let limit): value <= limit
        case .equal(let limit): value == limit
        case .unequal(let limit): value < limit || value > limit
        case .between(let low, let high): value >= low && value <= high
        case .outside(let low, let high): value < low || value > high
        }
    }

    private static func rule(_ text: String) -> Rule? {
        let words = text.split(whereSeparator: \.isWhitespace)
        if let word = words.first?.lowercased(), ["between", "outside"].contains(word) {
            let limits = words.dropFirst().filter { $0.lowercased() != "and" }.compactMap(number)
            guard limits.count == 2, words.count <= 4, limits[0] <= limits[1] else { return nil }
            return word == "between" ? .between(limits[0], limits[1]) : .outside(limits[0], limits[1])
        }
        let joined = words.joined()
        let sign = joined.prefix { "<>=!".contains($0) }
        guard words.count <= 2, let limit = number(joined.dropFirst(sign.count)) else { return nil }
        return switch sign {
        case ">": .above(limit)
        case ">=": .atLeast(limit)
        case "<": .below(limit)
        case "<=": .atMost(limit)
        case "=", "==": .equal(limit)
        case "!=", "<>": .unequal(limit)
        default: nil
        }
    }

    private static func number(_ word: Substring) -> Float? {
        guard let number = Double(word), Float(number).isFinite else { return nil }
        return Float(number)
    }
}
