import Operations
import Testing

@testable import PotentialField

@Suite struct PotentialFieldOperationsTests {
    @Test func `the declarations make one catalog`() throws {
        let declarations =
            PotentialFieldOperations.transforms.map { $0.declaration }
            + PotentialFieldOperations.procedures.map { $0.declaration }
        let catalog = Catalog(declarations)
        for operation in declarations {
            #expect(try catalog.operation(operation.name) == operation)
            #expect(!operation.source.isEmpty && !operation.formula.isEmpty, "\(operation.name)")
        }
    }
}
