import Portrayal
import Prospectivity

extension Evaluation {
    /// What each evidence is worth on held-out deposits, a bar an evidence; `nil` where it was not looked at.
    var importanceChart: ReportContent.Chart? {
        let measured = importance.filter { $0.permutation != nil || $0.dropColumn != nil }
        guard !measured.isEmpty else { return nil }
        let series = measured.enumerated().map { index, entry in
            ChartSeries(
                name: entry.evidence, mark: .bars(width: 0.7), x: [Double(index + 1)],
                y: [entry.dropColumn ?? entry.permutation ?? 0])
        }
        let isDropped = measured.contains { $0.dropColumn != nil }
        let title = isDropped ? "Worth of each evidence: trained without it" : "Worth of each evidence: shuffled"
        let chart = Portrayal.Chart(
            title: title, xTitle: "evidence", yTitle: "loss of the area under the held-out curve", series: series)
        return .init(title: title, svg: chart.svg)
    }

    /// Deposits and area on either side of the chosen threshold.
    var confusionChart: ReportContent.Chart {
        let title = "At the chosen threshold: deposits held out"
        let deposits = Double(confusion.found + confusion.missed)
        let shares: [(String, Double)] = [
            ("deposits found", Double(confusion.found) / max(1, deposits)),
            ("deposits missed", Double(confusion.missed) / max(1, deposits)),
            ("area selected", confusion.areaShare), ("area left", 1 - confusion.areaShare),
        ]
        let series = shares.enumerated().map { index, share in
            ChartSeries(name: share.0, mark: .bars(width: 0.7), x: [Double(index + 1)], y: [share.1])
        }
        let chart = Portrayal.Chart(title: title, xTitle: "", yTitle: "share", series: series, yRange: 0...1)
        return .init(title: title, svg: chart.svg)
    }
}
