import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Geochemistry

@Suite struct LogRatioTests {
    /// One reading, and a second that is ten times the first: the same composition.
    private let sample = readings([("a", [0.1, 1]), ("b", [0.3, 3]), ("c", [0.4, 4]), ("d", [0.2, 2])])
    private let sound = {
        var random = Seeded(4)
        return readings(
            ["w", "x", "y", "z"].map { name in
                (name, (0..<20).map { _ in Double.random(in: 0.01...50, using: &random) })
            })
    }()

    /// The documentation of scikit-bio 0.6, `skbio.stats.composition`, for (0.1, 0.3, 0.4, 0.2).
    @Test func `clr, ilr and alr are those of scikit-bio`() throws {
        let centred = try made(CentredLogRatio.self, of: sample).readings.channels.suffix(4).map { $0.values[0] }
        #expect(agree(centred, [-0.79451346, 0.30409883, 0.5917809, -0.10136628], 1e-8))
        let isometric = try made(IsometricLogRatio.self, of: sample).readings.channels.suffix(3).map { $0.values[0] }
        #expect(agree(isometric, [-0.7768362, -0.68339802, 0.11704769], 1e-8))
        let additive = try made(AdditiveLogRatio.self, of: sample, ["denominator": "a"]).readings
        #expect(additive.channels.suffix(3).map(\.name) == ["alr(b/a)", "alr(c/a)", "alr(d/a)"])
        #expect(agree(additive.channels.suffix(3).map { $0.values[0] }, [1.09861229, 1.38629436, 0.69314718], 1e-8))
    }

    @Test func `pivot coordinates and pairs are their formulas`() throws {
        let pivot = try made(PivotLogRatio.self, of: sample).readings.channels.suffix(3).map { $0.values[0] }
        // √(3/4) ln(0.1 / ∛(0.3 · 0.4 · 0.2)), √(2/3) ln(0.3 / √(0.4 · 0.2)), √(1/2) ln(0.4 / 0.2), by numpy
        #expect(agree(pivot, [-0.9174251172252536, 0.04808472295236255, 0.4901290717342736], 1e-12))
        let pairs = try made(PairwiseLogRatio.self, of: sample).readings.channels.suffix(6)
        #expect(pairs.map(\.name) == ["ln(a/b)", "ln(a/c)", "ln(a/d)", "ln(b/c)", "ln(b/d)", "ln(c/d)"])
        #expect(agree([pairs.last?.values[0] ?? 0], [0.6931471805599453], 1e-15))
    }

    @Test func `a scale of the whole reading changes nothing`() throws {
        for kind in [
            AdditiveLogRatio.self, CentredLogRatio.self, IsometricLogRatio.self, PivotLogRatio.self,
            PairwiseLogRatio.self,
        ] as [any Procedure.Type] {
            for channel in try made(kind, of: sample).readings.channels.dropFirst(4) {
                #expect(abs(channel.values[0] - channel.values[1]) < 1e-14)
            }
        }
    }

