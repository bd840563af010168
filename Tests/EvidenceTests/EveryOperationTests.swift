import Dispatch
import Evidence
import KernelTypes
import Operations
import Survey
import TestBench
import Testing

/// What holds for every operation of the room, whatever it computes.
@Suite struct EveryOperationTests {
    static let declarations =
        EvidenceOperations.transforms.map { $0.declaration } + EvidenceOperations.procedures.map { $0.declaration }

    /// Parameters for those that need some.
    private static let needed: [String: [String: ParameterValue]] = [
        "binarise": ["where": "> 50"], "clip": ["low": 20, "high": 70], "one-hot": ["class": 30],
        "classify": ["method": "natural", "classes": 4], "reclassify": ["breaks": [30, 60], "values": [1, 2, 3]],
        "expression": ["expression": "a + 1"], "alteration-index": ["sensor": "aster", "index": "phyllic"],
        "proximity": ["reach": 500], "point-density": ["radius": 500], "line-density": ["radius": 500],
        "fuzzy-membership": ["kind": "linear", "low": 10, "high": 90], "focal-zscore": ["window": 5],
    ]

    private func layers(_ type: any StripTransform.Type, _ raster: SmallRaster) -> [Strip] {
        let other = SmallRaster(raster.columns, raster.rows, in: 0...2, seed: 99)
        return type.declaration.inputs.enumerated().map { $0.offset == 0 ? raster.strip : other.strip }
    }

    /// The output in strips of `height`, on two threads where `isParallel`.
    private func result(
        _ type: any StripTransform.Type, _ raster: SmallRaster, height: Int, isParallel: Bool
    ) throws -> [UInt32] {
        let parameters = Self.needed[type.declaration.name] ?? [:]
        let grid = raster.grid(cellWidth: 30, cellHeight: 20)
        let layers = layers(type, raster)
        var transform = try type.init(type.declaration.resolve(parameters), on: grid)
        let bands = grid.bands(ofAtMost: height)
        try transform.learn { input, visit in
            for band in bands { visit(layers[input].part(band)) }
        }
        let learned = transform
        let output = Strip(columns: raster.columns, rows: 0..<raster.rows, rasterRows: raster.rows)
        @Sendable func write(_ band: Range<Int>) {
            let reach = max(0, band.lowerBound - learned.halo)..<min(raster.rows, band.upperBound + learned.halo)
            learned.apply(to: layers.map { $0.part(reach) }, into: output.part(band))
        }
        if isParallel {
            DispatchQueue.concurrentPerform(iterations: bands.count) { write(bands[$0]) }
        } else {
            for band in bands { write(band) }
        }
        return output.cells.values.map(\.bitPattern)
    }

    @Test(arguments: EvidenceOperations.transforms.indices)
    func `strips of every height and threads of any number give the same bits`(index: Int) throws {
        let type = EvidenceOperations.transforms[index]
        let values = SmallRaster(19, 70, in: 1...99, missing: 0.05, seed: 80).values.map { $0.rounded() }
        let raster = SmallRaster(columns: 19, values: values)
        let whole = try result(type, raster, height: 70, isParallel: false)
        for height in [1, 7, 64] {
            #expect(try result(type, raster, height: height, isParallel: false) == whole)
            #expect(try result(type, raster, height: height, isParallel: true) == whole)
        }
        #expect(Set(whole).count > 1, "the result says something")
        // NaN is the one quiet NaN, and nothing else is not finite.
        #expect(whole.map { Float(bitPattern: $0) }.allSatisfy { $0.isFinite || $0.bitPattern == Float.nan.bitPattern })
    }

    @Test(arguments: EvidenceOperations.transforms.indices)
    func `without a value there is none, and one missing cell stays missing`(index: Int) throws {
        let type = EvidenceOperations.transforms[index]
        let parameters = Self.needed[type.declaration.name] ?? [:]
        guard type.declaration.inputs.count == 1 else { return }
        let empty = SmallRaster(columns: 7, values: Array(repeating: .nan, count: 49))
        do {
            #expect(try empty.result(of: type, parameters).allSatisfy(\.isNaN))
        } catch let error as OperationError {
            #expect(!error.remedy.isEmpty && ["in", "class"].contains(error.key))
        }
        var values = (0..<49).map { Float($0 * 17 % 41) + 1 }
        values[10] = 30
        values[24] = .nan
        let found = try SmallRaster(columns: 7, values: values).result(of: type, parameters)
        // A small gap is filled where that is what was asked for.
        #expect(found[24].isNaN == (type.declaration.name != "fill-gaps"))
        #expect(found.contains { !$0.isNaN })
    }

