import Geophysics
import Operations
import Testing

@Suite struct GeophysicsOperationsTests {
    @Test func `every operation is declared once with its formula and its source`() {
        for operation in Catalog(GeophysicsOperations.operations).operations {
            #expect(operation.name.hasPrefix("grid-"))
            #expect(!operation.summary.isEmpty && !operation.formula.isEmpty && !operation.source.isEmpty)
            #expect(operation.inputs.map(\.kind) == [.readings])
        }
        #expect(GeophysicsOperations.operations.map(\.name) == ["grid-inverse-distance", "grid-block-mean"])
    }
}
