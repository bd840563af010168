import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Statistics

/// What holds for every operation of the room.
@Suite struct StatisticsOperationsTests {
    static let declarations =
        StatisticsOperations.transforms.map { $0.declaration }
        + StatisticsOperations.procedures.map { $0.declaration }
    /// Those that take rasters alone.
    static let ofRasters = StatisticsOperations.procedures.indices.filter {
        let inputs = StatisticsOperations.procedures[$0].declaration.inputs
        return inputs[0].kind == .raster && inputs.dropFirst().allSatisfy(\.isOptional)
    }

    private static let needed: [String: [String: ParameterValue]] = [
        "local-outlier-factor": ["neighbours": 5], "local-moran-readings": ["channel": "a"],
        "getis-ord-readings": ["channel": "a"], "mahalanobis-local": ["window": 7, "guard": 1],
    ]

    @Test func `the declarations make one catalog`() throws {
        let catalog = Catalog(Self.declarations)
        for operation in Self.declarations {
            #expect(try catalog.operation(operation.name) == operation)
            #expect(!operation.source.isEmpty && !operation.formula.isEmpty, "\(operation.name)")
        }
    }

    @Test(arguments: declarations.indices) func `bad parameters are refused by name, range and nearest name`(index: Int)
    {
        let operation = Self.declarations[index]
        #expect(BadParameters.complaints(about: operation, needed: Self.needed[operation.name] ?? [:]).isEmpty)
    }

    private func run(_ index: Int, _ layers: [[Float]]) throws -> MemoryBench {
        let procedure = StatisticsOperations.procedures[index]
        let single = !procedure.declaration.inputs[0].isMany
        let bench = LayerWorld(layers: single ? [layers[0]] : layers).bench()
        try bench.run(procedure, Self.needed[procedure.declaration.name] ?? [:])
        return bench
    }

    @Test(arguments: ofRasters) func `without a value there is a refusal with its remedy, or no figure`(index: Int)
        throws
    {
        let empty = Array(repeating: Array(repeating: Float.nan, count: 120), count: 3)
        do {
            let bench = try run(index, empty)
            // A table of layers may say that there is nothing in them.
            #expect(bench.figures.values.allSatisfy { !$0.isFinite || $0 == 0 })
        } catch let error as OperationError {
            #expect(error.code == .unfitInput && !error.remedy.isEmpty && !error.reason.isEmpty)
        }
    }

    @Test(arguments: ofRasters) func `one missing cell is missing in the result and nowhere else`(index: Int) throws {
        let procedure = StatisticsOperations.procedures[index].declaration
        guard procedure.outputs.contains(where: { $0.kind == .raster && $0.name == "out" }) else { return }
        var layers = LayerWorld().layers
        layers[0][5] = 4
        layers[1][50] = 5
        layers[2][51] = 6
        layers[0][64] = .nan
        let found = try run(index, layers).strip("out").cells.values
        #expect(found.indices.filter { found[$0].isNaN } == [64], "\(procedure.name)")
    }

    /// 21 bytes a cell are less than any whole raster takes: what bands need is a constant here.
    @Test(arguments: ofRasters) func `none needs the whole raster, whatever its declaration says`(index: Int) {
        #expect(StatisticsOperations.procedures[index].declaration.memory == .twoPass)
    }
}