    @Test(arguments: declarations.indices) func `bad parameters are refused by name, range and nearest name`(index: Int)
    {
        let operation = Self.declarations[index]
        #expect(BadParameters.complaints(about: operation, needed: Self.needed[operation.name] ?? [:]).isEmpty)
    }

    /// Those whose result turns with the ground; the others look in a direction, or at the row's latitude.
    private static let turning = EvidenceOperations.transforms.indices.filter {
        let operation = EvidenceOperations.transforms[$0].declaration
        return operation.inputs.count == 1 && !["aspect", "hillshade"].contains(operation.name)
    }

    @Test(arguments: turning) func `turning the ground by a right angle turns the result`(index: Int) throws {
        let type = EvidenceOperations.transforms[index]
        let parameters = Self.needed[type.declaration.name] ?? [:]
        let values = SmallRaster(21, 17, in: 1...99, missing: 0.05, seed: 81).values.map { $0.rounded() }
        let raster = SmallRaster(columns: 21, values: values)
        // Row and column change places, and the rows run the other way: the north comes to lie in the east.
        func turned(_ values: [Float]) -> [Float] { (0..<357).map { values[(16 - $0 % 17) * 21 + $0 / 17] } }
        let before = turned(try raster.result(of: type, parameters)).map(Double.init)
        let after = try SmallRaster(columns: 17, values: turned(values)).result(of: type, parameters)
        #expect(agree(after, before, within: 2e-5))
    }

    @Test(arguments: EvidenceOperations.transforms.indices)
    func `the declaration says whether strips need a halo`(index: Int) throws {
        let type = EvidenceOperations.transforms[index]
        let operation = type.declaration
        let grid = SmallRaster(9, 9, in: 0...1, seed: 2).grid()
        let transform = try type.init(operation.resolve(Self.needed[operation.name] ?? [:]), on: grid)
        #expect((transform.halo == 0) == operation.halo.isEmpty)
        // What is in words is the number, too.
        switch operation.halo {
        case "", "reach cells", "truncate · sigma cells": break
        case "1 cell": #expect(transform.halo == 1)
        case "window / 2 cells":
            let seven = try type.init(operation.resolve(["window": 7]), on: grid)
            #expect(seven.halo == 3)
        default: Issue.record("unknown: \(operation.halo)")
        }
    }

    @Test(arguments: EvidenceOperations.transforms.indices)
    func `a window is odd and no larger than the grid`(index: Int) throws {
        let type = EvidenceOperations.transforms[index]
        guard type.declaration.parameters.contains(where: { $0.name == "window" }) else { return }
        let raster = SmallRaster(9, 6, in: 1...2, seed: 3)
        for (window, remedy) in [(4.0, "write 3 or 5"), (11, "write an odd number in 3...9")] {
            let error = #expect(throws: OperationError.self) {
                try raster.result(of: type, ["window": .number(window)])
            }
            #expect(error?.key == "window" && error?.remedy == remedy)
        }
        _ = try raster.result(of: type, ["window": 9])
    }

    @Test func `every operation says what it gives, how, after whom and in how much memory`() {
        #expect(Catalog(Self.declarations).operations.count == Self.declarations.count)
        for operation in Self.declarations {
            #expect(!operation.summary.isEmpty && !operation.formula.isEmpty && !operation.source.isEmpty)
            #expect(operation.parameters.allSatisfy { !$0.summary.isEmpty })
        }
        let learning = ["min-max", "robust-z", "standardise", "log", "winsorise", "one-hot", "classify"]
        for type in EvidenceOperations.transforms {
            let isLearning = learning.contains(type.declaration.name)
            #expect(type.declaration.memory == (isLearning ? .twoPass : .strip))
        }
    }
}
