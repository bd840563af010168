import Foundation
import Survey
import Testing

@testable import Portrayal

@Suite struct RunReportTests {
    private func target(_ rank: Int, _ contributions: [(String, Double)], nearest: String = "Saindak") -> Target {
        Target(
            id: "T\(rank)", rank: rank, meanScore: 0.8123, maximumScore: 0.95, meanUncertainty: nil, cells: 300,
            squareMetres: 3e6, centroid: Point(x: 0, y: 0), bounds: Bounds(west: -1, south: -1, east: 1, north: 1),
            geographic: Point(x: 62.123456, y: 29.1), nearest: .init(name: nearest, metres: 5340),
            contributions: contributions.map { .init(evidence: $0.0, value: $0.1) }, outline: [])
    }

    private func content(_ text: String) -> ReportContent {
        ReportContent(
            title: text, summary: text, campaign: text, mapPNG: [1, 2, 3], mapCaption: text,
            targets: [target(1, [(text, 1.5)], nearest: text)], contributionUnit: text, trust: [text],
            figures: [.init(text, 0.7)],
            evidence: [.init(name: text, operation: text, inputs: [text], parameters: [text])],
            weights: [
                .init(
                    evidence: text,
                    rows: [
                        .init(
                            label: text, squareKilometres: 12.5, points: 3, positive: 1.25, positiveDeviation: 0.5,
                            negative: .nan, negativeDeviation: .nan, contrast: 1.5, studentised: 2)
                    ])
            ],
            data: [.init(name: text, sha256: text, layer: text, verdict: text, notes: [text])], assumptions: [text])
    }

    /// The elements that open in a document, without closing ones.
    private func openings(_ html: String) -> [String] {
        html.split(separator: "<").dropFirst().map {
            String($0.prefix { $0.isLetter || $0.isNumber || "/!".contains($0) })
        }
        .filter { !$0.hasPrefix("/") && !$0.hasPrefix("!") }
    }

    @Test(arguments: [
        "</title><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; drop table --", "a\nb.tif", "&lt;",
        "]]>", "<!--", "\u{202E}fdp.exe", "{{x}}",
    ]) func `a nasty name adds no element to the report`(name: String) {
        let html = RunReport(content(name)).html
        #expect(openings(html) == openings(RunReport(content("plain")).html))
        #expect(!name.contains("<") || !html.contains(name))
    }

    @Test func `random texts add no element either`() {
        var generator = SplitMix(state: 21)
        let expected = openings(RunReport(content("plain")).html)
        for _ in 0..<100 {
            let name = String((0..<12).map { _ in "<>&\"'/=! ab\n-".randomElement(using: &generator) ?? "<" })
            #expect(openings(RunReport(content(name)).html) == expected, "\(name)")
        }
    }

    @Test func `the report loads nothing from elsewhere and runs nothing`() {
        let html = RunReport(content("plain")).html
        #expect(!html.contains("http:") && !html.contains("https:") && !html.contains("<script"))
        #expect(html.contains("src=\"data:image/png;base64,AQID\""))
        #expect(html.contains("default-src 'none'"))
    }

    @Test func `targets stand by rank with their figures and reasons`() throws {
        let report = RunReport(
            ReportContent(
                title: "t", summary: "s", campaign: "c",
                targets: [target(2, [("faults", 0.5)]), target(1, [("tilt", 2), ("k_th", -1)])])
        ).html
        let first = try #require(report.range(of: "<td>T1</td>"))
        let second = try #require(report.range(of: "<td>T2</td>"))
        #expect(first.lowerBound < second.lowerBound)
        #expect(report.contains("<td>62.12346, 29.10000</td><td>Saindak, 5.3 km</td>"))
        #expect(report.contains("x=\"60\" y=\"1\" width=\"58.0\""), "the strongest fills its side")
        #expect(report.contains("x=\"31.0\" y=\"1\" width=\"29.0\""), "half as strong against it, half to the left")
        #expect(report.contains("<td class=\"n\">3.00</td>"))
    }

    @Test func `a long ranking is cut and says how many more there are`() {
        let targets = (1...130).map { target($0, []) }
        let html = RunReport(
            ReportContent(title: "t", summary: "s", campaign: "c", targets: targets)
        ).html
        #expect(html.contains("<td>T100</td>") && !html.contains("<td>T101</td>"))
        #expect(html.contains("30 more targets"))
    }

    @Test func `a run without a target says so, and every report says what it is not`() {
        let html = RunReport(ReportContent(title: "t", summary: "s", campaign: "c")).html
        #expect(html.contains("No connected area lies above the threshold"))
        #expect(html.contains("JORC") && html.contains("NI 43-101"))
        #expect(!html.contains("<figure>") && !html.contains("<h2>Assumptions"))
    }

    @Test func `the same content gives the same text`() {
        #expect(RunReport(content("x")).html == RunReport(content("x")).html)
    }
}
