import Portrayal
import Prospectivity

extension Evaluation {
    /// The curves as charts for the report, those that belong together in one; held-out before training.
    var charts: [ReportContent.Chart] {
        var charts: [ReportContent.Chart] = []
        for group in [["prediction-rate", "success-rate"], ["prediction-area-deposits", "prediction-area-area"]] {
            let members = group.compactMap { name in curves.first { $0.name == name } }
            if let first = members.first { charts.append(chart(titled: first.title, members)) }
        }
        let grouped = ["prediction-rate", "success-rate", "prediction-area-deposits", "prediction-area-area"]
        charts += curves.filter { !grouped.contains($0.name) }.map { chart(titled: $0.title, [$0]) }
        if let null {
            let values = null.shuffled
            let (low, high) = (min(values.min() ?? 0, null.observed), max(values.max() ?? 1, null.observed))
            charts.append(
                .init(
                    title: "Null test: the same model on shuffled deposits",
                    svg: Portrayal.Chart(
                        title: "Null test", xTitle: "area under the held-out curve", yTitle: "runs",
                        series: [
                            .histogram(
                                name: "shuffled deposits", values: values, classes: 20, from: low,
                                to: high > low ? high : low + 1),
                            .init(name: "this model", mark: .scatter, x: [null.observed], y: [1]),
                        ]
                    ).svg))
        }
        charts.append(confusionChart)
        return charts + [importanceChart].compactMap(\.self)
    }

    private func chart(titled title: String, _ curves: [Curve]) -> ReportContent.Chart {
        var series: [ChartSeries] = []
        for curve in curves {
            if !curve.low.isEmpty {
                series.append(.init(name: "95 % band", mark: .band(upper: curve.high), x: curve.x, y: curve.low))
            }
            series.append(.init(name: curve.title, mark: curve.isStep ? .step : .line, x: curve.x, y: curve.y))
        }
        let plot = Portrayal.Chart(
            title: title, xTitle: curves.first?.xTitle ?? "", yTitle: curves.first?.yTitle ?? "", series: series)
        return .init(title: title, svg: plot.svg)
    }
}
