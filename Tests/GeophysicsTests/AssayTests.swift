import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Geophysics

@Suite struct AssayTests {
    private func samples(_ channels: [Readings.Channel], _ labels: [String: [String]]) -> Readings {
        let count = channels[0].values.count
        return Readings(
            crs: nil, positions: .init(repeating: Point(x: 0, y: 0), count: count), labels: labels, channels: channels)
    }

    private func run<P: Procedure>(
        _ procedure: P.Type, _ readings: Readings, _ parameters: [String: ParameterValue] = [:],
        standards: String? = nil
    ) throws -> MemoryBench {
        let bench = MemoryBench()
        bench.put(readings: readings, as: "in")
        if let standards { bench.put(bytes: Array(standards.utf8), as: "standards") }
        try bench.run(procedure, parameters)
        return bench
    }

    @Test func `oxides become elements by the factors that petrologists use, limits too`() throws {
        let names = ["SiO2", "Al2O3", "Fe2O3", "K2O", "TiO2", "P2O5", "U3O8", "Cu"]
        let bench = try run(
            AssayUnits.self,
            samples(
                names.map {
                    .init(
                        name: $0, unit: "%", values: [1], censored: $0 == "K2O" ? [.init(reading: 0, limit: 0.5)] : [])
                }, [:]),
            ["to": "%"])
        let out = try bench.readings(given: "out")
        // Published conversion factors, oxide to element.
        for (name, factor) in [
            ("Si", 0.4674), ("Al", 0.5293), ("Fe", 0.6994), ("K", 0.8301), ("Ti", 0.5993), ("P", 0.4364), ("U", 0.8480),
            ("Cu", 1),
        ] {
            #expect(abs(try #require(out.channel("\(name)_pct")?.values.first) - factor) < 6e-5)
        }
        #expect(abs(try #require(out.channel("K_pct")?.censored.first).limit - 0.41507) < 1e-5)
        let back = try run(
            AssayUnits.self, samples([.init(name: "Fe", unit: "ppm", values: [69_943])], [:]),
            ["oxides": .map(["Fe": "Fe2O3"]), "to": "%"])
        #expect(abs(try #require(back.readings(given: "out").channel("Fe2O3_pct")?.values.first) - 10) < 1e-3)
        #expect(AtomicWeight.element(in: "Co")?.symbol == "Co" && AtomicWeight.element(in: "CoO")?.symbol == "Co")
        #expect(
            AtomicWeight.element(in: "O2") == nil && AtomicWeight.element(in: "Xx2O3") == nil
                && AtomicWeight.element(in: "LOI") == nil)
    }

    @Test func `reference materials warn, fail, and fail when two in a row lean one way`() throws {
        // Certified 100, deviation 5.
        let values = [101.0, 111, 112, 99, 120, 50, 89]
        let types = ["OREAS1", "OREAS1", "OREAS1", "OREAS1", "OREAS1", "soil", "OREAS1"]
        let bench = try run(
            StandardRecovery.self, samples([.init(name: "Cu", unit: "ppm", values: values)], ["standard": types]),
            standards: "standard,channel,value,deviation\nOREAS1,Cu,100,5\n")
        let rows = try bench.table(given: "table").rows
        #expect(
            rows.map { $0[8] } == [
                .text("pass"), .text("warn"), .text("fail"), .text("pass"), .text("fail"), .text("warn"),
            ])
        #expect(rows[1][6] == .number(111))
        #expect(bench.figures["standards_fail"] == 2)
        #expect(throws: OperationError.self) {
            try run(
                StandardRecovery.self, samples([.init(name: "Cu", unit: "ppm", values: values)], ["standard": types]),
                standards: "standard,channel,value,deviation\nOREAS1,Zn,100,5\n")
        }
    }

    @Test func `duplicates with a known error give back its line and variation`() throws {
        var generator = Seeded(5)
        func normal() -> Double {
            let u = Double.random(in: 1e-12..<1, using: &generator)
            let v = Double.random(in: 0..<1, using: &generator)
            return (-2 * Elementary.log(u)).squareRoot() * Elementary.cos(2 * Double.pi * v)
        }
        // s = 2 + 0.05 c, concentrations 20 to 1000.
        var (values, names, originals): ([Double], [String], [String]) = ([], [], [])
        for pair in 0..<4400 {
            let c = Double.random(in: 20...1000, using: &generator)
            for twin in 0..<2 {
                values.append(c + (2 + 0.05 * c) * normal())
                names.append("S\(pair)\(twin == 0 ? "" : "D")")
                originals.append(twin == 0 ? "" : "S\(pair)")
            }
        }
        let bench = try run(
            DuplicatePrecision.self,
            samples([.init(name: "Cu", unit: "ppm", values: values)], ["sample": names, "duplicate_of": originals]))
        let row = try #require(bench.table(given: "table").rows.first)
        guard case .number(let s0) = row[4], case .number(let k) = row[5], case .number(let detection) = row[6] else {
            Issue.record("a fit")
            return
        }
        // 400 groups: the slope is told to some per cent; medians of 11 lean high by about 2 %.
        #expect(abs(k - 0.05) < 0.004)
        #expect(abs(s0 - 2) < 1.2)
        #expect(abs(detection - 2 * s0 / (1 - 2 * k)) < 1e-9)
        #expect(DuplicatePrecision.thompsonHowarth([(1, 2)]) == nil)
    }

    @Test func `the variation of pairs is Stanley and Lawie's`() throws {
        let bench = try run(
            DuplicatePrecision.self,
            samples(
                [.init(name: "Au", unit: "ppb", values: [10, 12, 50, 40])],
                ["sample": ["a", "b", "c", "d"], "duplicate_of": ["", "a", "", "c"]]))
        // 2 (2/22)² = 0.0165289, 2 (10/90)² = 0.0246914: root of the mean 0.1435623.
        guard case .number(let cv)? = try bench.table(given: "table").rows.first?[2] else { return }
        #expect(abs(cv - 14.35623) < 1e-4)
        let quality = try bench.value(given: "qc", as: QualityRecord.self)
        #expect(quality.remarks.map(\.first) == [3])
    }

    @Test func `a dirty blank is named and its carry-over told`() throws {
        var (values, types): ([Double], [String]) = ([], [])
        for (before, blank) in [(10.0, 0.5), (100, 1.1), (1000, 9), (20, 0.6), (500, 4), (50, 0.8)] {
            values += [before, blank]
            types += ["soil", "blank"]
        }
        let bench = try run(
            BlankCheck.self, samples([.init(name: "Cu", unit: "ppm", values: values)], ["sample_type": types]),
            ["limits": .map(["Cu": 1])])
        let row = try #require(bench.table(given: "table").rows.first)
        #expect(row[1] == .whole(6) && row[2] == .whole(2) && row[3] == .number(9) && row[5] == .number(1))
        #expect(try bench.value(given: "qc", as: QualityRecord.self).remarks.map(\.first) == [5, 9])
    }

    @Test(arguments: ["quantile", "z-score", "robust-z"])
    func `a batch that reads high and wide comes to the reference's level`(method: String) throws {
        var generator = Seeded(9)
        let ground = (0..<200).map { _ in Double.random(in: 10...90, using: &generator) }
        let other = ground.map { 30 + 1.5 * $0 }
        let bench = try run(
            BatchLevelling.self,
            samples(
                [.init(name: "Cu", unit: "ppm", values: ground + other + [1, 2])],
                ["batch": .init(repeating: "A", count: 200) + .init(repeating: "B", count: 200) + ["C", "C"]]),
            ["method": .text(method), "reference": "A"])
        let levelled = try #require(bench.readings(given: "out").channel("Cu_levelled")).values
        #expect(Array(levelled.prefix(200)) == ground)
        for (own, known) in zip(levelled[200..<400], ground) { #expect(abs(own - known) < 1e-9) }
        #expect(Array(levelled.suffix(2)) == [1, 2])
        #expect(bench.notes.contains { $0.contains("Too small to level, and left: C") })
    }
}
