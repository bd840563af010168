import Foundation
import Survey
import Testing

@testable import Portrayal

@Suite struct ReportCardTests {
    private func target(_ rank: Int, _ name: String = "near") -> Target {
        Target(
            id: "T\(rank)", rank: rank, meanScore: 0.8, maximumScore: 0.9, meanUncertainty: 0.05, cells: 300,
            squareMetres: 3e6, centroid: Point(x: Double(rank), y: 0),
            bounds: Bounds(west: -1, south: -1, east: 1, north: 1), geographic: Point(x: -62.5, y: 29.1),
            nearest: .init(name: name, metres: 5340), contributions: [.init(evidence: name, value: 1)], outline: [],
            agreement: 0.75, coverage: 0.5, change: .init(kind: .merged, from: ["T\(rank)", name]))
    }

    private func assessment(_ rank: Int, _ name: String, isExcluded: Bool = false) -> TargetAssessment {
        let ore = TargetAssessment.Quantiles(p90: 30, p50: 240, p10: 1400)
        let value = TargetAssessment.Value(
            chance: 0.625, deposits: 1, ore: ore,
            metals: [.init(commodity: name, tonnes: .init(p90: 1e5, p50: 1.05e6, p10: 7e6), share: 1)],
            dollars: .init(p90: 1e9, p50: 1e10, p10: 6.5e10), expected: 6e9,
            curve: (0...20).map { 1e8 * Double(1 + $0 * $0 * $0) })
        return TargetAssessment(
            id: "T\(rank)", value: value,
            access: [.init(destination: name, hours: 8.25), .init(destination: "x", hours: nil)],
            constraints: [
                .init(
                    name: name, isExclusion: true, level: isExcluded ? 1 : 0, weight: isExcluded ? 1 : 0, source: name),
                .init(name: name, isExclusion: false, level: 0.25, weight: 0.5, source: name),
            ], composite: 0.5,
            stability: isExcluded ? nil : .init(topFive: 0.873, topTen: 1, best: 1, worst: 4),
            suggestion: .init(
                evidence: name, squareKilometres: 1.5, dollars: 1500, expectedShift: 2.25, turnover: 0.4))
    }

    private func content(_ name: String) -> ReportContent {
        ReportContent(
            title: "t", summary: "s", campaign: "c", targets: [target(1, name), target(2, name)],
            assessments: [assessment(1, name), assessment(2, name, isExcluded: true)],
            insets: [.init(target: "T1", title: name, png: [1, 2, 3])], charts: [.init(title: name, svg: name)],
            scenarios: [.init(name: name, order: ["T1"]), .init(name: "b", order: ["T1"])],
            gone: [.init(id: name, into: [name])])
    }

    private func openings(_ html: String) -> [String] {
        html.split(separator: "<").dropFirst().map {
            String($0.prefix { $0.isLetter || $0.isNumber || "/!".contains($0) })
        }.filter { !$0.hasPrefix("/") && !$0.hasPrefix("!") }
    }

    @Test(arguments: [
        "</h3><script>alert(1)</script>", "\" onmouseover=\"alert(1)", "'><b>", "=HYPERLINK(\"http://x\")", "a&lt;b",
        "\u{202E}gpj", "</style><img src=x>", "javascript:alert(1)",
    ]) func `a nasty name adds no element to a card, and no link leaves the page`(_ name: String) {
        let html = RunReport(content(name)).html
        #expect(openings(html) == openings(RunReport(content("plain")).html))
        for part in html.components(separatedBy: "href=\"").dropFirst() { #expect(part.hasPrefix("#target-")) }
    }

    @Test func `a card tells chance, metal, way, limits and what next, in words for people`() {
        let html = RunReport(content("Cu")).html
        for part in [
            "29.1000° N, 62.5000° W", "<dt>Among the best 5</dt><dd>87 %</dd>", "<dd>1 to 4</dd>",
            "<dt>At least one deposit</dt><dd>63 %</dd>", "30.0 Mt / 240 Mt / 1400 Mt", "100 kt / 1.05 Mt / 7.00 Mt",
            "USD 1.00 bn / USD 10.0 bn / USD 65.0 bn", "<dd>8.3 h</dd>", "<dd>no way</dd>", "level 0.25, weight 0.50",
            "places on average", "<span class=\"badge stop\">excluded</span>", "<span class=\"badge\">merged</span>",
            "<td>T2</td><td class=\"n\">excluded</td>", "Cu: gone, into Cu", "<dd>75 %</dd>",
        ] { #expect(html.contains(part), "\(part)") }
    }

    @Test func `without worth, ways and stability a card leaves them out and the page stays whole`() {
        let html = RunReport(
            ReportContent(title: "t", summary: "s", campaign: "c", targets: [target(1)])
        ).html
        #expect(html.contains("<h2>Target by target</h2>"))
        for part in ["If there is a deposit", "<h4>Access", "Chance of the best 5", "<h2>Scenarios", "nan", "inf "] {
            #expect(!html.contains(part), "\(part)")
        }
    }

    @Test func `the worth chart stands on whole decades and puts the median between its neighbours`() throws {
        let value = try #require(assessment(1, "Cu").value)
        let elements = try XMLElements(ValueChart(value: value).svg)
        #expect(elements.texts(of: "text").prefix(4) == ["USD 100 m", "1 bn", "10 bn", "100 bn"])
        let places = elements.found.filter { $0.attributes["y"] == "10" }.compactMap {
            Double($0.attributes["x"] ?? "")
        }
        // Four decades over 280 pixels from 24 on.
        #expect(abs(places[0] - (24 + 280 / 4.0)) < 0.1 && abs(places[1] - (24 + 560 / 4.0)) < 0.1)
        #expect(abs(places[2] - (24 + 280 * 2.812_913 / 4)) < 0.3)
        var none = value
        none.curve = Array(repeating: 0, count: 21)
        #expect(ValueChart(value: none).svg.isEmpty)
    }

    @Test func `large figures are short`() {
        #expect(MoneyText.dollars(1.234e12) == "USD 1.23 tn" && MoneyText.dollars(0) == "USD 0")
        #expect(MoneyText.dollars(.nan) == "-" && MoneyText.tonnes(0.004) == "4.00 kg")
        #expect(MoneyText.percent(0.004) == "< 1 %" && MoneyText.percent(1) == "100 %" && MoneyText.percent(0) == "0 %")
    }
}
