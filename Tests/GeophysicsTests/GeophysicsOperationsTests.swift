import Operations
import Testing

@testable import Geophysics

@Suite struct GeophysicsOperationsTests {
    @Test func `the declarations make one catalog`() throws {
        let declarations =
            GeophysicsOperations.transforms.map { $0.declaration }
            + GeophysicsOperations.procedures.map { $0.declaration }
        let catalog = Catalog(declarations)
        for operation in declarations {
            #expect(try catalog.operation(operation.name) == operation)
            #expect(!operation.source.isEmpty && !operation.formula.isEmpty, "\(operation.name)")
        }
    }
}
