/// The resolved parameters of one operation, read by name and type.
package struct Settings: Sendable {
    package let operation: String
    package let values: [String: ParameterValue]

    /// Takes values that `Operation.resolve` has checked.
    package init(_ values: [String: ParameterValue], of operation: Operation) {
        self.operation = operation.name
        self.values = values
    }

    package func has(_ key: String) -> Bool { values[key] != nil }

    package func number(_ key: String) throws(OperationError) -> Double {
        guard let number = values[key]?.number else { throw missing(key) }
        return number
    }

    package func integer(_ key: String) throws(OperationError) -> Int { Int(try number(key)) }

    package func text(_ key: String) throws(OperationError) -> String {
        guard let text = values[key]?.text else { throw missing(key) }
        return text
    }

    package func flag(_ key: String) throws(OperationError) -> Bool {
        guard let flag = values[key]?.flag else { throw missing(key) }
        return flag
    }

    /// The numbers of a list.
    package func numbers(_ key: String) throws(OperationError) -> [Double] {
        guard let list = values[key]?.list else { throw missing(key) }
        return list.compactMap(\.number)
    }

    /// The words of a list; empty where an optional parameter is not set.
    package func words(_ key: String) -> [String] { values[key]?.list?.map(\.description) ?? [] }

    /// Finite numbers, as cells hold them.
    package func cells(_ key: String) throws(OperationError) -> [Float] {
        guard let list = values[key]?.list else { throw missing(key) }
        let cells = list.map { Float($0.number ?? .nan) }
        guard cells.allSatisfy(\.isFinite) else {
            throw error(.outOfRange, key, "'\(key)' holds a number that a cell cannot", "write finite numbers")
        }
        return cells
    }

    package func error(
        _ code: OperationError.Code, _ key: String, _ reason: String, _ remedy: String
    ) -> OperationError {
        OperationError(code: code, operation: operation, key: key, reason: reason, remedy: remedy)
    }

    package func missing(_ key: String) -> OperationError {
        error(.missingParameter, key, "'\(key)' is not set", "set it")
    }
}
