import Evidence
import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@Suite struct BandTests {
    private let a = SmallRaster(columns: 3, values: [1, 2, 3, 4, .nan, 6])
    private let b = SmallRaster(columns: 3, values: [0, 5, -2, 8, 1, .nan])

    private func result(_ expression: String, height: Int = 0) throws -> [Float] {
        let bench = MemoryBench()
        bench.put(a.strip, on: a.grid(), as: "in", named: "a")
        bench.put(b.strip, on: b.grid(), as: "in", named: "folder/b.2024.tif")
        try bench.run(BandExpression.self, ["expression": .text(expression)])
        return try bench.strip("out").cells.values
    }

    @Test(
        arguments: [
            ("a + b * 2", [1, 12, -1, 20, .nan, .nan]), ("(a + b) * 2", [2, 14, 2, 24, .nan, .nan]),
            ("a - b - 1", [0, -4, 4, -5, .nan, .nan]), ("2 ^ a ^ 2", [2, 16, 512, 65536, .nan, 68_719_476_736]),
            ("-a ^ 2", [-1, -4, -9, -16, .nan, -36]), ("(-a) ^ 2", [1, 4, 9, 16, .nan, 36]),
            ("2 ^ -1 * a", [0.5, 1, 1.5, 2, .nan, 3]), ("a / b", [.nan, 0.4, -1.5, 0.5, .nan, .nan]),
            ("12 / a / 2", [6, 3, 2, 1.5, .nan, 1]), ("a >= 3", [0, 0, 1, 1, .nan, 1]),
            ("a + 1 < b", [0, 1, 0, 1, .nan, .nan]), ("(a == 2) + (b != 5)", [1, 1, 1, 1, .nan, .nan]),
            ("min(a, b, 2)", [0, 2, -2, 2, .nan, .nan]), ("max(a, b)", [1, 5, 3, 8, .nan, .nan]),
            ("abs(b)", [0, 5, 2, 8, 1, .nan]),
            ("sqrt(a)", [1, 2.0.squareRoot(), 3.0.squareRoot(), 2, .nan, 6.0.squareRoot()]),
            ("sqrt(b - 5)", [.nan, 0, .nan, 3.0.squareRoot(), .nan, .nan]),
            ("log2(b)", [.nan, 5 / 2.1533827903669653, .nan, 3, 0, .nan]), ("log(exp(a))", [1, 2, 3, 4, .nan, 6]),
            ("log10(1000) * a", [3, 6, 9, 12, .nan, 18]), ("where(b > 0, a, -1)", [-1, 2, -1, 4, .nan, .nan]),
            ("where(a > 2, b, a)", [1, 2, -2, 8, .nan, .nan]),
            ("a * 1.5e1 + .5", [15.5, 30.5, 45.5, 60.5, .nan, 90.5]),
            ("\"folder/b.2024.tif\" + 'a'", [1, 7, 1, 12, .nan, .nan]), ("--a", [1, 2, 3, 4, .nan, 6]),
            ("exp(a * 100)", [.nan, .nan, .nan, .nan, .nan, .nan]), ("0 * a ^ 0", [0, 0, 0, 0, .nan, 0]),
        ] as [(String, [Double])])
    func `an expression is what a hand computes`(expression: String, expected: [Double]) throws {
        #expect(agree(try result(expression), expected, within: 1e-6))
    }

    @Test(
        arguments: [
            ("", 1, "missing"), ("a +", 4, "missing"), ("a b", 3, "does not continue"), ("(a + b", 7, "bracket"),
            ("a + b)", 6, "does not continue"), ("a = b", 3, "'='"), ("a < b < 3", 7, "comparison"),
            ("sqroot(a)", 1, "did you mean 'sqrt'"), ("min(a)", 1, "2 to 64"), ("where(a, b)", 1, "3"),
            ("sqrt", 1, "sqrt(...)"), ("1 + 2", 1, "layer"), ("a + 'b", 5, "closing"), ("a; b", 2, "';'"),
            ("__import__('os')", 1, "no function"), ("a.b", 2, "number"), ("1e999 * a", 1, "number"),
        ] as [(String, Int, String)])
    func `what is no expression is refused at its place`(expression: String, position: Int, words: String) {
        let error = #expect(throws: OperationError.self) { try result(expression) }
        #expect(error?.key == "expression")
        #expect(error?.reason.contains("at character \(position):") == true, "\(error?.reason ?? "")")
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test func `depth and length are bounded`() {
        for hostile in [
            String(repeating: "(", count: 5000) + "a", String(repeating: "a+", count: 6000) + "a",
            "a" + String(repeating: "^a", count: 500),
        ] {
            let error = #expect(throws: OperationError.self) { try result(hostile) }
            #expect(error?.remedy.contains("several expressions") == true)
        }
    }

    @Test func `an unknown layer is refused with the nearest`() {
        let error = #expect(throws: OperationError.self) { try result("a + bb") }
        #expect(
            error?.key == "expression" && error?.remedy == "did you mean 'a'?" || error?.remedy == "did you mean 'b'?")
    }

    private static let reflectances: [Float] = [
        0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.25, 0.35, 0.8, 0.6, 1.1, 1.2, 1.3, 1.4, 1.5,
    ]

    /// Band k has the value of `reflectances[k]`; worked by hand.
    @Test(
        arguments: [
            ("landsat-8", "iron-oxide", 0.4 / 0.2), ("landsat-9", "hydroxyl", 0.25 / 0.35),
            ("landsat-8", "ferrous", 0.25 / 0.5), ("landsat-9", "gossan", 0.25 / 0.4),
            ("sentinel-2", "iron-oxide", 2), ("sentinel-2", "ferrous", 1.3 / 0.8 + 0.3 / 0.4),
            ("sentinel-2", "hydroxyl", 1.2 / 1.3), ("sentinel-2", "gossan", 1.2 / 0.4),
            ("aster", "iron-oxide", 2), ("aster", "ferrous", 0.5 / 0.3 + 0.1 / 0.2), ("aster", "gossan", 2),
            ("aster", "hydroxyl", 0.35 / 0.25 * 0.4 / 0.25),
            ("aster", "alunite-kaolinite-pyrophyllite", 0.65 / 0.5), ("aster", "phyllic", 0.85 / 0.25),
            ("aster", "propylitic", 0.95 / 0.8), ("aster", "silica", 1.44 / (1.1 * 1.3)),
            ("aster", "carbonate", 1.4 / 1.5),
        ] as [(String, String, Double)])
    func `an alteration index is its ratio of bands`(sensor: String, index: String, expected: Double) throws {
        let bench = MemoryBench()
        for band in 1...14 {
            let raster = SmallRaster(columns: 3, values: [Self.reflectances[band], 0, .nan])
            bench.put(raster.strip, on: raster.grid(), as: "b\(band)")
        }
        try bench.run(AlterationIndex.self, ["sensor": .text(sensor), "index": .text(index)])
        let found = try bench.strip("out").cells.values
        #expect(agree(found, [expected, .nan, .nan], within: 1e-6))
    }

    @Test func `missing bands and indices that a sensor cannot see are named`() {
        let bench = MemoryBench()
        bench.put(a.strip, on: a.grid(), as: "b4")
        let error = #expect(throws: OperationError.self) {
            try bench.run(AlterationIndex.self, ["sensor": "aster", "index": "phyllic"])
        }
        #expect(error?.code == .missingInput && error?.reason.contains("b5, b7, b6") == true)
        #expect(error?.remedy == "give --in b5=FILE --in b7=FILE --in b6=FILE")
        let unseen = #expect(throws: OperationError.self) {
            try bench.run(AlterationIndex.self, ["sensor": "landsat-8", "index": "silica"])
        }
        #expect(unseen?.key == "index" && unseen?.remedy == "write one of iron-oxide, ferrous, gossan, hydroxyl")
    }
}
