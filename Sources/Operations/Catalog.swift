/// All operations, by name.
package struct Catalog: Sendable, Codable {
    package let operations: [Operation]

    package init(_ operations: [Operation]) {
        let names = Set(operations.map(\.name))
        precondition(names.count == operations.count, "an operation is declared once")
        self.operations = operations
    }

    /// The operation of this name, or an error that names the nearest one.
    package func operation(_ name: String) throws(OperationError) -> Operation {
        guard let found = operations.first(where: { $0.name == name }) else {
            throw OperationError(
                code: .unknownOperation, operation: name, key: "", reason: "there is no operation '\(name)'",
                remedy: suggestion(for: name, among: operations.map(\.name)))
        }
        return found
    }
}
