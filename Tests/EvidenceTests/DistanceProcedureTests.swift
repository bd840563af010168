import Evidence
import Foundation
import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@Suite struct DistanceProcedureTests {
    private let spots = SmallRaster(41, 33, in: 0...100, seed: 60)

    private var grid: AnalysisGrid { spots.grid(cellWidth: 30, cellHeight: 50) }

    private func nearest(_ isTarget: (Float) -> Bool) -> [Double] {
        let targets = spots.values.indices.filter { isTarget(spots.values[$0]) }
        return spots.values.indices.map { cell in
            targets.map { target in
                let x = Double(cell % 41 - target % 41) * 30
                let y = Double(cell / 41 - target / 41) * 50
                return (x * x + y * y).squareRoot()
            }.min() ?? .nan
        }
    }

    private func run<P: Procedure>(_ type: P.Type, _ parameters: [String: ParameterValue], threads: Int = 2) throws
        -> [Float]
    {
        let bench = MemoryBench(grid: grid)
        bench.threads = threads
        bench.put(spots.strip, on: grid, as: "in")
        try bench.run(type, parameters)
        return try bench.strip("out").cells.values
    }

    @Test func `distances are exact on any number of threads`() throws {
        let expected = nearest { $0 > 97 }
        for threads in [1, 2, 5] {
            let found = try run(Distance.self, ["where": "> 97"], threads: threads)
            #expect(agree(found, expected, within: 1e-7))
        }
        let capped = try run(Distance.self, ["where": "> 97", "maximum": 100])
        #expect(agree(capped, expected.map { min($0, 100) }, within: 1e-7))
    }

    @Test(
        arguments: [
            (["threshold": 97], Float(97).nextUp...1000),
            (["criterion": "lower", "threshold": 3], -1...Float(3).nextDown),
            (["criterion": "between", "low": 50, "high": 52], 50...52),
        ] as [([String: ParameterValue], ClosedRange<Float>)])
    func `an anomaly is what its criterion says`(
        parameters: [String: ParameterValue], anomalies: ClosedRange<Float>
    ) throws {
        let found = try run(AnomalyDistance.self, parameters)
        let expected = nearest { anomalies.contains($0) }
        #expect(agree(found, expected, within: 1e-7))
        let outside = try run(AnomalyDistance.self, ["criterion": "outside", "low": 2, "high": 98])
        #expect(agree(outside, nearest { $0 < 2 || $0 > 98 }, within: 1e-7))
    }

    @Test func `nearness falls as its decay says`() throws {
        let distances = nearest { $0 > 97 }
        for (decay, formula) in [
            ("linear", { max(0, 1 - $0 / 200) }), ("exponential", { exp(-$0 / 200) }),
            ("gaussian", { exp(-$0 * $0 / 80_000) }),
        ] as [(String, (Double) -> Double)] {
            let found = try run(Proximity.self, ["where": "> 97", "reach": 200, "decay": .text(decay)])
            #expect(agree(found, distances.map(formula), within: 1e-6))
        }
    }

    @Test func `features are targets too`() throws {
        let bench = MemoryBench(grid: grid)
        let place = grid.centre(column: 7, row: 20)
        bench.put(occurrences: [Occurrence(name: "A", location: place)], as: "in")
        try bench.run(Distance.self)
        let found = try bench.strip("out")
        #expect(found[7, 20] == 0 && found[10, 20] == 90 && found[10, 24] == Float(hypot(90.0, 200)))
        #expect(throws: OperationError.self) {
            try MemoryBench(grid: grid).run(Distance.self)
        }
    }

    @Test(
        arguments: [
            ([:], "threshold"), (["threshold": 1, "low": 2], "low"), (["criterion": "between", "low": 1], "high"),
            (["criterion": "outside", "low": 2, "high": 1], "low"), (["threshold": 1000], "in"),
            (["threshold": 1, "coordinates": "degrees"], "in"),
        ] as [([String: ParameterValue], String)])
    func `criteria with the wrong limits are refused at the wrong one`(
        parameters: [String: ParameterValue], key: String
    ) {
        let error = #expect(throws: OperationError.self) { try run(AnomalyDistance.self, parameters) }
        #expect(error?.key == key && error?.remedy.isEmpty == false)
    }

    private let lines: [[Point]] = [
        [Point(x: 199_000, y: 3_199_000), Point(x: 201_500, y: 3_199_900), Point(x: 200_300, y: 3_198_200)],
        [Point(x: 200_600, y: 3_201_000), Point(x: 200_600, y: 3_198_000)],
    ]

    @Test func `line density is the length within the circle over its area`() throws {
        let bench = MemoryBench(grid: grid)
        bench.put(features: lines.map { Feature(geometry: .lines([$0])) }, as: "in")
        try bench.run(LineDensity.self, ["radius": 170])
        let found = try bench.strip("out").cells.values
        let expected = found.indices.map { index -> Double in
            let centre = grid.centre(column: index % 41, row: index / 41)
            var length = 0.0
            for line in lines {
                for (from, to) in zip(line, line.dropFirst()) {
                    // Small steps, each counted where its middle lies.
                    let whole = hypot(to.x - from.x, to.y - from.y)
                    for step in 0..<2000 {
                        let share = (Double(step) + 0.5) / 2000
                        let x = from.x + share * (to.x - from.x) - centre.x
                        let y = from.y + share * (to.y - from.y) - centre.y
                        if x * x + y * y <= 170 * 170 { length += whole / 2000 }
                    }
                }
            }
            return length / 1000 / (.pi * 0.17 * 0.17)
        }
        #expect(zip(found, expected).allSatisfy { abs(Double($0) - $1) < 0.04 })
        // A line through the centre has the circle's diameter: 2 r / (π r²).
        let bench2 = MemoryBench(grid: grid)
        let y = grid.centre(column: 0, row: 10).y
        let line = [Point(x: 100_000, y: y), Point(x: 300_000, y: y)]
        bench2.put(features: [Feature(geometry: .lines([line]))], as: "in")
        try bench2.run(LineDensity.self, ["radius": 500])
        #expect(abs(Double(try bench2.strip("out")[20, 10]) - 2 / (.pi * 0.5)) < 1e-6)
        #expect(try bench2.strip("out")[20, 21] == 0)
    }

    @Test func `point density counts and does not care how many threads there are`() throws {
        var random = Seeded(61)
        let points = (0..<60).map { _ in
            Point(
                x: .random(in: 199_800...201_400, using: &random), y: .random(in: 3_198_200...3_200_200, using: &random)
            )
        }
        var results: Set<[Float]> = []
        for threads in [1, 3] {
            let bench = MemoryBench(grid: grid)
            bench.threads = threads
            bench.put(occurrences: points.map { Occurrence(name: "", location: $0) }, as: "in")
            try bench.run(PointDensity.self, ["radius": 240])
            results.insert(try bench.strip("out").cells.values)
        }
        let found = try #require(results.first)
        #expect(results.count == 1)
        let expected = found.indices.map { index -> Double in
            let centre = grid.centre(column: index % 41, row: index / 41)
            let near = points.count { hypot($0.x - centre.x, $0.y - centre.y) <= 240 }
            return Double(near) / (.pi * 0.24 * 0.24)
        }
        #expect(agree(found, expected, within: 1e-6))
    }

    @Test func `layers without lines or points are refused`() {
        let bench = MemoryBench(grid: grid)
        bench.put(features: [Feature(geometry: .points([Point(x: 1, y: 2)]))], as: "in")
        let error = #expect(throws: OperationError.self) { try bench.run(LineDensity.self, ["radius": 5]) }
        #expect(error?.key == "in" && error?.remedy.contains("point-density") == true)
        let empty = MemoryBench(grid: grid)
        empty.put(features: [], as: "in")
        #expect(throws: OperationError.self) { try empty.run(PointDensity.self, ["radius": 5]) }
    }

    @Test func `association tells which layers meet in a block`() throws {
        let small = SmallRaster(columns: 5, values: [1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, .nan, 0])
        let other = SmallRaster(columns: 5, values: [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0])
        func run(_ block: Double) throws -> (count: [Float], code: [Float], table: Table) {
            let bench = MemoryBench()
            bench.put(small.strip, on: small.grid(), as: "in", named: "faults")
            bench.put(other.strip, on: other.grid(), as: "in", named: "dykes")
            try bench.run(Association.self, ["block": .number(block)])
            return (
                try bench.strip("out").cells.values, try bench.strip("code").cells.values,
                try bench.table(given: "table")
            )
        }
        let single = try run(1)
        #expect(single.code == [1, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0])
        let double = try run(2)
        #expect(double.code == [3, 3, 0, 0, 1, 3, 3, 0, 0, 1, 0, 0, 2, 2, 0])
        #expect(double.count == [2, 2, 0, 0, 1, 2, 2, 0, 0, 1, 0, 0, 1, 1, 0])
        #expect(
            double.table.rows.map { $0[1] } == [.text(""), .text("faults + dykes"), .text("faults"), .text("dykes")])
        #expect(double.table.rows.map { $0[2] } == [.whole(7), .whole(4), .whole(2), .whole(2)])
    }
}
