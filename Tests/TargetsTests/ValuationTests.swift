import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Targets

@Suite struct ValuationTests {
    private let model = """
        model: test   # a comment
        title: "Test: with a colon"
        source: >-
          Nobody, 2026,
          a made-up model
        tonnage: { unit: Mt, p90: 10, p50: 100, p10: 1000 }
        grades:
          Cu: { unit: percent, p90: 0.25, p50: 0.5, p10: 1 }
          Au: { unit: g/t, p90: 0.1, p50: 0.2, p10: 0.4 }
        correlation: { Cu: -0.5 }
        density: { intercept: -3, area: 0.5, tonnage: 0.1, error: 0.3 }
        """
    private let deck = """
        deck: test
        date: 2026-01-31
        currency: USD
        source: Nobody
        prices:
          Cu: { price: 400, low: 300, high: 500, unit: cents/lb }
          Au: { price: 2000, unit: USD/troy oz }
        """

    private func target(score: Double, cells: Int = 100) -> Target {
        Target(
            id: "T-1", rank: 1, meanScore: score, maximumScore: score, meanUncertainty: nil, cells: cells,
            squareMetres: Double(cells) * 1e6, centroid: Point(x: 0, y: 0),
            bounds: Bounds(west: 0, south: 0, east: 1, north: 1), geographic: nil, nearest: nil, contributions: [],
            outline: [])
    }

    private func value(
        _ target: Target, _ parameters: [String: ParameterValue], deck: String? = nil
    ) throws -> TargetAssessment.Value {
        let bench = MemoryBench()
        bench.put(
            value: TargetsFile(evidence: [], threshold: 0, crs: "EPSG:32641", targets: [target], known: []),
            as: "targets")
        bench.put(bytes: Array(model.utf8), as: "model")
        bench.put(bytes: Array((deck ?? self.deck).utf8), as: "prices")
        try bench.run(TargetValuation.self, parameters)
        let file = try bench.value(given: "values", as: AssessmentsFile.self)
        return try #require(file.assessments.first?.value)
    }

    /// The product of correlated lognormals is lognormal: its quantiles have a closed form.
    @Test func `metal of one deposit has the quantiles of the closed form`() throws {
        let value = try value(target(score: 0.25), ["number": "one", "draws": 40_000])
        let tenth = 1.281_551_565_544_600_4
        let (tonnage, grade) = (Elementary.log(10) / tenth, Elementary.log(2) / tenth)
        #expect(value.chance == 0.25)
        for (metal, median, correlation) in [(0, 0.5e6, -0.5), (1, 20.0, 0)] {
            let spread = (tonnage * tonnage + grade * grade + 2 * correlation * tonnage * grade).squareRoot()
            let found = value.metals[metal].tonnes
            // Three standard errors of a quantile of 40,000 draws are 3 % of the spread at most.
            #expect(abs(Elementary.log(found.p50 / median)) < 0.03 * spread)
            #expect(abs(Elementary.log(found.p10 / median) - tenth * spread) < 0.04 * spread)
            #expect(abs(Elementary.log(found.p90 / median) + tenth * spread) < 0.04 * spread)
        }
        #expect(abs(Elementary.log(value.ore.p50 / 100)) < 0.05)
    }

    @Test func `deposits add up to the sum of the posterior, and worth to the mean of each`() throws {
        let target = target(score: 0.004)
        let value = try value(target, ["draws": 60_000, "unit_area": 1e6])
        #expect(abs(value.deposits - 0.4) < 1e-12)
        #expect(abs(value.chance - (1 - Elementary.exp(-0.4))) < 1e-12)
        let tenth = 1.281_551_565_544_600_4
        let (tonnage, grade) = (Elementary.log(10) / tenth, Elementary.log(2) / tenth)
        let copper = 0.5e6 * Elementary.exp((tonnage * tonnage + grade * grade - tonnage * grade) / 2)
        let gold = 20 * Elementary.exp((tonnage * tonnage + grade * grade) / 2)
        let dollars = copper * 4 / 0.000_453_592_37 + gold * 2000 / 31.103_476_8e-6
        #expect(abs(value.expected / (0.4 * dollars) - 1) < 0.08)
        #expect(value.curve.count == 21 && value.curve == value.curve.sorted())
        #expect(value.curve[10] == value.dollars.p50)
    }

