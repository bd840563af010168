import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Geochemistry

/// What holds for every operation of the room.
@Suite struct GeochemistryOperationsTests {
    static let declarations =
        GeochemistryOperations.transforms.map { $0.declaration }
        + GeochemistryOperations.procedures.map { $0.declaration }

    private static let needed: [String: [String: ParameterValue]] = [
        "alr": ["denominator": "c"], "alr-inverse": ["denominator": "c"], "catchments": ["channel": "cu"],
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
        var needed = Self.needed[operation.name] ?? [:]
        if operation.parameters.contains(where: { $0.name == "parts" }) { needed["parts"] = ["a", "b", "c"] }
        #expect(BadParameters.complaints(about: operation, needed: needed).isEmpty)
    }

    /// Terrain that is routed as a whole says how much it would need.
    @Test(arguments: declarations.filter { $0.memory == .whole }.map(\.name))
    func `a raster beyond memory is refused with the size that would do`(name: String) throws {
        let bench = MemoryBench()
        bench.memoryBytes = 1 << 10
        let area = grid(columns: 40, rows: 40)
        let terrain = Strip(columns: 40, values: (0..<1600).map { Float($0) })
        let samples = Readings(
            crs: area.crs, positions: [area.centre(column: 3, row: 3)],
            channels: [.init(name: "cu", unit: "ppm", values: [1])])
        let procedure = try #require(GeochemistryOperations.procedures.first { $0.declaration.name == name })
        bench.put(terrain, on: area, as: procedure.declaration.inputs[0].name)
        if procedure.declaration.inputs.count > 1 { bench.put(readings: samples, as: "samples") }
        let error = #expect(throws: OperationError.self) {
            try bench.run(procedure, Self.needed[name] ?? [:])
        }
        #expect(error?.code == .tooLarge && error?.remedy.contains("MiB a worker") == true)
        #expect(!bench.figures.keys.contains("cells"))
    }

    @Test func `a singularity's halo is its largest window's`() throws {
        let operation = Singularity.declaration
        let transform = try Singularity(operation.resolve(["largest": 5]), on: grid(columns: 20, rows: 20))
        #expect(transform.halo == 5 && operation.halo == "largest cells")
    }
}
