import Survey

extension RunReport {
    /// Targets that stand in the short list.
    private static let short = 10
    /// Targets that have a card.
    private static let cards = 20

    var ranked: [Target] { content.targets.sorted { ($0.rank, $0.id) < ($1.rank, $1.id) } }

    var assessments: [String: TargetAssessment] {
        Dictionary(content.assessments.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The figures that one looks for first.
    var key: String {
        guard let best = ranked.first else { return "" }
        let area = content.targets.reduce(0) { $0 + $1.squareMetres } / 1e6
        var facts = [
            ("\(content.targets.count)", "targets"),
            (FigureText.significant(area, digits: 3) + " km²", "in targets"),
            (MarkupText.escape(best.id), "stands first"),
        ]
        if !content.known.isEmpty { facts.append(("\(content.known.count)", "known occurrences")) }
        if let stability = assessments[best.id]?.stability {
            facts.append((MoneyText.percent(stability.topFive), "its chance of the best five"))
        }
        if let value = assessments[best.id]?.value, value.dollars.p50 > 0 {
            facts.append((MoneyText.dollars(value.dollars.p50), "in the ground (P50), if there is a deposit"))
        }
        return "<ul class=\"key\">" + facts.map { "<li><b>\($0.0)</b><span>\($0.1)</span></li>" }.joined() + "</ul>"
    }

    /// The best targets on half a page.
    var shortList: String {
        guard !content.targets.isEmpty else { return "" }
        let known = assessments
        let hasStability = content.assessments.contains { $0.stability != nil }
        let hasValue = content.assessments.contains { ($0.value?.dollars.p50 ?? 0) > 0 }
        let access = content.assessments.first?.access.first?.destination
        var head = [("", true), ("Target", false), ("Strongest reasons", false), ("Score", true), ("km²", true)]
        if hasStability { head.append(("Chance of the best 5", false)) }
        if hasValue { head.append(("Worth in the ground, P50", true)) }
        if let access { head.append(("To " + MarkupText.escape(access), true)) }
        let rows = ranked.prefix(RunReport.short).map { target -> [String] in
            let assessment = known[target.id]
            let reasons = target.contributions.filter { $0.value > 0 }.prefix(3).map { MarkupText.escape($0.evidence) }
            var row = [
                "<b>\(target.rank)</b>", "<a href=\"#target-\(target.rank)\">\(MarkupText.escape(target.id))</a>",
                reasons.joined(separator: ", "), FigureText.significant(target.meanScore, digits: 3),
                FigureText.significant(target.squareMetres / 1e6, digits: 3),
            ]
            if hasStability { row.append(assessment?.stability.map { Self.chance($0.topFive) } ?? "excluded") }
            if hasValue { row.append(assessment?.value.map { MoneyText.dollars($0.dollars.p50) } ?? "-") }
            if access != nil {
                row.append(assessment?.access.first?.hours.map { FigureText.fixed($0, decimals: 1) + " h" } ?? "-")
            }
            return row
        }
        return "<h2>The short list</h2>\n" + HTMLTable.html(head: head, rows: Array(rows))
    }

    private static func chance(_ share: Double) -> String {
        let width = FigureText.fixed(min(1, max(0, share)) * 100)
        return "<span class=\"share\"><span class=\"chance\"><i style=\"width:\(width)%\"></i></span>"
            + "\(MoneyText.percent(share))</span>"
    }

    var targetCards: String {
        guard !content.targets.isEmpty else { return "" }
        let targets = ranked
        let strongest = targets.flatMap(\.contributions).map(\.value.magnitude).filter(\.isFinite).max() ?? 0
        let known = assessments
        let cards = targets.prefix(RunReport.cards).map { target in
            TargetCard(
                target: target, assessment: known[target.id],
                insets: content.insets.filter { $0.target == target.id }, strongest: strongest,
                contributionUnit: content.contributionUnit, neighbours: neighbours(of: target, among: targets)
            ).html
        }
        let rest = targets.count - cards.count
        let note = rest > 0 ? "\n<p>The other \(rest) stand in the ranking below.</p>" : ""
        return "<h2>Target by target</h2>\n" + cards.joined(separator: "\n") + note
    }

    private func neighbours(of target: Target, among targets: [Target]) -> [(id: String, rank: Int)] {
        func distance(_ other: Target) -> Double {
            let (x, y) = (other.centroid.x - target.centroid.x, other.centroid.y - target.centroid.y)
            return x * x + y * y
        }
        return targets.prefix(RunReport.cards).filter { $0.id != target.id }
            .sorted { (distance($0), $0.rank) < (distance($1), $1.rank) }.prefix(3).map { ($0.id, $0.rank) }
    }

    /// How the best targets stand under other assumptions.
    var scenarios: String {
        guard content.scenarios.count > 1 else { return "" }
        let head = [("Target", false)] + content.scenarios.map { (MarkupText.escape($0.name), true) }
        let places = content.scenarios.map { scenario in
            Dictionary(
                scenario.order.enumerated().map { ($0.element, $0.offset + 1) }, uniquingKeysWith: { first, _ in first }
            )
        }
        let rows = ranked.prefix(15).map { target in
            [MarkupText.escape(target.id)] + places.map { $0[target.id].map { "\($0)" } ?? "excluded" }
        }
        return "<h2>Scenarios</h2>\n<p>The rank of each target under other weights, prices or methods.</p>\n"
            + HTMLTable.html(head: head, rows: Array(rows))
    }

    /// What became of the targets of the run before.
    var changes: String {
        let changed = ranked.filter { $0.change != nil && $0.change?.kind != .same }
        guard !changed.isEmpty || !content.gone.isEmpty else { return "" }
        let lines = changed.prefix(40).map { target -> String in
            let kind = target.change?.kind.rawValue ?? ""
            let from = (target.change?.from ?? []).filter { $0 != target.id }.map(MarkupText.escape)
            return "<li>\(MarkupText.escape(target.id)): \(kind)"
                + (from.isEmpty ? "" : ", from " + from.joined(separator: ", "))
                + "</li>"
        }
        let gone = content.gone.prefix(40).map { gone in
            let into = gone.into.map(MarkupText.escape)
            return "<li>\(MarkupText.escape(gone.id)): gone"
                + (into.isEmpty ? "" : ", into " + into.joined(separator: ", "))
                + "</li>"
        }
        return "<h2>Since the run before</h2>\n<ul>\n" + (lines + gone).joined(separator: "\n") + "\n</ul>"
    }

    var charts: String {
        guard !content.charts.isEmpty else { return "" }
        let figures = content.charts.map { chart in
            let title = MarkupText.escape(chart.title)
            return """
                <figure><img alt="\(title)" src="data:image/svg+xml;base64,\(Base64.encode(Array(chart.svg.utf8)))">\
                <figcaption>\(title)</figcaption></figure>
                """
        }
        return "<div class=\"charts\">" + figures.joined(separator: "\n") + "</div>"
    }
}
