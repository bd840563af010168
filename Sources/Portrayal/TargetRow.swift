import Survey

/// A target's row in the report's ranking: figures, place and reasons.
struct TargetRow {
    let target: Target
    /// The largest contribution of all targets, to which the bars are drawn.
    let strongest: Double

    var html: [String] {
        let place = target.geographic.map { point in
            FigureText.fixed(point.x, decimals: 5) + ", " + FigureText.fixed(point.y, decimals: 5)
        }
        let nearest = target.nearest.map { neighbour in
            MarkupText.escape(neighbour.name) + ", " + FigureText.fixed(neighbour.metres / 1000, decimals: 1) + " km"
        }
        return [
            "\(target.rank)", MarkupText.escape(target.id), FigureText.significant(target.meanScore),
            FigureText.significant(target.maximumScore),
            target.meanUncertainty.map { FigureText.significant($0) } ?? "-",
            FigureText.fixed(target.squareMetres / 1e6, decimals: 2), place ?? "-", nearest ?? "-",
            reasons,
        ]
    }

    /// A bar for each contribution.
    var reasons: String { target.contributions.map(reason).joined() }

    private func reason(_ contribution: Target.Contribution) -> String {
        """
        <div class="reason"><span>\(MarkupText.escape(contribution.evidence))</span>\(bar(contribution.value))\
        <span class="n">\(FigureText.fixed(contribution.value, decimals: 3))</span></div>
        """
    }

    /// A bar from the middle, to the right for what raises the score and to the left for what lowers it.
    private func bar(_ value: Double) -> String {
        let share = strongest > 0 && value.isFinite ? value.magnitude / strongest : 0
        let length = FigureText.fixed(58 * share, decimals: 1)
        let start = value < 0 ? FigureText.fixed(60 - 58 * share, decimals: 1) : "60"
        return """
            <svg width="120" height="10" role="img" aria-hidden="true"><rect x="\(start)" y="1" width="\(length)" \
            height="8" fill="\(value < 0 ? "#b0692f" : "#1f6f8b")"/><path d="M60 0V10" stroke="#202226"/></svg>
            """
    }
}
