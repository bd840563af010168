import Operations

/// Takes an expression apart, by recursive descent.
struct FormulaReader {
    struct Word {
        enum Kind: Equatable {
            case number(Double)
            case name(String)
            case quoted(String)
            case sign(String)
            case end
        }
        var kind: Kind
        var position: Int
    }

    static let longest = 10_000
    /// Deeper than a formula is written; keeps a hostile text off the stack's end.
    private static let deepest = 64

    private let words: [Word]
    private var next = 0
    private var depth = 0
    private var steps: [Formula.Step] = []
    private var names: [String] = []

    init(_ words: [Word]) {
        self.words = words
    }

    mutating func read() throws(Formula.Fault) -> ([Formula.Step], [String]) {
        try comparison()
        guard word.kind == .end else {
            throw fault("\(shown) does not continue the expression", "write an operator before it, or take it out")
        }
        guard !names.isEmpty else {
            throw Formula.Fault(position: 1, reason: "it names no layer", remedy: "name at least one of the layers")
        }
        return (steps, names)
    }

    private var word: Word { words[next] }

    private var shown: String {
        switch word.kind {
        case .number(let number): "'\(ParameterValue.number(number))'"
        case .name(let name), .quoted(let name): "'\(name)'"
        case .sign(let sign): "'\(sign)'"
        case .end: "the end"
        }
    }

    private func fault(_ reason: String, _ remedy: String) -> Formula.Fault {
        Formula.Fault(position: word.position, reason: reason, remedy: remedy)
    }

    private mutating func take(_ signs: [String]) -> String? {
        guard case .sign(let sign) = word.kind, signs.contains(sign) else { return nil }
        next += 1
        return sign
    }

    private mutating func comparison() throws(Formula.Fault) {
        let functions: [String: Formula.Function] = [
            "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual, "==": .equal, "!=": .unequal,
        ]
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw fault("brackets are nested deeper than \(Self.deepest)", "write it in several expressions")
        }
        try sum()
        guard let sign = take(Array(functions.keys)), let function = functions[sign] else { return }
        try sum()
        steps.append(.apply(function))
        if take(Array(functions.keys)) != nil {
            next -= 1
            throw fault("a comparison of a comparison", "put one of them in brackets")
        }
    }

    private mutating func sum() throws(Formula.Fault) {
        try product()
        while let sign = take(["+", "-"]) {
            try product()
            steps.append(.apply(sign == "+" ? .add : .subtract))
        }
    }

    private mutating func product() throws(Formula.Fault) {
        try sign()
        while let sign = take(["*", "/"]) {
            try self.sign()
            steps.append(.apply(sign == "*" ? .multiply : .divide))
        }
    }

    private mutating func sign() throws(Formula.Fault) {
        var isNegative = false
        while let sign = take(["-", "+"]) {
            if sign == "-" { isNegative.toggle() }
        }
        try power()
        if isNegative { steps.append(.apply(.negate)) }
    }

    private mutating func power() throws(Formula.Fault) {
        try atom()
        guard take(["^"]) != nil else { return }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw fault("powers are nested deeper than \(Self.deepest)", "write it in several expressions")
        }
        try sign()
        steps.append(.apply(.power))
    }

    private mutating func atom() throws(Formula.Fault) {
        switch word.kind {
        case .number(let number):
            steps.append(.number(number))
            next += 1
        case .quoted(let name): layer(name)
        case .name(let name):
            if words[next + 1].kind == .sign("(") {
                try call(name)
            } else if Formula.Function.named[name] != nil {
                throw fault("the function '\(name)' has no brackets", "write \(name)(...)")
            } else {
                layer(name)
            }
        case .sign("("):
            next += 1
            try comparison()
            try close()
        default: throw fault("a number or a layer is missing before \(shown)", "write one there")
        }
    }

    private mutating func layer(_ name: String) {
        let place = names.firstIndex(of: name) ?? names.count
        if place == names.count { names.append(name) }
        steps.append(.layer(place))
        next += 1
    }

    private mutating func call(_ name: String) throws(Formula.Fault) {
        guard let (function, least, most) = Formula.Function.named[name] else {
            throw fault(
                "there is no function '\(name)'",
                suggestion(for: name, among: Array(Formula.Function.named.keys)))
        }
        let start = word
        next += 2
        var count = 0
        repeat {
            try comparison()
            count += 1
            if function == .min || function == .max, count > 1 { steps.append(.apply(function)) }
        } while take([","]) != nil
        try close()
        guard count >= least && count <= most else {
            throw Formula.Fault(
                position: start.position, reason: "'\(name)' was given \(count) values",
                remedy: least == most ? "give it \(least)" : "give it \(least) to \(most)")
        }
        if function != .min && function != .max { steps.append(.apply(function)) }
    }

    private mutating func close() throws(Formula.Fault) {
        guard take([")"]) != nil else { throw fault("a bracket is open before \(shown)", "write ')' there") }
    }
}
