import Operations
import Testing

@testable import Statistics

@Suite struct StatisticsOperationsTests {
    @Test func `the declarations make one catalog`() throws {
        let declarations =
            StatisticsOperations.transforms.map { $0.declaration }
            + StatisticsOperations.procedures.map { $0.declaration }
        let catalog = Catalog(declarations)
        for operation in declarations {
            #expect(try catalog.operation(operation.name) == operation)
            #expect(!operation.source.isEmpty && !operation.formula.isEmpty, "\(operation.name)")
        }
    }
}
