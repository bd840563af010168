import Operations
import Testing

@testable import Geochemistry

@Suite struct GeochemistryOperationsTests {
    @Test func `the declarations make one catalog`() throws {
        let declarations =
            GeochemistryOperations.transforms.map { $0.declaration }
            + GeochemistryOperations.procedures.map { $0.declaration }
        let catalog = Catalog(declarations)
        for operation in declarations {
            #expect(try catalog.operation(operation.name) == operation)
            #expect(!operation.source.isEmpty && !operation.formula.isEmpty, "\(operation.name)")
        }
    }
}
