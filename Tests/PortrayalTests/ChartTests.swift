import Foundation
import Testing

@testable import Portrayal

@Suite struct ChartTests {
    private let chart = Chart(
        title: "Prediction rate", xTitle: "area", yTitle: "found",
        series: [
            ChartSeries(name: "", mark: .band(upper: [0.2, 0.9, 1]), x: [0, 0.5, 1], y: [0, 0.5, 1]),
            ChartSeries(name: "held out", mark: .line, x: [0, 0.5, 1], y: [0, 0.75, 1]),
            ChartSeries(name: "chance", mark: .line, x: [0, 1], y: [0, 1], isReference: true),
        ], xRange: 0...1, yRange: 0...1)

    @Test func `it is one XML document with a line for each series`() throws {
        let parser = try Elements(chart.svg)
        #expect(parser.paths.count { $0.contains("L") && !$0.contains("Z") } == 2)
        #expect(parser.paths.count { $0.hasSuffix("Z") } == 1)
        #expect(parser.texts.contains("Prediction rate") && parser.texts.contains("chance"))
    }

    @Test func `places lie where the axes say`() {
        let frame = ChartFrame(chart)
        #expect(frame.across(0) == frame.left && frame.across(1) == frame.right)
        #expect(frame.down(0) == frame.bottom && frame.down(1) == frame.top)
        let middle = FigureText.fixed(frame.across(0.5), decimals: 1)
        let height = FigureText.fixed(frame.down(0.75), decimals: 1)
        #expect(chart.svg.contains("L\(middle) \(height)"))
    }

    @Test func `names from files stay text`() throws {
        var chart = chart
        chart.title = "<script>alert('x')</script>"
        chart.series[1].name = "a & b \"c\""
        let parser = try Elements(chart.svg)
        #expect(!chart.svg.contains("<script"))
        #expect(parser.texts.contains("<script>alert('x')</script>") && parser.texts.contains("a & b \"c\""))
    }

    @Test func `a missing value leaves a gap, and nothing at all an empty frame`() throws {
        let gap = Chart(
            title: "", xTitle: "", yTitle: "",
            series: [ChartSeries(name: "", mark: .line, x: [0, 1, 2, 3, 4], y: [0, 1, .nan, 2, 3])])
        let line = try Elements(gap.svg).paths.filter { $0.contains("L") }
        #expect(line.count == 1 && line[0].count { $0 == "M" } == 2)
        let empty = Chart(title: "", xTitle: "", yTitle: "", series: [])
        #expect(try Elements(empty.svg).paths.count > 0)
        #expect(!empty.svg.contains("nan"))
        let flat = Chart(
            title: "", xTitle: "", yTitle: "", series: [ChartSeries(name: "", mark: .scatter, x: [2], y: [5])])
        #expect(try Elements(flat.svg).paths.count > 0)
        #expect(flat.xLimits == 1.5...2.5)
    }

    @Test func `a step runs level before it rises, and bars stand on nothing`() throws {
        let steps = Chart(
            title: "", xTitle: "", yTitle: "",
            series: [ChartSeries(name: "", mark: .step, x: [0, 1, 2], y: [0, 1, 2])])
        let paths = try Elements(steps.svg).paths
        #expect(paths.filter { $0.contains("H") && $0.contains("V") && !$0.contains("L") }.count == 2)
        let bars = Chart(
            title: "", xTitle: "", yTitle: "",
            series: [ChartSeries.histogram(name: "", values: [0, 1, 1.5, 2, 9], classes: 2, from: 0, to: 2)])
        #expect(bars.series[0].y == [1, 3] && bars.series[0].x == [0.5, 1.5])
        #expect(bars.yLimits == 0...3 && bars.xLimits == 0...2)
    }

    @Test func `colours are told apart by all eyes, a band has that of its line`() {
        #expect(Set(Chart.colours).count == Chart.colours.count)
        let svg = chart.svg
        #expect(svg.components(separatedBy: Chart.colours[0]).count >= 4)
        #expect(!svg.contains(Chart.colours[1]) && svg.contains("stroke-dasharray"))
    }
}

/// What an XML parser sees of a drawing.
private struct Elements {
    var paths: [String]
    var texts: [String]

    init(_ svg: String) throws {
        let elements = try XMLElements(svg)
        paths = elements.found.filter { $0.name == "path" }.compactMap { $0.attributes["d"] }
        texts = elements.texts(of: "text") + elements.texts(of: "title")
    }
}
