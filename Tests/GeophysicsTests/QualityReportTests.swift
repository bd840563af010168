import Foundation
import Operations
import Survey
import TestBench
import Testing

@testable import Geophysics

@Suite struct QualityReportTests {
    private func record() -> QualityRecord {
        var record = QualityRecord("despike", ["mag <b>& co</b> was cleaned."])
        record.add("spikes", 3)
        record.add("no_value", .nan)
        record.add(
            "Spikes by line",
            Table(columns: ["line", "spikes"], rows: [[.text("<script>alert(1)</script>"), .whole(3)]]))
        record.remark(on: 10) { [2, 3, 7].contains($0) ? "spike" : nil }
        record.plots.append(
            .init(
                title: "Line \"7\"", kind: .profile, xTitle: "m", yTitle: "nT",
                curves: [.init("<img>", x: [0, 1, 2], y: [5, .nan, 7]), .init("after", x: [0, 1, 2], y: [5, 6, 7])]))
        if let histogram = QualityRecord.Plot.histogram(
            "Misfits", of: [("before", [1, 2, 2, 3]), ("after", [0, 0.1])], unit: "nT")
        {
            record.plots.append(histogram)
        }
        record.plots.append(
            .init(title: "One", kind: .scatter, xTitle: "m", yTitle: "nT", curves: [.init("dot", x: [4], y: [4])]))
        return record
    }

    private func page(_ records: [QualityRecord], _ parameters: [String: ParameterValue] = [:]) throws -> String {
        let bench = MemoryBench()
        for record in records { bench.put(value: record, as: "in") }
        try bench.run(QualityReport.self, parameters)
        return try bench.text(given: "out")
    }

    @Test func `the page is well formed, and nothing of a file is markup`() throws {
        let html = try page([record(), record()], ["title": "Line <1> & 2"])
        #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"))
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(html.contains("<title>Line &lt;1&gt; &amp; 2</title>"))
        #expect(!html.contains("http:") && !html.contains("https:") && !html.contains("url("))
        // Every plot is XML by itself.
        let drawings = html.components(separatedBy: "<svg").dropFirst().compactMap {
            $0.components(separatedBy: "</svg>").first
        }
        #expect(drawings.count == 6)
        for drawing in drawings {
            #expect(Self.isWellFormed("<svg\(drawing)</svg>"))
            #expect(!drawing.contains("nan") && !drawing.contains("inf"))
        }
        for tag in ["section", "table", "details", "dl", "figure", "ol", "ul"] {
            let opened = html.components(separatedBy: "<\(tag)").count
            #expect(opened == html.components(separatedBy: "</\(tag)>").count, "\(tag)")
        }
    }

    /// Whether elements are nested and closed, attributes quoted, and text holds no bare sign of markup.
    private static func isWellFormed(_ xml: String) -> Bool {
        let tag = /<(?<close>\/?)(?<name>[a-z]+)(?<attributes>(?: [A-Za-z-]+="[^"<]*")*)(?<empty>\/?)>/
        var open: [Substring] = []
        var rest = xml[...]
        while let start = rest.firstIndex(of: "<") {
            guard let match = rest[start...].prefixMatch(of: tag) else { return false }
            if !match.close.isEmpty {
                guard open.popLast() == match.name else { return false }
            } else if match.empty.isEmpty {
                open.append(match.name)
            }
            rest = rest[match.range.upperBound...]
        }
        let bare = xml.replacing(/&(amp|lt|gt|quot|#39);/, with: "").contains("&")
        return open.isEmpty && !bare
    }

    @Test func `remarks on readings one after the other are one, counted from 1`() throws {
        let html = try page([record()])
        #expect(html.contains("Readings 3 to 4: spike") && html.contains("Reading 8: spike"))
        #expect(html.contains("to be said (3)"))
    }

    @Test func `a record of ten thousand remarks stays small and counts them all`() throws {
        var long = QualityRecord("diurnal")
        long.remark(on: 20_000) { $0 % 2 == 0 ? "gap" : nil }
        #expect(long.remarks.count == 5000 && long.unlisted == 5000)
        let html = try page([long])
        #expect(html.contains("to be said (10000)") && html.contains("5000 more readings are counted"))
    }

    @Test func `a figure without a value is none, and a long table says how much it hides`() throws {
        #expect(record().figures.map(\.name) == ["spikes"])
        var long = QualityRecord("level-ties")
        long.add("Crossings", Table(columns: ["n"], rows: (0..<50).map { [.whole($0)] }))
        #expect(try page([long], ["rows": 20]).contains("30 more rows"))
    }

    @Test func `a record goes through JSON unchanged`() throws {
        let bytes = try JSONEncoder().encode(record())
        #expect(try JSONDecoder().decode(QualityRecord.self, from: bytes) == record())
    }

    @Test func `a long curve keeps its greatest and least values`() {
        let x = (0..<5000).map(Double.init)
        var y = x.map { $0 * 0.001 }
        y[1234] = 900
        y[4321] = -900
        let curve = QualityRecord.Curve("long", x: x, y: y)
        #expect(curve.x.count <= 500 && curve.y.max() == 900 && curve.y.min() == -900)
        #expect(curve.x == curve.x.sorted())
    }
}
