import Evidence
import Operations
import Testing

@Suite struct EvidenceOperationsTests {
    @Test func `every operation is declared once with its formula and its source`() {
        let operations = EvidenceOperations.transforms.map { $0.declaration } + EvidenceOperations.others
        #expect(Catalog(operations).operations.count == 7)
        for operation in operations {
            #expect(!operation.summary.isEmpty && !operation.formula.isEmpty && !operation.source.isEmpty)
            #expect(operation.parameters.allSatisfy { !$0.summary.isEmpty })
        }
    }
}
