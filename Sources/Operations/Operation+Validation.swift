/// Why an operation cannot run as asked, and what to write instead.
package struct OperationError: Error, Hashable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        case unknownOperation, unknownParameter, missingParameter, wrongType, outOfRange, unknownInput, missingInput
        /// The inputs are what was asked for, and cannot be used.
        case unfitInput
        /// It needs more memory than it may take.
        case tooLarge
    }
    package var code: Code
    package var operation: String
    /// The parameter or input that it is about; empty when it is the operation itself.
    package var key: String
    package var reason: String
    package var remedy: String

    package init(code: Code, operation: String, key: String, reason: String, remedy: String) {
        self.code = code
        self.operation = operation
        self.key = key
        self.reason = reason
        self.remedy = remedy
    }

    package var description: String { "\(operation): \(reason); \(remedy)" }
}

extension Operation {
    /// The parameters with defaults filled in, after every name, type and range was checked.
    package func resolve(_ given: [String: ParameterValue]) throws(OperationError) -> [String: ParameterValue] {
        let known = parameters.map(\.name)
        for name in given.keys.sorted() where !known.contains(name) {
            throw OperationError(
                code: .unknownParameter, operation: self.name, key: name, reason: "there is no parameter '\(name)'",
                remedy: known.isEmpty ? "it has none" : suggestion(for: name, among: known))
        }
        var resolved: [String: ParameterValue] = [:]
        for parameter in parameters {
            if let value = given[parameter.name] {
                resolved[parameter.name] = try check(value, for: parameter)
            } else if let fallback = parameter.fallback {
                resolved[parameter.name] = fallback
            } else if !parameter.isOptional {
                throw OperationError(
                    code: .missingParameter, operation: self.name, key: parameter.name,
                    reason: "'\(parameter.name)' is not set", remedy: "set it: \(parameter.summary)")
            }
        }
        return resolved
    }

    /// Checks that the inputs of these names and counts are what the operation takes.
    package func checkInputs(_ counts: [String: Int]) throws(OperationError) {
        let known = inputs.map(\.name)
        for name in counts.keys.sorted() where !known.contains(name) {
            throw OperationError(
                code: .unknownInput, operation: self.name, key: name, reason: "there is no input '\(name)'",
                remedy: suggestion(for: name, among: known))
        }
        for input in inputs {
            let count = counts[input.name] ?? 0
            if count == 0 && !input.isOptional {
                throw OperationError(
                    code: .missingInput, operation: self.name, key: input.name,
                    reason: "the input '\(input.name)' is missing", remedy: "give it: \(input.summary)")
            }
            if count > 1 && !input.isMany {
                throw OperationError(
                    code: .unknownInput, operation: self.name, key: input.name,
                    reason: "'\(input.name)' was given \(count) times", remedy: "give one")
            }
        }
    }

    private func check(_ value: ParameterValue, for parameter: Parameter) throws(OperationError) -> ParameterValue {
        let problem: String?
        switch (parameter.type, value) {
        case (.number(let low, let high), .number(let number)):
            problem = number >= low && number <= high ? nil : "\(value) is outside \(parameter.rangeText)"
        case (.integer(let low, let high), .number(let number)):
            let isWhole = number == number.rounded() && number >= Double(low) && number <= Double(high)
            problem = isWhole ? nil : "\(value) is not a whole number in \(parameter.rangeText)"
        case (.choice(let words), .text(let word)):
            problem = words.contains(word) ? nil : "'\(word)' is not a choice"
            if problem != nil {
                throw OperationError(
                    code: .outOfRange, operation: name, key: parameter.name,
                    reason: "'\(word)' is not a choice for '\(parameter.name)'",
                    remedy: suggestion(for: word, among: words))
            }
        case (.text, .text), (.flag, .flag), (.map, .map): problem = nil
        // A number typed as text on a command line or in YAML is still a word here.
        case (.text, .number): return .text(value.description)
        case (.numbers, .list(let values)) where values.allSatisfy({ $0.number != nil }): problem = nil
        case (.numbers, .number): return .list([value])
        case (.words, .list(let values)) where values.allSatisfy({ $0.text != nil || $0.number != nil }):
            return .list(values.map { .text($0.description) })
        case (.words, .text): return .list([value])
        default:
            throw OperationError(
                code: .wrongType, operation: name, key: parameter.name,
                reason: "'\(parameter.name)' cannot be '\(value)'", remedy: "write \(parameter.typeText)")
        }
        if let problem {
            throw OperationError(
                code: .outOfRange, operation: name, key: parameter.name, reason: "'\(parameter.name)': \(problem)",
                remedy: "write \(parameter.typeText)")
        }
        return value
    }
}

extension Parameter {
    /// The type in words, with its limits.
    package var typeText: String {
        switch type {
        case .number: "a number \(rangeText)"
        case .integer: "a whole number \(rangeText)"
        case .choice(let words): "one of " + words.joined(separator: ", ")
        case .text: "a text"
        case .flag: "true or false"
        case .numbers: "numbers in a list, [1, 2, 3]"
        case .words: "words in a list, [a, b]"
        case .map: "names with values, { a: b }"
        }
    }

    /// The limits of a numeric parameter as `low...high`.
    package var rangeText: String {
        switch type {
        case .number(.leastNormalMagnitude, .infinity): "above 0"
        case .number(-.infinity, .infinity): ""
        case .number(let low, .infinity): "of at least \(ParameterValue.number(low))"
        case .number(-.infinity, let high): "of at most \(ParameterValue.number(high))"
        case .number(let low, let high): "\(ParameterValue.number(low))...\(ParameterValue.number(high))"
        case .integer(let low, let high): high == .max ? "of at least \(low)" : "\(low)...\(high)"
        default: ""
        }
    }
}
