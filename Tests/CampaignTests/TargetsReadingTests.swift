import Operations
import Testing

@testable import Campaign

/// The section `targets`: how targets are cut, and by what they are ranked.
@Suite struct TargetsReadingTests {
    private static let catalog = Catalog(
        SmallWorld.catalog.operations.filter { !ranking.map(\.name).contains($0.name) } + ranking)

    private static let ranking: [Operation] = [
        operation("value-targets", [.init("draws", .integer(from: 100, to: 1_000_000), default: 10_000, "draws")]),
        operation("travel-time", [.init("road_speed", .positive, unit: "km/h", default: 40, "on roads")]),
        operation(
            "rank-targets",
            [
                .init("method", .choice(["utility", "sum", "topsis"]), default: "utility", "how"),
                .init("weights", .map, default: .map([:]), "weights"),
                .init("sources", .map, default: .map([:]), "sources"),
                .init("risk_weights", .map, default: .map([:]), "weights"),
            ]),
        operation("advise-surveys", [.init("costs", .map, default: .map([:]), "costs")]),
    ]

    private static func operation(_ name: String, _ parameters: [Parameter]) -> Operation {
        Operation(
            name: name, summary: name, family: .target, inputs: [], parameters: parameters,
            outputs: [.init("out", .table)], memory: .features, formula: "", source: "")
    }

    /// The small campaign with this section in place of its own.
    private func read(_ targets: String) throws -> CampaignFile.Targets {
        let lines = SmallWorld.campaign.split(separator: "\n", omittingEmptySubsequences: false)
        let text = lines.filter { !$0.hasPrefix("targets:") }.joined(separator: "\n") + "\n" + targets
        let campaign = try CampaignFile.read(text, file: "campaign.yaml", catalog: Self.catalog) { path in
            guard !path.hasSuffix("missing.yaml") else { throw Missing() }
            return path.hasPrefix("Models/") || path.hasPrefix("Prices/") ? "text of \(path)" : SmallWorld.grid
        }
        return try #require(campaign.targets)
    }

    private struct Missing: Error {}

    private func problem(_ targets: String) throws -> CampaignError.Problem {
        let error = try #require(throws: CampaignError.self) { _ = try read(targets) }
        return try #require(error.problems.first)
    }

    private static let head = "targets:\n  of: porphyry\n  above: { quantile: 0.98 }\n"

    @Test func `a threshold is a share, a score or a method, and a core is a share or a score`() throws {
        let found = try read("targets: { of: porphyry, above: prediction-area, core: { value: 0.9 }, split: 0.1 }")
        #expect(found.above == .method("prediction-area") && found.core == .value(0.9) && found.split == 0.1)
        #expect(try problem("targets: { of: porphyry, above: prediction-aera }").remedy.contains("prediction-area"))
        #expect(
            try problem("targets: { of: porphyry, above: { value: 1 }, core: prediction-area }").key == "targets.core")
    }

    @Test func `a valuation holds the texts of the files that it names`() throws {
        let found = try read(
            Self.head + "  value: { model: Models/porphyry-copper.yaml, prices: Prices/a.yaml, draws: 500 }\n")
        let value = try #require(found.value)
        #expect(value.model == .init(path: "Models/porphyry-copper.yaml", text: "text of Models/porphyry-copper.yaml"))
        #expect(value.prices?.text == "text of Prices/a.yaml")
        #expect(value.parameters["draws"] == 500)
        let lost = try problem(Self.head + "  value: { model: Models/missing.yaml }\n")
        #expect(lost.key == "targets.value.model" && lost.reason.contains("missing.yaml"))
    }

    @Test func `access names features to go to, over rasters and roads`() throws {
        let found = try read(
            Self.head + "  access: { to: { fault: faults, showing: known }, roads: [faults], road_speed: 60 km/h }\n")
        let access = try #require(found.access)
        #expect(access.destinations.map(\.name) == ["fault", "showing"] && access.roads == ["faults"])
        #expect(access.parameters["road_speed"] == 60)
        #expect(found.references == ["faults", "known", "faults"])
        let wrong = try problem(Self.head + "  access: { to: { fault: tmi } }\n")
        #expect(wrong.key == "targets.access.to.fault" && wrong.reason.contains("a raster"))
    }

    @Test func `an exclusion and a risk say where they are from, and a risk what it weighs`() throws {
        let found = try read(
            Self.head + "  exclude: { park: { of: faults, source: WDPA } }\n"
                + "  risks: { flood: { of: tmi, weight: 0.4, source: a survey } }\n")
        #expect(found.exclusions == [.init(name: "park", of: "faults", weight: nil, source: "WDPA")])
        #expect(found.risks == [.init(name: "flood", of: "tmi", weight: 0.4, source: "a survey")])
        #expect(try problem(Self.head + "  exclude: { park: { of: faults } }\n").key == "targets.exclude.park.source")
        #expect(
            try problem(Self.head + "  risks: { flood: { of: tmi, weight: 2, source: a } }\n").key
                == "targets.risks.flood.weight")
        #expect(
            try problem(Self.head + "  exclude: { park: { of: faults, weight: 1, source: a } }\n").remedy
                .contains("risks"))
    }

    @Test func `ranking holds what is set, and refuses what stands elsewhere`() throws {
        let found = try read(
            Self.head + "  ranking: { method: topsis, weights: { score: 1 } }\n  advice: { costs: { tmi: 50 } }\n")
        #expect(found.ranking == ["method": "topsis", "weights": .map(["score": 1])])
        #expect(found.advice == ["costs": .map(["tmi": 50])])
        let wrong = try problem(Self.head + "  ranking: { method: topsys }\n")
        #expect(wrong.key == "targets.ranking.method")
        #expect(try problem(Self.head + "  ranking: { sources: { a: b } }\n").remedy.contains("source:"))
    }

    @Test func `ids follow the run before only where the campaign says so`() throws {
        #expect(try !read("targets: { of: porphyry, above: { value: 0.5 } }").follows)
        #expect(try read("targets: { of: porphyry, above: { value: 0.5 }, follow: true }").follows)
    }
}