    @Test func `a number that is not zero has the mean of its closed form`() {
        var random = RandomStream(seed: 5)
        for mean in [0.01, 0.7, 4] {
            let sum = (0..<20_000).reduce(0) { sum, _ in sum + Valuation.atLeastOne(mean, &random) }
            let expected = mean / (1 - Elementary.exp(-mean))
            #expect(abs(Double(sum) / 20_000 - expected) < 0.05)
        }
        let many = (0..<2000).reduce(0) { sum, _ in sum + random.poisson(75) }
        #expect(abs(Double(many) / 2000 - 75) < 1)
    }

    @Test func `deposits by area and density follow the regression`() throws {
        let value = try value(target(score: 0.5, cells: 10_000), ["number": "density", "draws": 100])
        let deviation = 0.3 * Elementary.log(10)
        let median = Elementary.pow(10, -3 + 0.5 * 4 + 0.1 * 2)
        #expect(abs(value.deposits - median * Elementary.exp(deviation * deviation / 2)) < 1e-9)
    }

    @Test func `the same seed gives the same worth whatever else is on the list`() throws {
        let alone = try value(target(score: 0.5), ["number": "one", "draws": 200])
        #expect(try value(target(score: 0.5), ["number": "one", "draws": 200]) == alone)
        #expect(try value(target(score: 0.5), ["number": "one", "draws": 200, "seed": 2]) != alone)
    }

    @Test(
        arguments: [
            ("source: Nobody\n", "", "no name, date or source"),
            ("2026-01-31", "2026-13-31", "no name, date or source"),
            ("cents/lb", "cents/kg", "no unit"), ("low: 300", "low: 500", "limits of Cu"),
            ("currency: USD", "currency: EUR", "not USD"), ("  Au: {", "  Cu: {", "stands here twice"),
        ])
    func `a price deck that cannot be used says why`(_ old: String, _ new: String, _ reason: String) throws {
        let parts = deck.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
        let bad = parts.joined(separator: new)
        let error = #expect(throws: OperationError.self) {
            try PriceDeck(Array(bad.utf8), operation: "value-targets", input: "prices")
        }
        #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
    }

    @Test func `Reko Diq and the other porphyries of the Tethys lie within the published model's range`() throws {
        let model = try SharedData.model("porphyry-copper")
        let copper = try #require(model.grades.first { $0.commodity == "Cu" })
        guard let text = try SharedData.text("tethys-deposits/grade_tonnage_mudd_jowitt_2018.csv") else { return }
        var checked = 0
        for line in text.split(separator: "\n") where line.contains("Porphyry") {
            guard let ore = Self.number(after: "% Cu: ore=", in: line),
                let grade = Self.number(after: "grade=", in: line)
            else { continue }
            // Within what one in a thousand deposits goes beyond at each end.
            #expect(abs(model.tonnage.score(of: ore)) < 3.09, "\(line)")
            #expect(abs(copper.share.score(of: grade / 100)) < 3.09, "\(line)")
            checked += 1
        }
        #expect(checked == 3)
        #expect(abs(model.tonnage.score(of: 5867.9) - 2.13) < 0.02)
    }

    private static func number(after key: String, in line: Substring) -> Double? {
        guard let place = line.firstRange(of: key) else { return nil }
        return Double(line[place.upperBound...].prefix { $0.isNumber || $0 == "." })
    }

    @Test func `every model and deck that is delivered is read, and has its source`() throws {
        let decks = try SharedData.files(in: "Prices").map { bytes in
            try PriceDeck(bytes, operation: "value-targets", input: "prices")
        }
        #expect(decks.count >= 1)
        let models = try SharedData.files(in: "Models").map { bytes in
            try GradeTonnageModel(bytes, operation: "value-targets", input: "model")
        }
        #expect(models.count >= 6)
        for model in models {
            for grade in model.grades {
                #expect(decks.contains { $0.prices[grade.commodity] != nil }, "\(model.name) \(grade.commodity)")
            }
        }
        let prices = try #require(decks.first?.prices)
        #expect(abs((prices["Cu"]?.price ?? 0) - 9530.6) < 1)
        #expect(abs((prices["WO3"]?.price ?? 0) - 27_000) < 1e-6)
        #expect(abs((prices["REO"]?.price ?? 0) - 7286) < 1)
    }
}
