import Survey

/// All that is known of one target on one card.
struct TargetCard {
    let target: Target
    let assessment: TargetAssessment?
    let insets: [ReportContent.Inset]
    /// The largest contribution of all targets, to which the bars are drawn.
    let strongest: Double
    let contributionUnit: String
    /// The nearest other targets, by the distance of their centroids.
    let neighbours: [(id: String, rank: Int)]

    var html: String {
        let isExcluded = assessment?.isExcluded ?? false
        return """
            <section class="card\(isExcluded ? " off" : "")" id="\(MarkupText.escape("target-\(target.rank)"))">
            <header><span class="rank">\(target.rank)</span><h3>\(MarkupText.escape(target.id))</h3>\(badges)\
            <span class="where">\(place)</span></header>
            \(pictures)
            <div class="columns">
            <div>\(figures)\(reasons)</div>
            <div>\(worth)\(ways)\(limits)\(next)</div>
            </div>
            </section>
            """
    }

    private var badges: String {
        var badges: [String] = []
        if assessment?.isExcluded ?? false { badges.append("<span class=\"badge stop\">excluded</span>") }
        if let change = target.change, change.kind != .same {
            badges.append("<span class=\"badge\">\(change.kind.rawValue)</span>")
        }
        return badges.joined()
    }

    private var place: String {
        guard let point = target.geographic else { return "" }
        let north = FigureText.fixed(point.y.magnitude, decimals: 4) + "° " + (point.y < 0 ? "S" : "N")
        let east = FigureText.fixed(point.x.magnitude, decimals: 4) + "° " + (point.x < 0 ? "W" : "E")
        return "\(north), \(east)"
    }

    private var pictures: String {
        guard !insets.isEmpty else { return "" }
        let figures = insets.map { inset in
            let title = MarkupText.escape(inset.title)
            return """
                <figure><img alt="\(title)" src="data:image/png;base64,\(Base64.encode(inset.png))">\
                <figcaption>\(title)</figcaption></figure>
                """
        }
        return "<div class=\"insets\">" + figures.joined() + "</div>"
    }

    private var figures: String {
        var rows = [
            (
                "Score, mean and highest",
                "\(FigureText.significant(target.meanScore, digits: 3)) and "
                    + FigureText.significant(target.maximumScore, digits: 3)
            ),
            ("Area", FigureText.significant(target.squareMetres / 1e6, digits: 3) + " km²"),
        ]
        if let uncertainty = target.meanUncertainty {
            rows.insert(("Uncertainty", FigureText.significant(uncertainty, digits: 2)), at: 1)
        }
        if let agreement = target.agreement {
            rows.append(("Evidence above its mean", MoneyText.percent(agreement)))
        }
        if let coverage = target.coverage { rows.append(("Data coverage", MoneyText.percent(coverage))) }
        if let stability = assessment?.stability {
            rows.append(("Among the best 5", MoneyText.percent(stability.topFive)))
            rows.append(("Among the best 10", MoneyText.percent(stability.topTen)))
            rows.append(("Rank in nine of ten draws", "\(stability.best) to \(stability.worst)"))
        }
        if let nearest = target.nearest {
            let distance = FigureText.fixed(nearest.metres / 1000, decimals: 1) + " km"
            rows.append(("Nearest known", MarkupText.escape(nearest.name) + ", " + distance))
        }
        if !neighbours.isEmpty {
            let links = neighbours.map { neighbour in
                "<a href=\"#target-\(neighbour.rank)\">\(MarkupText.escape(neighbour.id))</a>"
            }
            rows.append(("Nearest targets", links.joined(separator: ", ")))
        }
        return Self.list(rows)
    }

    private var reasons: String {
        guard !target.contributions.isEmpty else { return "" }
        let unit = contributionUnit.isEmpty ? "" : " (\(MarkupText.escape(contributionUnit)))"
        let row = TargetRow(target: target, strongest: strongest)
        return "<h4>Why here\(unit)</h4>" + row.reasons
    }

    private var worth: String {
        guard let value = assessment?.value else { return "" }
        var rows = [
            ("At least one deposit", MoneyText.percent(value.chance)),
            ("Ore, P90 / P50 / P10", Self.three(value.ore) { MoneyText.tonnes($0 * 1e6) }),
        ]
        for metal in value.metals {
            rows.append((MarkupText.escape(metal.commodity), Self.three(metal.tonnes, MoneyText.tonnes)))
        }
        if value.dollars.p50 > 0 {
            rows.append(("In-ground worth", Self.three(value.dollars, MoneyText.dollars)))
            rows.append(("Expected, with the chance", MoneyText.dollars(value.expected)))
        }
        return "<h4>If there is a deposit</h4>" + ValueChart(value: value).svg + Self.list(rows)
    }

    private var ways: String {
        guard let access = assessment?.access, !access.isEmpty else { return "" }
        let rows = access.map { way in
            let hours = way.hours.map { FigureText.fixed($0, decimals: $0 < 10 ? 1 : 0) + " h" } ?? "no way"
            return (MarkupText.escape(way.destination), hours)
        }
        return "<h4>Access</h4>" + Self.list(rows)
    }

    private var limits: String {
        let constraints = (assessment?.constraints ?? []).filter { $0.level > 0 }
        guard !constraints.isEmpty else { return "" }
        let rows = constraints.map { constraint in
            let source = constraint.source.isEmpty ? "" : "; " + MarkupText.escape(constraint.source)
            let text =
                constraint.isExclusion
                ? "\(MoneyText.percent(constraint.level)) of the target"
                : "level \(FigureText.significant(constraint.level, digits: 2)), weight "
                    + FigureText.significant(constraint.weight, digits: 2)
            return (MarkupText.escape(constraint.name), text + source)
        }
        return "<h4>Constraints and risks</h4>" + Self.list(rows)
    }

    private var next: String {
        guard let suggestion = assessment?.suggestion else { return "" }
        let area = FigureText.significant(suggestion.squareKilometres, digits: 2) + " km²"
        return """
            <h4>What next</h4><p class="next">Survey <b>\(MarkupText.escape(suggestion.evidence))</b> over \(area), \
            about \(MoneyText.dollars(suggestion.dollars)): its rank would move by \
            \(FigureText.fixed(suggestion.expectedShift, decimals: 1)) places on average.</p>
            """
    }

    private static func three(_ quantiles: TargetAssessment.Quantiles, _ text: (Double) -> String) -> String {
        [quantiles.p90, quantiles.p50, quantiles.p10].map(text).joined(separator: " / ")
    }

    /// Names and values, the values being markup already.
    private static func list(_ rows: [(String, String)]) -> String {
        "<dl>" + rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" }.joined() + "</dl>"
    }
}
