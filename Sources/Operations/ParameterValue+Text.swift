extension Parameter {
    /// The value that a text on the command line stands for: `31`, `true`, `1,2,3`, `tilt=ascending,faults=unique`.
    package func value(of text: String, for operation: String) throws(OperationError) -> ParameterValue {
        func refused() -> OperationError {
            OperationError(
                code: .wrongType, operation: operation, key: name, reason: "'\(name)' cannot be '\(text)'",
                remedy: "write \(typeText)")
        }
        switch type {
        case .number, .integer:
            guard let number = Double(text) else { throw refused() }
            return .number(number)
        case .choice, .text: return .text(text)
        case .flag:
            switch text {
            case "true", "yes": return true
            case "false", "no": return false
            default: throw refused()
            }
        case .numbers:
            let numbers = Self.items(text).map(Double.init)
            guard numbers.allSatisfy({ $0 != nil }) else { throw refused() }
            return .list(numbers.compactMap(\.self).map(ParameterValue.number))
        case .words: return .list(Self.items(text).map(ParameterValue.text))
        case .map:
            var map: [String: ParameterValue] = [:]
            for item in Self.items(text) {
                let parts = item.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { throw refused() }
                map[parts[0]] = Double(parts[1]).map(ParameterValue.number) ?? .text(parts[1])
            }
            return .map(map)
        }
    }

    private static func items(_ text: String) -> [String] {
        text.split(separator: ",").map { item in
            String(item.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }
}
