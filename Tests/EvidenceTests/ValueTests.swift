import Evidence
import Foundation
import KernelTypes
import Operations
import Testing

@Suite struct ValueTests {
    private let row = SmallRaster(columns: 5, values: [2, 4, .nan, 8, 18])

    private func result(_ type: any StripTransform.Type, _ parameters: [String: ParameterValue]) throws -> [Float] {
        try row.result(of: type, parameters)
    }

    @Test func `each transform is what a hand computes`() throws {
        #expect(agree(try result(MinMax.self, [:]), [0, 0.125, .nan, 0.375, 1], within: 0))
        #expect(agree(try result(MinMax.self, ["low": -1, "high": 3]), [-1, -0.5, .nan, 0.5, 3], within: 0))
        #expect(agree(try result(Logarithm.self, ["base": "2"]), [1, 2, .nan, 3, log2(18)], within: 1e-7))
        #expect(
            agree(try result(Logarithm.self, ["shift": 2]), [log10(4), log10(6), .nan, 1, log10(20)], within: 1e-7))
        let missing = try result(Logarithm.self, ["shift": -4, "base": "e", "nonpositive": "missing"])
        #expect(agree(missing, [.nan, .nan, .nan, log(4), log(14)], within: 1e-7))
        let bent = try result(Sigmoid.self, ["midpoint": 4, "slope": 0.5])
        let logistic = { (t: Double) -> Double in 1 / (1 + exp(-t)) }
        let expected = [logistic(-1), 0.5, .nan, logistic(2), logistic(7)]
        #expect(agree(bent, expected, within: 1e-7))
        // Percentiles 25 and 75 of 2 4 8 18: 3.5 and 10.5.
        #expect(agree(try result(Winsorise.self, ["lower": 25, "upper": 75]), [3.5, 4, .nan, 8, 10.5], within: 0))
        #expect(agree(try result(Clip.self, ["low": 3]), [3, 4, .nan, 8, 18], within: 0))
        #expect(agree(try result(Clip.self, ["high": 8, "beyond": "missing"]), [2, 4, .nan, 8, .nan], within: 0))
        #expect(agree(try result(Binarise.self, ["where": ">= 4"]), [0, 1, .nan, 1, 1], within: 0))
        #expect(agree(try result(OneHot.self, ["class": 8]), [0, 0, .nan, 1, 0], within: 0))
    }

    @Test func `the ends of a stretched ramp are exactly the limits`() throws {
        let ramp = SmallRaster(columns: 100, values: (0..<700).map { 0.1 + 0.3 * Float($0) })
        let stretched = try ramp.result(of: MinMax.self, ["low": 0.1, "high": 0.7])
        #expect(stretched.first == 0.1 && stretched.last == 0.7)
        let expected = (0..<700).map { 0.1 + 0.6 * Double($0) / 699 }
        #expect(agree(stretched, expected, within: 1e-6))
    }

    @Test func `classes have the breaks that each rule says`() throws {
        func classes(_ parameters: [String: ParameterValue]) throws -> [Float] { try result(Classify.self, parameters) }
        // 2 ... 18 in four: 6, 10, 14.
        #expect(agree(try classes(["method": "equal", "classes": 4]), [1, 1, .nan, 2, 4], within: 0))
        #expect(agree(try classes(["method": "defined", "interval": 5]), [1, 1, .nan, 2, 4], within: 0))
        #expect(agree(try classes(["method": "defined", "interval": 5, "origin": 3]), [1, 2, .nan, 3, 5], within: 0))
        // The median of 2 4 8 18 is 6.
        #expect(agree(try classes(["method": "quantile", "classes": 2]), [1, 1, .nan, 2, 2], within: 0))
        // 2 · 9^(1/2) = 6.
        #expect(agree(try classes(["method": "geometric", "classes": 2]), [1, 1, .nan, 2, 2], within: 0))
        // Mean 8, σ √38 = 6.16: breaks at 1.84, 8 and 14.16; the first is below all cells.
        #expect(agree(try classes(["method": "deviation", "classes": 4]), [1, 1, .nan, 2, 3], within: 0))
        #expect(agree(try classes(["method": "natural", "classes": 2]), [1, 1, .nan, 1, 2], within: 0))
        #expect(agree(try classes(["method": "natural", "classes": 9]), [1, 2, .nan, 3, 4], within: 0))
    }

    /// Of jenkspy 0.4.1, which names the greatest value of each class.
    @Test(
        arguments: [
            (3, [116, 129, 145]), (5, [111, 119, 127, 135, 145]), (7, [108, 113, 119, 125, 131, 137, 145]),
        ] as [(Int, [Float])])
    func `natural breaks are those of another program`(classes: Int, expected: [Float]) throws {
        let raster = Staircase.withGaps
        let found = try raster.result(of: Classify.self, ["method": "natural", "classes": .number(Double(classes))])
        let greatest = (1...classes).map { number in
            zip(raster.values, found).filter { $0.1 == Float(number) }.map(\.0).max()
        }
        #expect(greatest == expected)
    }

    @Test(arguments: [2, 3, 4])
    func `natural breaks are no worse than those of every other grouping`(classes: Int) throws {
        var random = Seeded(71)
        for _ in 0..<3 {
            let values = (0..<16).map { _ in Float.random(in: 0..<40, using: &random).rounded() }
            let raster = SmallRaster(columns: 16, values: values)
            let found = try raster.result(
                of: Classify.self, ["method": "natural", "classes": .number(Double(classes))])
            let distinct = Set(values).sorted()
            var best = Double.infinity
            func search(_ breaks: [Float], from index: Int) {
                if breaks.count == classes - 1 {
                    best = min(best, cost(values, values.map { x in Float(breaks.count { $0 <= x }) }))
                    return
                }
                for next in index..<distinct.count { search(breaks + [distinct[next]], from: next + 1) }
            }
            search([], from: 1)
            #expect(abs(cost(values, found) - best) < 1e-9 * max(1, best))
            #expect(Set(found).count == classes)
        }
    }

    private func cost(_ values: [Float], _ groups: [Float]) -> Double {
        Set(groups).map { group in
            let members = zip(values, groups).filter { $0.1 == group }.map { Double($0.0) }
            let mean = members.reduce(0, +) / Double(members.count)
            return members.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }.reduce(0, +)
    }

    @Test func `a wide layer's natural breaks are those of its quantiles`() throws {
        // Two clouds: the break falls between them, whatever the sample.
        var random = Seeded(72)
        let values = (0..<3000).map { index in
            index % 3 == 0 ? Float.random(in: 90...100, using: &random) : Float.random(in: 0...10, using: &random)
        }
        let raster = SmallRaster(columns: 60, values: values)
        let found = try raster.result(of: Classify.self, ["method": "natural", "classes": 2])
        #expect(zip(values, found).allSatisfy { $1 == ($0 > 50 ? 2 : 1) })
    }

    @Test func `a mask keeps what it says`() throws {
        let grid = row.grid()
        for (parameters, expected) in [
            ([:], [2, .nan, .nan, .nan, 18]),
            (["where": "> 1"], [.nan, .nan, .nan, .nan, 18]),
            (["invert": true], [.nan, 4, .nan, 8, .nan]),
        ] as [([String: ParameterValue], [Double])] {
            let mask = SmallRaster(columns: 5, values: [1, 0, 1, .nan, 2])
            let transform = try Mask(Mask.declaration.resolve(parameters), on: grid)
            let output = mask.strip
            transform.apply(to: [row.strip, mask.strip], into: output)
            #expect(agree(output.cells.values, expected, within: 0))
        }
    }

    @Test func `gaps are filled from all sides or not at all`() throws {
        let gap = SmallRaster(columns: 3, values: [1, 2, 3, 4, .nan, 6, 7, 8, 9])
        // Sides 2, 6, 8, 4 at 1; corners 1, 3, 9, 7 at √2: every weighted mean of opposite pairs is 5.
        #expect(try gap.result(of: FillGaps.self)[4] == 5)
        #expect(try gap.result(of: FillGaps.self, ["reach": 1])[4] == 5)
        let uneven = SmallRaster(columns: 3, values: [1, 2, 3, 4, .nan, 6, 7, 8, 99])
        let diagonal = 1 / 2.0.squareRoot()
        let expected = (20 + 110 * diagonal) / (4 + 4 * diagonal)
        let found = Double(try uneven.result(of: FillGaps.self)[4])
        #expect(abs(found - expected) < 1e-5)
        let open = SmallRaster(columns: 3, values: [1, .nan, 3, 4, .nan, 6, 7, 8, 9])
        #expect(try open.result(of: FillGaps.self).filter(\.isNaN).count == 2)
        let wide = SmallRaster(columns: 7, values: (0..<49).map { $0 % 7 > 1 && $0 % 7 < 5 ? .nan : Float($0) })
        #expect(try wide.result(of: FillGaps.self, ["reach": 1]).filter(\.isNaN).count == 21)
    }

    @Test(
        arguments: [
            (MinMax.self, ["low": 1, "high": 1], "low"), (Logarithm.self, ["shift": -2], "shift"),
            (Sigmoid.self, ["slope": 0], "slope"), (Winsorise.self, ["lower": 60, "upper": 40], "lower"),
            (Clip.self, [:], "low"), (Clip.self, ["low": 3, "high": 2], "low"),
            (Clip.self, ["low": .number(.infinity)], "low"), (Binarise.self, ["where": "big"], "where"),
            (OneHot.self, ["class": 3], "class"), (Classify.self, ["method": "defined"], "interval"),
            (Classify.self, ["method": "equal", "interval": 3], "interval"),
            (Classify.self, ["method": "defined", "interval": 1e-9], "interval"),
        ] as [(any StripTransform.Type, [String: ParameterValue], String)])
    func `what cannot be is refused with the way out`(
        type: any StripTransform.Type, parameters: [String: ParameterValue], key: String
    ) {
        let error = #expect(throws: OperationError.self) { try row.result(of: type, parameters) }
        #expect(error?.key == key)
        #expect(error?.remedy.isEmpty == false)
    }

    @Test func `layers that say nothing are refused`() {
        let flat = SmallRaster(columns: 3, values: [5, 5, .nan])
        let empty = SmallRaster(columns: 3, values: [.nan, .nan, .nan])
        let cases: [(any StripTransform.Type, [String: ParameterValue])] = [
            (MinMax.self, [:]), (Classify.self, ["method": "equal"]), (Classify.self, ["method": "natural"]),
        ]
        for (type, parameters) in cases {
            for raster in [flat, empty] {
                let error = #expect(throws: OperationError.self) { try raster.result(of: type, parameters) }
                #expect(error?.key == "in")
            }
        }
        #expect(throws: OperationError.self) { try empty.result(of: Winsorise.self) }
        let negative = SmallRaster(columns: 2, values: [-1, 5])
        let error = #expect(throws: OperationError.self) {
            try negative.result(of: Classify.self, ["method": "geometric"])
        }
        #expect(error?.key == "in")
    }
}