    @Test func `centred coordinates sum to zero`() throws {
        let channels = try made(CentredLogRatio.self, of: sound).readings.channels.suffix(4)
        for reading in 0..<20 { #expect(abs(channels.reduce(0) { $0 + $1.values[reading] }) < 1e-13) }
    }

    @Test func `isometric and pivot coordinates keep Aitchison's distance`() throws {
        let centred = try made(CentredLogRatio.self, of: sound).readings.channels.suffix(4).map(\.values)
        let partition: ParameterValue = ["++--", "+-00", "00+-"]
        let others = [
            try made(IsometricLogRatio.self, of: sound).readings, try made(PivotLogRatio.self, of: sound).readings,
            try made(IsometricLogRatio.self, of: sound, ["partition": partition]).readings,
        ].map { $0.channels.suffix(3).map(\.values) }
        func distance(_ values: [[Double]], _ a: Int, _ b: Int) -> Double {
            values.reduce(0) { $0 + ($1[a] - $1[b]) * ($1[a] - $1[b]) }.squareRoot()
        }
        for coordinates in others {
            for a in 0..<20 {
                for b in 0..<a { #expect(abs(distance(centred, a, b) - distance(coordinates, a, b)) < 1e-12) }
            }
        }
    }

    @Test(arguments: [
        (AdditiveLogRatio.self as any Procedure.Type, AdditiveLogRatioInverse.self as any Procedure.Type),
        (CentredLogRatio.self, CentredLogRatioInverse.self), (IsometricLogRatio.self, IsometricLogRatioInverse.self),
        (PivotLogRatio.self, PivotLogRatioInverse.self), (PairwiseLogRatio.self, PairwiseLogRatioInverse.self),
    ])
    func `the way back gives the closed composition`(there: any Procedure.Type, back: any Procedure.Type) throws {
        var coordinates = try made(there, of: sound).readings
        coordinates.channels.removeFirst(4)
        let parts = try made(back, of: coordinates, ["parts": ["w", "x", "y", "z"], "total": 100, "unit": "%"]).readings
        let closed = try made(Closure.self, of: sound, ["total": 100, "unit": "%"]).readings
        for name in ["w", "x", "y", "z"] {
            let (a, b) = (try #require(parts.channel(name)), try #require(closed.channel(name)))
            #expect(agree(a.values, b.values, 1e-11) && a.unit == "%")
        }
    }

    @Test func `zeros and negatives are refused with the reading and the remedy`() throws {
        for bad in [0.0, -5] {
            let wrong = readings([("cu", [3, bad]), ("zn", [4, 4])])
            let error = #expect(throws: OperationError.self) { try made(CentredLogRatio.self, of: wrong) }
            #expect(error?.code == .unfitInput && error?.reason.contains("'cu'") == true)
            #expect(error?.reason.contains("reading 2") == true)
            #expect(error?.remedy.contains("substitute-censored") == true)
        }
    }

    @Test func `a reading with a censored part has no result, and the remark says why`() throws {
        let part = readings(
            [("cu", [3, .nan, 5]), ("zn", [4, 4, .nan])], censored: ["cu": [.init(reading: 1, limit: 2)]])
        let (result, bench) = try made(CentredLogRatio.self, of: part)
        #expect(result.channel("clr(cu)")?.values.map(\.isNaN) == [false, true, true])
        #expect(result.channel("cu")?.censored == [.init(reading: 1, limit: 2)])
        #expect(bench.notes.first?.contains("1 of them are censored") == true)
        #expect(bench.figures["readings"] == 1)
    }

    @Test func `per cent and parts per million are brought to one unit`() throws {
        var mixed = readings([("fe", [5]), ("cu", [200])])
        mixed.channels[0].unit = "%"
        let ratio = try made(PairwiseLogRatio.self, of: mixed).readings.channel("ln(fe/cu)")
        #expect(agree(ratio?.values ?? [], [Elementary.log(250)], 1e-14))
        mixed.channels[0].unit = "cps"
        let error = #expect(throws: OperationError.self) { try made(PairwiseLogRatio.self, of: mixed) }
        #expect(error?.code == .unfitInput && error?.reason.contains("cps") == true)
    }

    @Test func `a name that is near is offered, and one part is too few`() {
        let near = #expect(throws: OperationError.self) {
            try made(AdditiveLogRatio.self, of: sound, ["channels": ["w", "xx"]])
        }
        #expect(near?.remedy == "did you mean 'w'?" || near?.remedy == "did you mean 'x'?")
        let few = #expect(throws: OperationError.self) {
            try made(CentredLogRatio.self, of: sound, ["channels": ["w"]])
        }
        #expect(few?.key == "channels")
        for partition in [
            ["++--", "+-00"], ["++--", "+-00", "+0-0"], ["++--", "+-00", "++00"], ["++-x", "+-00", "00+-"],
        ] {
            #expect(throws: OperationError.self) {
                try made(
                    IsometricLogRatio.self, of: sound,
                    ["partition": .list(partition.map(ParameterValue.text))])
            }
        }
    }

    @Test func `rasters have the coordinates of readings`() throws {
        let table = try made(IsometricLogRatio.self, of: sound).readings.channels.suffix(3).map(\.values)
        for (coordinate, values) in table.enumerated() {
            for threads in [1, 3] {
                let bench = MemoryBench()
                bench.threads = threads
                for channel in sound.channels {
                    bench.put(
                        Strip(columns: 4, values: channel.values.map { Float($0) }), on: grid(columns: 4, rows: 5),
                        as: "in", named: channel.name)
                }
                try bench.run(
                    LogRatioLayers.self, ["transform": "ilr", "coordinate": .number(Double(coordinate + 1))])
                #expect(agree(try bench.strip("out").cells.values.map { Double($0) }, values, 1e-5))
            }
        }
    }

    @Test func `a zero cell is refused with its place`() throws {
        let bench = MemoryBench()
        bench.put(Strip(columns: 3, values: [1, 2, 3, 4, 5, 6]), on: grid(columns: 3, rows: 2), as: "in", named: "cu")
        bench.put(Strip(columns: 3, values: [1, 2, 3, 4, 0, 6]), on: grid(columns: 3, rows: 2), as: "in", named: "zn")
        let error = #expect(throws: OperationError.self) { try bench.run(LogRatioLayers.self) }
        #expect(error?.reason == "'zn' is 0.0 in column 1, row 1, which has no logarithm")
        let high = #expect(throws: OperationError.self) { try bench.run(LogRatioLayers.self, ["coordinate": 3]) }
        #expect(high?.remedy == "write a whole number in 1...2")
    }
}
