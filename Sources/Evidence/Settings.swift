import Operations

/// The resolved parameters of one operation, read by name and type.
struct Settings {
    let operation: String
    private let values: [String: ParameterValue]

    init(_ values: [String: ParameterValue], of operation: Operation) {
        self.operation = operation.name
        self.values = values
    }

    func has(_ key: String) -> Bool { values[key] != nil }

    func number(_ key: String) throws(OperationError) -> Double {
        guard let number = values[key]?.number else { throw missing(key) }
        return number
    }

    func text(_ key: String) throws(OperationError) -> String {
        guard let text = values[key]?.text else { throw missing(key) }
        return text
    }

    /// Finite numbers, as cells hold them.
    func cells(_ key: String) throws(OperationError) -> [Float] {
        guard let list = values[key]?.list else { throw missing(key) }
        let cells = list.map { Float($0.number ?? .nan) }
        guard cells.allSatisfy(\.isFinite) else {
            throw error(.outOfRange, key, "'\(key)' holds a number that a cell cannot", "write finite numbers")
        }
        return cells
    }

    func error(
        _ code: OperationError.Code, _ key: String, _ reason: String, _ remedy: String
    ) -> OperationError {
        OperationError(code: code, operation: operation, key: key, reason: reason, remedy: remedy)
    }

    func missing(_ key: String) -> OperationError {
        error(.missingParameter, key, "'\(key)' is not set", "set it")
    }
}
